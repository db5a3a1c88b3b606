/** The checksum database client against a database of our own: proofs, forks, old trees, and every byte that can be wrong. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readDatabaseKey } from '../../../../src/integrity/sumdb/databaseKey.ts';
import type { SumdbSource } from '../../../../src/integrity/sumdb/sources.ts';
import { SumdbClient } from '../../../../src/integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads } from '../../../../src/integrity/sumdb/treeHeads.ts';
import { MerkleTree } from '../../../lab/content/merkleTree.ts';
import { makeNoteSigner } from '../../../lab/content/noteSigner.ts';

const signer = makeNoteSigner('sum.unit.test');
const never = new AbortController().signal;
const TILE = /^\/tile\/8\/(\d+)\/(\d{3})(?:\.p\/(\d+))?$/;
const LOOKUP = '/lookup/example.test/m7@v1.0.0';

function record(id: number, salt = ''): string {
  const hash = `h1:${createHash('sha256').update(`${id}${salt}`).digest('base64')}`;
  return `example.test/m${id} v1.0.0 ${hash}\nexample.test/m${id} v1.0.0/go.mod ${hash}\n`;
}

function makeRecords(size: number, salt = ''): string[] {
  return Array.from({ length: size }, (_, id) => record(id, id < 3 ? salt : ''));
}

function headOf(records: readonly string[]): string {
  const tree = new MerkleTree(records);
  return signer.sign(`go.sum database tree\n${tree.size}\n${tree.root().toString('base64')}\n`);
}

/** A database in memory; `change` may spoil what it answers. */
function database(
  records: readonly string[],
  head = headOf(records),
  change = (_path: string, bytes: Buffer) => bytes,
) {
  const tree = new MerkleTree(records);
  const source: SumdbSource = {
    async read(path) {
      const [, id] = /^\/lookup\/example\.test\/m(\d+)@v1\.0\.0$/.exec(path) ?? [];
      const [, level, index, width = '256'] = TILE.exec(path) ?? [];
      const body =
        id === undefined
          ? tree.tile(Number(level), Number(index), Number(width))
          : Buffer.from(`${id}\n${records[Number(id)]}\n${head}`);
      if (body === null) return { ok: false, error: { kind: 'status', url: path, status: 404 } };
      return { ok: true, value: change(path, Buffer.from(body)) };
    },
  };
  return source;
}

function client(source: SumdbSource, heads = new MemoryTreeHeads(), gosumdb = signer.verifierKey): SumdbClient {
  const key = readDatabaseKey(gosumdb);
  assert.ok(key.ok);
  return new SumdbClient(key.value, source, heads);
}

async function faultOf(
  source: SumdbSource,
  heads = new MemoryTreeHeads(),
  module = 'example.test/m7',
): Promise<string> {
  const found = await client(source, heads).lookUp(module, 'v1.0.0', never);
  if (found.ok) return 'none';
  const { error } = found;
  return [error.kind, 'what' in error ? error.what : '', 'reason' in error ? error.reason : ''].join(' ').trim();
}

describe('a checksum database client', function () {
  this.timeout(60_000);
  const records = makeRecords(600);

  it('proves every record of trees of all shapes', async () => {
    for (const size of [1, 2, 3, 255, 256, 257, 511, 512, 600]) {
      const one = client(database(makeRecords(size)));
      for (const id of new Set([0, 1, 2, 254, 255, 256, 257, size - 1].filter((at) => at < size))) {
        const found = await one.lookUp(`example.test/m${id}`, 'v1.0.0', never);
        assert.ok(found.ok, `${id} in ${size}: ${JSON.stringify(found)}`);
        assert.deepEqual([found.value.id, found.value.tree.size], [id, size]);
        assert.equal(`example.test/m${id} v1.0.0 ${found.value.zip}`, record(id).split('\n')[0]);
      }
    }
  });

  it('notices each changed byte of look-up and tiles', async () => {
    const lengths = new Map<string, number>();
    const listen = (path: string, bytes: Buffer) => {
      lengths.set(path, bytes.length);
      return bytes;
    };
    assert.equal(await faultOf(database(records, undefined, listen)), 'none');
    assert.deepEqual([...lengths.keys()], [LOOKUP, '/tile/8/1/000.p/2', '/tile/8/0/002.p/88', '/tile/8/0/000']);
    let wrong = { path: '', at: 0, mask: 0 };
    const source = database(records, undefined, (asked, bytes) => {
      if (asked === wrong.path) bytes[wrong.at] = (bytes[wrong.at] ?? 0) ^ wrong.mask;
      return bytes;
    });
    for (const [path, length] of lengths) {
      for (let at = 0; at < length; at += path === LOOKUP ? 1 : 13) {
        for (const mask of [1, 0x80]) {
          wrong = { path, at, mask };
          assert.notEqual(await faultOf(source), 'none', `${path} byte ${at} ^ ${mask}`);
        }
      }
    }
  });

  it('keeps the newer head when an old tree of the same line is served, and goes forward', async () => {
    const heads = new MemoryTreeHeads();
    const first = records.slice(0, 300);
    assert.equal(await faultOf(database(first), heads), 'none');
    assert.equal(await faultOf(database(records), heads), 'none');
    assert.equal(await faultOf(database(records, headOf(first)), heads), 'none');
    const kept = await heads.read('sum.unit.test');
    assert.deepEqual(kept.ok && kept.value.map((note) => Buffer.from(note).toString()), [headOf(records)]);
  });

  it('tells a fork, in either direction and at the same size', async () => {
    for (const [seen, shown] of [
      [300, 600],
      [600, 600],
      [600, 300],
    ] as const) {
      const heads = new MemoryTreeHeads();
      assert.equal(await faultOf(database(makeRecords(seen)), heads), 'none');
      const other = makeRecords(600, 'other');
      const source = database(shown < seen ? records : other, headOf(other.slice(0, shown)));
      const found = await client(source, heads).lookUp('example.test/m7', 'v1.0.0', never);
      assert.ok(!found.ok && found.error.kind === 'forked', JSON.stringify(found));
      const { older, newer } = found.error.fork;
      const notes = [headOf(makeRecords(seen)), headOf(other.slice(0, shown))];
      assert.deepEqual([older, newer].sort(), notes.sort());
    }
  });

  it('refuses what is not signed, not a tile, not in the tree, or says nothing', async () => {
    const head = headOf(records);
    const stranger = makeNoteSigner('sum.unit.test');
    const found = await client(database(records), undefined, stranger.verifierKey).lookUp(
      'example.test/m7',
      'v1.0.0',
      never,
    );
    assert.ok(!found.ok && found.error.kind === 'signature' && found.error.reason === 'unknown');
    const [line = ''] = /\u2014 .*\n/.exec(head) ?? [];
    assert.equal(await faultOf(database(records, head + line.repeat(99))), 'none');
    assert.equal(await faultOf(database(records, head + line.repeat(1000))), 'malformed note');
    const short = (path: string, bytes: Buffer) => (path.startsWith('/tile') ? bytes.subarray(1) : bytes);
    assert.equal(await faultOf(database(records, head, short)), 'malformed tile');
    assert.equal(await faultOf(database(records, headOf(records.slice(0, 5)))), 'inconsistent record');
    const silent = records.with(7, 'example.test/m7 v1.0.0/go.mod h1:x\n');
    assert.equal(await faultOf(database(silent)), 'missing');
    assert.equal(await faultOf(database(records), undefined, 'example.test/m9999x'), 'source');
    assert.equal(await faultOf(database(records), undefined, '../x'), 'invalid-query');
  });
});
