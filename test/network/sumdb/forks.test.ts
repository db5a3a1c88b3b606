/** A database that shows us one history today and another tomorrow: the command line says so with the evidence, where go says it too. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { goSumLines } from '../../lab/content/modules.ts';
import { fillerRecord, type MemoryDatabase, memoryDatabase } from '../../support/memoryDatabase.ts';
import { type LabDatabase, startLabDatabase } from './labDatabase.ts';

/** The sizes of the tree that is shown first, and then. */
const [FIRST, THEN] = [300, 600] as const;

describe('a forked checksum database', function () {
  this.timeout(60_000);
  let lab: LabDatabase;
  let folder: string;
  before(async () => {
    lab = await startLabDatabase();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-fork-test-'));
    show(history(FIRST));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => lab.stop());

  /** The module's record is the same in all; another one is not, with another salt. */
  function history(shown: number, salt = 0): MemoryDatabase {
    const records = Array.from({ length: THEN }, (_, id) => fillerRecord(id === 3 ? id + salt : id));
    records[7] = goSumLines(lab.subject);
    return memoryDatabase(records, { signer: lab.signer, shown: () => shown });
  }

  /** To go the first head has to be proved once more, by the tile of its own that is another one in the other history. */
  function show(database: MemoryDatabase): void {
    const own = '/tile/8/1/000.p/1';
    lab.show((at) => (at === own ? history(FIRST) : database).answer(at));
  }

  it('is told in JSON with both notes, to the letter, and go stops too', async () => {
    const first = await lab.databaseRow(folder);
    assert.deepEqual([first.code, first.row.zip, first.row.proof?.size], [0, lab.subject.zipHash, FIRST]);
    assert.equal((await lab.go(folder)).code, 0);

    const other = history(THEN, 1000);
    show(other);
    const { code, document, row } = await lab.databaseRow(folder);
    assert.deepEqual(
      [code, document.code, row.code, row.zip, row.proof],
      [1, 'sumdb-forked', 'sumdb-forked', null, null],
    );
    const notes = { older: history(FIRST).head(FIRST), newer: other.head(THEN) };
    assert.deepEqual({ ...row.fork, found: '' }, { ...notes, found: '' });
    assert.notEqual(row.fork?.found, notes.older.split('\n')[2]);

    const { stderr } = await lab.go(folder);
    assert.match(stderr, /SECURITY ERROR\ngo\.sum database server misbehavior detected!/);
    // go shows the same evidence, indented.
    for (const note of Object.values(notes))
      assert.ok(stderr.includes(note.trimEnd().replaceAll('\n', '\n\t')), stderr);
    assert.ok(stderr.includes(row.fork?.found ?? '-'), stderr);
  });

  it('is told to people, with both notes as they can be copied', async () => {
    await lab.checksum(folder);
    const other = history(THEN, 1000);
    show(other);
    for (const args of [[], ['--markdown']]) {
      const { code, stdout } = await lab.checksum(folder, ...args);
      assert.equal(code, 1);
      assert.match(stdout, /trees that cannot both be true/);
      for (const line of `${history(FIRST).head(FIRST)}${other.head(THEN)}`.split('\n')) {
        assert.ok(stdout.includes(line), `${line}\n${stdout}`);
      }
    }
  });

  it('is told again, until the honest history is back: what was seen first is not forgotten for it', async () => {
    await lab.checksum(folder);
    show(history(THEN, 1000));
    for (let run = 0; run < 2; run++) assert.equal((await lab.databaseRow(folder)).row.code, 'sumdb-forked');
    show(history(THEN));
    const { code, row } = await lab.databaseRow(folder);
    assert.deepEqual([code, row.code, row.proof?.size], [0, null, THEN]);
  });

  it('an older head of the same history is no fork, and takes nothing back', async () => {
    show(history(THEN));
    await lab.checksum(folder);
    show(history(FIRST));
    const { row } = await lab.databaseRow(folder);
    assert.deepEqual([row.code, row.proof?.size], [null, THEN]);
    assert.equal((await lab.go(folder)).code, 0);
  });
});
