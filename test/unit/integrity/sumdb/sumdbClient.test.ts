/** The checksum database client against a database of our own: proofs, old trees, forks, and what is no answer. */
import assert from 'node:assert/strict';
import type { SumdbSource } from '../../../../src/integrity/sumdb/sources.ts';
import type { SumdbFault } from '../../../../src/integrity/sumdb/sumdbFault.ts';
import { MemoryTreeHeads } from '../../../../src/integrity/sumdb/treeHeads.ts';
import { makeNoteSigner } from '../../../lab/content/noteSigner.ts';
import { fillerRecord, type MemoryDatabase, memoryDatabase } from '../../../support/memoryDatabase.ts';
import { sumdbClient } from '../../../support/sumdbClients.ts';

const signer = makeNoteSigner('sum.unit.test');
const never = new AbortController().signal;
const MODULE = 'example.test/filler7';

/** Shows the head of the first `shown` records; the first three are other ones with another salt. */
function database(size: number, shown = size, salt = 0): MemoryDatabase {
  const records = Array.from({ length: size }, (_, id) => fillerRecord(id < 3 ? id + salt : id));
  return memoryDatabase(records, { signer, shown: () => shown });
}

/** What `change` makes of each answer. */
function spoiled(source: SumdbSource, change: (path: string, bytes: Buffer) => Buffer): SumdbSource {
  return {
    async read(path, signal) {
      const answer = await source.read(path, signal);
      return answer.ok ? { ok: true, value: change(path, Buffer.from(answer.value)) } : answer;
    },
  };
}

const isTile = (path: string) => path.startsWith('/tile/');

async function fault(source: SumdbSource, heads = new MemoryTreeHeads(), module = MODULE): Promise<SumdbFault | null> {
  const found = await sumdbClient(signer.verifierKey, source, heads).lookUp(module, 'v1.0.0', never);
  return found.ok ? null : found.error;
}

async function faultOf(source: SumdbSource, heads?: MemoryTreeHeads, module?: string): Promise<string> {
  const error = await fault(source, heads, module);
  if (error === null) return 'none';
  const more = 'what' in error ? error.what : 'reason' in error ? error.reason : '';
  return `${error.kind} ${more}`.trim();
}

