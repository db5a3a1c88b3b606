/** Databases that answer, and not as they should: what the command line says of each, beside what the real go says. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classifyText } from '../../../src/failures/text/classifyText.ts';
import { goSumLines } from '../../lab/content/modules.ts';
import { makeNoteSigner } from '../../lab/content/noteSigner.ts';
import { fillerRecord, memoryDatabase } from '../../support/memoryDatabase.ts';
import { type LabDatabase, startLabDatabase } from './labDatabase.ts';

const ID = 7;
const LOOKUP = '/lookup/example.test/a@v1.0.0';

interface OddAnswer {
  readonly name: string;
  /** The record in the tree, from the true one. */
  readonly record?: (text: string) => string;
  /** Whose head comes with the look-up; the database's unless told. */
  readonly isStranger?: true;
  /** The head is that of a tree that does not hold the record. */
  readonly isTooSmall?: true;
  /** What is sent in the place of an answer; null: 404. */
  readonly spoil?: (at: string, body: Buffer) => Buffer | null;
  /** `code/detail`, and `zip` and `mod` where the row has a proved hash. */
  readonly row: string;
  readonly go: RegExp;
}

const line = (text: string, at: number) => `${text.split('\n')[at]}\n`;
const inTiles = (change: (body: Buffer) => Buffer) => (at: string, body: Buffer) =>
  at.startsWith('/tile/') ? change(body) : body;

const ODD: readonly OddAnswer[] = [
  {
    name: 'a record without the archive’s line',
    record: (text) => line(text, 1),
    row: 'checksum-mismatch/missing-in-sumdb mod',
    go: /verifying module: checksum missing from sumdb response/,
  },
  {
    name: 'a record without go.mod’s line',
    record: (text) => line(text, 0),
    row: 'checksum-mismatch/missing-in-sumdb zip',
    go: /verifying go\.mod: checksum missing from sumdb response/,
  },
  {
    name: 'a record whose hashes are of another kind',
    record: (text) => text.replaceAll(' h1:', ' h2:'),
    row: 'checksum-mismatch/missing-in-sumdb',
    go: /checksum missing from sumdb response/,
  },
  {
    name: 'a record of another version',
    record: (text) => text.replaceAll('v1.0.0', 'v1.0.1'),
    row: 'checksum-mismatch/missing-in-sumdb',
    go: /checksum missing from sumdb response/,
  },
  {
    name: 'a head that somebody else signed',
    isStranger: true,
    row: 'sumdb-unreachable/bad-content',
    go: /note has no verifiable signatures/,
  },
  {
    name: 'a head of a tree without the record',
    isTooSmall: true,
    row: 'sumdb-unreachable/bad-content',
    go: /cannot validate record 7 in tree of size 5/,
  },
  {
    name: 'another record than the tree’s',
    spoil: (at, body) => (at === LOOKUP ? Buffer.from(body.toString().replace('h1:', 'h1:A')) : body),
    row: 'sumdb-unreachable/bad-content',
    go: /cannot authenticate record data in server response/,
  },
  {
    name: 'a tile with a wrong bit',
    spoil: inTiles((body) => body.map((byte, at) => (at === 9 ? byte ^ 1 : byte)) as Buffer),
    row: 'sumdb-unreachable/bad-content',
    go: /downloaded inconsistent tile/,
  },
  {
    name: 'tiles of the wrong length',
    spoil: inTiles((body) => body.subarray(1)),
    row: 'sumdb-unreachable/bad-content',
    go: /TileReader returned bad result slice/,
  },
  {
    name: 'a page for everything',
    spoil: () => Buffer.from('<html><body>Log in</body></html>'),
    row: 'sumdb-unreachable/bad-content',
    go: /malformed record data/,
  },
  {
    name: 'a note without a signature',
    spoil: (at, body) => (at === LOOKUP ? body.subarray(0, body.lastIndexOf('\n\n') + 1) : body),
    row: 'sumdb-unreachable/bad-content',
    go: /malformed note/,
  },
  {
    name: 'no such record',
    spoil: (at, body) => (at === LOOKUP ? null : body),
    row: 'sumdb-unreachable/not-found',
    go: /404 Not Found/,
  },
  {
    name: 'no tiles',
    spoil: (at, body) => (at === LOOKUP ? body : null),
    row: 'sumdb-unreachable/not-found',
    go: /404 Not Found/,
  },
];

describe('odd answers of a checksum database', function () {
  this.timeout(60_000);
  let lab: LabDatabase;
  let folder: string;
  before(async () => {
    lab = await startLabDatabase();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-odd-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => lab.stop());

  function show({ record = (text) => text, isStranger, isTooSmall, spoil = (_at, body) => body }: OddAnswer): void {
    const records = Array.from({ length: 300 }, (_, id) => fillerRecord(id));
    records[ID] = record(goSumLines(lab.subject));
    const signer = isStranger ? makeNoteSigner('sum.stranger.test') : lab.signer;
    const database = memoryDatabase(records, { signer, shown: () => (isTooSmall ? 5 : records.length) });
    // Looked up by the version that is asked for, whatever the record says.
    const lookUp = Buffer.from(`${ID}\n${records[ID]}\n${database.head(isTooSmall ? 5 : records.length)}`);
    lab.show((at) => {
      const body = at === LOOKUP ? lookUp : database.answer(at);
      return body === null ? null : spoil(at, Buffer.from(body));
    });
  }

  for (const odd of ODD) {
    it(odd.name, async () => {
      show(odd);
      const { code, row } = await lab.databaseRow(folder);
      const hashes = [row.zip === lab.subject.zipHash ? ' zip' : '', row.mod === lab.subject.modHash ? ' mod' : ''];
      assert.equal(`${row.code}/${row.detail}${hashes.join('')}`, odd.row);
      assert.notEqual(code, 0);
      const { stderr } = await lab.go(folder);
      assert.match(stderr, odd.go);
      // What go says means the same.
      const told = classifyText(stderr, { module: null, version: null, isGo: true })?.failure;
      assert.deepEqual([told?.code, told?.detail], [row.code, row.detail]);
    });
  }
});
