/** Heads that outlive a run: nothing takes one back, and two that write at once lose none. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { readDatabaseKey } from '../../../../src/integrity/sumdb/databaseKey.ts';
import { FileTreeHeads } from '../../../../src/integrity/sumdb/fileTreeHeads.ts';
import type { SumdbSource } from '../../../../src/integrity/sumdb/sources.ts';
import { SumdbClient } from '../../../../src/integrity/sumdb/sumdbClient.ts';
import { MerkleTree } from '../../../lab/content/merkleTree.ts';
import { makeNoteSigner } from '../../../lab/content/noteSigner.ts';

const NAME = 'sum.unit.test';
const signer = makeNoteSigner(NAME);
const never = new AbortController().signal;

function makeRecords(size: number, salt = ''): string[] {
  return Array.from({ length: size }, (_, id) =>
    ['', '/go.mod'].map((end) => `example.test/m${id} v1.0.0${end} h1:${id}${id === 1 ? salt : ''}\n`).join(''),
  );
}

function headOf(records: readonly string[]): string {
  const tree = new MerkleTree(records);
  return signer.sign(`go.sum database tree\n${tree.size}\n${tree.root().toString('base64')}\n`);
}

/** Shows the head of `shown` records, and has the tiles of all. */
function database(records: readonly string[], shown = records.length): SumdbSource {
  const tree = new MerkleTree(records);
  return {
    async read(asked) {
      const [, level, index, width = '256'] = /^\/tile\/8\/(\d+)\/(\d{3})(?:\.p\/(\d+))?$/.exec(asked) ?? [];
      const tile = level === undefined ? null : tree.tile(Number(level), Number(index), Number(width));
      const head = headOf(records.slice(0, shown));
      return { ok: true, value: tile ?? Buffer.from(`0\n${records[0]}\n${head}`) };
    },
  };
}

describe('integrity: heads in files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-heads-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = () => new FileTreeHeads(path.join(folder, 'sumdb'), nodeWritableFiles);

  /** As a run of its own: nothing but the files is kept. */
  async function ask(source: SumdbSource): Promise<string> {
    const key = readDatabaseKey(signer.verifierKey);
    assert.ok(key.ok);
    const found = await new SumdbClient(key.value, source, open()).lookUp('example.test/m0', 'v1.0.0', never);
    return found.ok ? `size ${found.value.tree.size}` : found.error.kind;
  }

  async function kept(): Promise<readonly string[]> {
    const read = await open().read(NAME);
    assert.ok(read.ok);
    return read.value.map((note) => Buffer.from(note).toString()).sort();
  }

  it('never roll back: a later run that is shown an older tree goes on from the newer', async () => {
    const records = makeRecords(9);
    assert.equal(await ask(database(records, 5)), 'size 5');
    assert.equal(await ask(database(records)), 'size 9');
    assert.equal(await ask(database(records, 5)), 'size 9');
    assert.deepEqual(await kept(), [headOf(records)]);
  });

  it('a later run that is shown another history says so, and keeps what it had', async () => {
    const records = makeRecords(9);
    assert.equal(await ask(database(records)), 'size 9');
    for (const size of [9, 12]) assert.equal(await ask(database(makeRecords(12, 'x'), size)), 'forked', `${size}`);
    assert.deepEqual(await kept(), [headOf(records)]);
  });

  it('two that write at once: both heads stay, until one is proved to be a beginning', async () => {
    const records = makeRecords(9);
    const heads = [5, 7].map((size) => headOf(records.slice(0, size)));
    const done = await Promise.all(heads.map((head) => open().remember(NAME, Buffer.from(head), [])));
    assert.deepEqual(
      done.map(({ ok }) => ok),
      [true, true],
    );
    assert.deepEqual(await kept(), [...heads].sort());
    assert.equal(await ask(database(records)), 'size 9');
    assert.deepEqual(await kept(), [headOf(records)]);
    const [own = ''] = await readdir(path.join(folder, 'sumdb'));
    assert.equal((await readdir(path.join(folder, 'sumdb', own))).length, 1, 'no drafts');
  });

  it('the same head twice, dropped by nobody', async () => {
    const head = Buffer.from(headOf(makeRecords(3)));
    for (const proved of [[], [head]]) assert.ok((await open().remember(NAME, head, proved)).ok);
    assert.equal((await kept()).length, 1);
  });
});