describe('a checksum database client', function () {
  this.timeout(60_000);

  it('proves every record of trees of all shapes', async () => {
    for (const size of [1, 2, 3, 255, 256, 257, 511, 512, 600]) {
      const one = sumdbClient(signer.verifierKey, database(size));
      for (const id of new Set([0, 1, 2, 254, 255, 256, 257, size - 1].filter((at) => at < size))) {
        const found = await one.lookUp(`example.test/filler${id}`, 'v1.0.0', never);
        assert.ok(found.ok, `${id} in ${size}: ${JSON.stringify(found)}`);
        assert.deepEqual([found.value.id, found.value.tree.size, found.value.text], [id, size, fillerRecord(id)]);
        assert.equal(`example.test/filler${id} v1.0.0 ${found.value.zip}`, fillerRecord(id).split('\n')[0]);
      }
    }
  });

  it('asks for each tile once', async () => {
    const asked: string[] = [];
    const listening = spoiled(database(600), (path, bytes) => {
      asked.push(path);
      return bytes;
    });
    const lookUps = (ids: readonly number[], client = sumdbClient(signer.verifierKey, listening)) =>
      ids.map((id) => () => client.lookUp(`example.test/filler${id}`, 'v1.0.0', never));
    for (const lookUp of lookUps([7, 8, 300, 599])) await lookUp();
    const tiles = ['/tile/8/1/000.p/2', '/tile/8/0/002.p/88', '/tile/8/0/000', '/tile/8/0/001'];
    assert.deepEqual(asked.splice(0).filter(isTile), tiles);
    // All at once, each at a fresh start.
    await Promise.all(lookUps([7, 8, 300, 599]).map((lookUp) => lookUp()));
    assert.deepEqual(asked.filter(isTile).sort(), tiles.sort());
  });

  it('proves many that are looked up at once, under heads that grow meanwhile', async () => {
    const records = Array.from({ length: 600 }, (_, id) => fillerRecord(id));
    const client = sumdbClient(signer.verifierKey, memoryDatabase(records, { signer, shown: (id) => id + 1 }));
    const ids = Array.from({ length: 60 }, (_, at) => (at * 37) % 600);
    const all = await Promise.all(ids.map((id) => client.lookUp(`example.test/filler${id}`, 'v1.0.0', never)));
    assert.deepEqual(
      all.map((found) => (found.ok ? found.value.id : found.error)),
      ids,
    );
  });

  it('keeps the newer head when an old tree of the same line is served, and goes forward', async () => {
    const heads = new MemoryTreeHeads();
    assert.equal(await faultOf(database(300), heads), 'none');
    assert.equal(await faultOf(database(600), heads), 'none');
    assert.equal(await faultOf(database(600, 300), heads), 'none');
    const kept = await heads.read(signer.verifierKey);
    const notes = kept.ok ? kept.value.map((note) => Buffer.from(note).toString()) : [];
    assert.deepEqual(notes, [database(600).head(600)]);
  });

  it('tells a fork, in either direction and at the same size, with both notes', async () => {
    for (const [seen, shown] of [
      [300, 600],
      [600, 600],
      [600, 300],
    ] as const) {
      const heads = new MemoryTreeHeads();
      assert.equal(await faultOf(database(seen), heads), 'none');
      const other = database(600, shown, 1000);
      // Where the newer head is the one that is remembered, it needs its own tiles to prove that the other is none of its beginnings.
      const tiles = shown < seen ? database(600) : other;
      const source: SumdbSource = {
        read: (path, signal) => (isTile(path) ? tiles : other).read(path, signal),
      };
      const found = await fault(source, heads);
      assert.ok(found?.kind === 'forked', JSON.stringify(found));
      const notes = [database(seen).head(seen), other.head(shown)];
      assert.deepEqual([found.fork.older, found.fork.newer].sort(), notes.sort());
    }
  });

  it('tells a fork for which tiles of the same places are at hand, of the other history', async () => {
    let source = database(600);
    const client = sumdbClient(signer.verifierKey, { read: (path, signal) => source.read(path, signal) });
    assert.ok((await client.lookUp(MODULE, 'v1.0.0', never)).ok);
    source = database(601, 601, 1000);
    const found = await client.lookUp('example.test/filler8', 'v1.0.0', never);
    assert.equal(found.ok ? 'none' : found.error.kind, 'forked');
  });

  it('refuses what is not signed, not a tile, not in the tree, or says nothing', async () => {
    const records = Array.from({ length: 600 }, (_, id) => fillerRecord(id));
    const stranger = memoryDatabase(records, { signer: makeNoteSigner('sum.unit.test') });
    assert.equal(await faultOf(stranger), 'signature unknown');
    const whole = database(600);
    const [line = ''] = /\u2014 .*\n/.exec(whole.head(600)) ?? [];
    const signed = (count: number) =>
      spoiled(whole, (path, bytes) =>
        path.startsWith('/lookup') ? Buffer.concat([bytes, Buffer.from(line.repeat(count))]) : bytes,
      );
    assert.equal(await faultOf(signed(99)), 'none');
    assert.equal(await faultOf(signed(1000)), 'malformed note');
    const short = spoiled(whole, (path, bytes) => (isTile(path) ? bytes.subarray(1) : bytes));
    assert.equal(await faultOf(short), 'malformed tile');
    assert.equal(await faultOf(database(600, 5)), 'inconsistent record');
    for (const line of [`${MODULE} v1.0.0/go.mod h1:x\n`, `${MODULE} v1.0.0 h1:x\n`, `${MODULE} v1.0.0 h2:x\n`]) {
      assert.equal(await faultOf(memoryDatabase(records.with(7, line), { signer })), 'missing');
    }
    assert.equal(await faultOf(whole, undefined, 'example.test/filler9999x'), 'source');
    assert.equal(await faultOf(whole, undefined, '../x'), 'invalid-query');
  });
});
