/** Heads that outlive a run: nothing takes one back, two that write at once lose none, and a damaged one is in nobody's way. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { FileTreeHeads } from '../../../../src/integrity/sumdb/fileTreeHeads.ts';
import { makeNoteSigner } from '../../../lab/content/noteSigner.ts';
import { fillerRecord, type MemoryDatabase, memoryDatabase } from '../../../support/memoryDatabase.ts';
import { sumdbClient } from '../../../support/sumdbClients.ts';

const signer = makeNoteSigner('sum.unit.test');
const never = new AbortController().signal;

/** Shows the head of the first `shown` records, and has the tiles of `size`; record 1 is another one with another salt. */
function database(size: number, shown = size, { salt = 0, key = signer } = {}): MemoryDatabase {
  const records = Array.from({ length: size }, (_, id) => fillerRecord(id === 1 ? id + salt : id));
  return memoryDatabase(records, { signer: key, shown: () => shown });
}

describe('integrity: heads in files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-heads-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = () => new FileTreeHeads(path.join(folder, 'sumdb'), nodeWritableFiles);

  /** As a run of its own: nothing but the files is kept. */
  async function ask(asked: MemoryDatabase): Promise<string> {
    const found = await sumdbClient(asked.key, asked, open()).lookUp('example.test/filler0', 'v1.0.0', never);
    return found.ok ? `size ${found.value.tree.size}` : found.error.kind;
  }

  async function kept(key = signer.verifierKey): Promise<readonly string[]> {
    const read = await open().read(key);
    assert.ok(read.ok);
    return read.value.map((note) => Buffer.from(note).toString()).sort();
  }

  async function files(): Promise<string[]> {
    const all = await readdir(path.join(folder, 'sumdb'), { recursive: true, withFileTypes: true });
    return all.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  }

  it('never roll back: a later run that is shown an older tree goes on from the newer', async () => {
    assert.equal(await ask(database(9, 5)), 'size 5');
    assert.equal(await ask(database(9)), 'size 9');
    assert.equal(await ask(database(9, 5)), 'size 9');
    assert.deepEqual(await kept(), [database(9).head(9)]);
  });

  it('a later run that is shown another history says so, and keeps what it had', async () => {
    assert.equal(await ask(database(9)), 'size 9');
    for (const size of [9, 12]) assert.equal(await ask(database(12, size, { salt: 7 })), 'forked', `${size}`);
    assert.deepEqual(await kept(), [database(9).head(9)]);
  });

  it('a database that takes another key under its old name begins anew, and neither stands in the other’s way', async () => {
    const key = makeNoteSigner('sum.unit.test');
    assert.equal(await ask(database(9)), 'size 9');
    assert.equal(await ask(database(4, 4, { salt: 7, key })), 'size 4');
    assert.equal(await ask(database(9, 5)), 'size 9');
    assert.deepEqual([(await kept()).length, (await kept(key.verifierKey)).length], [1, 1]);
  });

  it('a head that was damaged on the disk keeps nobody from the others, and goes', async () => {
    assert.equal(await ask(database(9, 5)), 'size 5');
    const [own = ''] = await files();
    const others = ['0'.repeat(64), 'f'.repeat(64)].map((name) => path.join(path.dirname(own), `${name}.note`));
    for (const other of others) await writeFile(other, database(9).head(3).slice(0, -9));
    assert.equal(await ask(database(12, 4)), 'size 5');
    assert.equal(await ask(database(12, 12, { salt: 7 })), 'forked');
    assert.equal(await ask(database(12)), 'size 12');
    assert.deepEqual(await kept(), [database(12).head(12)]);
  });

  it('two that write at once: both heads stay, until one is proved to be a beginning', async () => {
    const heads = [5, 7].map((size) => database(9).head(size));
    const done = await Promise.all(heads.map((head) => open().remember(signer.verifierKey, Buffer.from(head), [])));
    assert.deepEqual(
      done.map(({ ok }) => ok),
      [true, true],
    );
    assert.deepEqual(await kept(), [...heads].sort());
    assert.equal(await ask(database(9)), 'size 9');
    assert.deepEqual(await kept(), [database(9).head(9)]);
    assert.equal((await files()).length, 1, 'no drafts');
  });

  it('the same head twice, dropped by nobody', async () => {
    const head = Buffer.from(database(3).head(3));
    for (const proved of [[], [head]]) assert.ok((await open().remember(signer.verifierKey, head, proved)).ok);
    assert.equal((await kept()).length, 1);
  });
});
