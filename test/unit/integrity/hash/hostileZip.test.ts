/** Archives that mean harm, and odd ones that mean none: our verdict and hash beside those of the real go and of its libraries. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Result } from '../../../../src/base/result.ts';
import { hashZip, type ZipFault, type ZipHash } from '../../../../src/integrity/hash/zipHash.ts';
import { runGo } from '../../../lab/goRunner.ts';
import { type CraftedFile, craftZip, uint16, uint32, uint64 } from '../../goproxy/craftZip.ts';
import { buildReference, type GoReference } from '../../goproxy/goReference.ts';

const MODULE = 'example.test/m';
const MB = 1 << 20;

/** Of a file in the folder `M@V/`. */
type In = (name: string, content?: string | Buffer, more?: Partial<CraftedFile>) => CraftedFile;

interface Case {
  readonly name: string;
  readonly archive: (file: In) => Buffer;
  readonly verdict: ZipFault | 'good';
}

const ZEROS = Buffer.alloc(MB);
const PACKED_ZEROS = deflateRawSync(ZEROS);

/** A megabyte, as many times as there are names, of which the archive holds one copy. */
function overlapping(file: In, count: number): CraftedFile[] {
  const shared = { method: 8, size: MB, compressedSize: PACKED_ZEROS.length, crc32: crc32(ZEROS), offset: 0 };
  const others = Array.from({ length: count - 1 }, (_, at) =>
    file(`f${at}`, '', { packed: Buffer.alloc(0), ...shared }),
  );
  return [file('first', ZEROS, { method: 8 }), ...others];
}

/** The end record says nothing, and the one of zip64 before it all. */
function zip64(files: readonly CraftedFile[], told?: bigint): Buffer {
  const plain = craftZip(files);
  const [size, offset] = [plain.readUInt32LE(plain.length - 10), plain.readUInt32LE(plain.length - 6)];
  const count = uint64(files.length);
  if (told !== undefined) count.writeBigUInt64LE(told);
  const record = [uint32(0x06064b50), uint64(44), uint16(45), uint16(45), uint32(0), uint32(0), count, count];
  const locator = [uint32(0x07064b50), uint32(0), uint64(offset + size), uint32(1)];
  const before = Buffer.concat([...record, uint64(size), uint64(offset), ...locator]);
  return craftZip(files, { before, count: 0xffff, size: 0xffffffff, offset: 0xffffffff });
}

/** The archive with its directory cut at `share`, and an end record that promises all of it. */
function cutDirectory(archive: Buffer, share: number): Buffer {
  const end = archive.length - 22;
  const [size, offset] = [archive.readUInt32LE(end + 12), archive.readUInt32LE(end + 16)];
  return Buffer.concat([archive.subarray(0, offset + Math.floor(size * share)), archive.subarray(end)]);
}

const TWO = (file: In) =>
  craftZip([file('a.go', 'package a\n', { method: 8 }), file('b.go', 'package a\n', { method: 8 })]);

const CASES: readonly Case[] = [
  // Bombs.
  { name: 'more than go allows in a few megabytes', verdict: 'too-large', archive: (file) => bomb(file, 550 * MB) },
  { name: 'a bomb that says it is small', verdict: 'corrupt-entry', archive: (file) => bomb(file, 1) },
  {
    name: 'a bomb that says it is within the limit',
    verdict: 'corrupt-entry',
    archive: (file) => bomb(file, 499 * MB),
  },
  { name: 'one content under 600 names', verdict: 'too-large', archive: (file) => craftZip(overlapping(file, 600)) },
  { name: 'one content under 50 names', verdict: 'good', archive: (file) => craftZip(overlapping(file, 50)) },
  // Names.
  ...[
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    './a',
    'C:\\x',
    'a\\b',
    '..\\x',
    'a\u0000b',
    'a\nb',
    'a\u001bb',
    'a\u202eb',
    'NUL',
    'aux.go',
    'x/con',
    'a:b',
    'a.',
    'a*',
    '"',
    'a\ufffdb',
  ].map(
    (bad): Case => ({
      name: `the name ${JSON.stringify(bad)}`,
      verdict: 'bad-name',
      archive: (file) => craftZip([file('a.go'), file(bad, 'x')]),
    }),
  ),
  {
    name: 'an absolute name',
    verdict: 'unexpected-file',
    archive: (file) => craftZip([file('a.go'), { name: '/etc/passwd' }]),
  },
  { name: 'no name', verdict: 'unexpected-file', archive: (file) => craftZip([file('a.go'), { name: '' }]) },
  {
    name: 'the same name twice',
    verdict: 'collision',
    archive: (file) => craftZip([file('a.go', '1'), file('a.go', '2')]),
  },
  {
    name: 'names that differ in case',
    verdict: 'collision',
    archive: (file) => craftZip([file('a.go'), file('A.go')]),
  },
  {
    name: 'folders that differ in case',
    verdict: 'collision',
    archive: (file) => craftZip([file('d/a'), file('D/b')]),
  },
  {
    name: 'a link out of the folder',
    verdict: 'good',
    archive: (file) => craftZip([file('a', '/etc/passwd', { unixMode: 0o120777 })]),
  },
  { name: 'a device', verdict: 'good', archive: (file) => craftZip([file('a', '', { unixMode: 0o020666 })]) },
  // Numbers.
  { name: 'zip64', verdict: 'good', archive: (file) => zip64([file('a.go'), file('b.go', 'x', { method: 8 })]) },
  { name: 'zip64, more files than there are', verdict: 'not-a-zip', archive: (file) => zip64([file('a.go')], 2n) },
  { name: 'zip64, 2⁶⁴-1 files', verdict: 'unreadable', archive: (file) => zip64([file('a.go')], 2n ** 64n - 1n) },
  { name: '65,536 files, whose count is 0', verdict: 'good', archive: (file) => many(file, 65_536) },
  { name: '200,000 files', verdict: 'good', archive: (file) => many(file, 200_000) },
  { name: '400,001 files', verdict: 'unreadable', archive: (file) => many(file, 400_001) },
  // Damage.
  // Where not even the first header is whole, the library finds none.
  ...[0, 1, 30, 50, 80, 99].map(
    (share): Case => ({
      name: `a directory cut at ${share} %`,
      verdict: share < 50 ? 'unreadable' : 'not-a-zip',
      archive: (file) => cutDirectory(TWO(file), share / 100),
    }),
  ),
  { name: 'without its end', verdict: 'not-a-zip', archive: (file) => TWO(file).subarray(0, -22) },
  {
    name: 'a flag for encryption on plain content',
    verdict: 'good',
    archive: (file) => craftZip([file('a', 'x', { flags: 1 })]),
  },
  {
    name: 'encrypted content',
    verdict: 'corrupt-entry',
    archive: (file) => craftZip([file('a', 'package a\n', { flags: 1, method: 8, packed: Buffer.alloc(24, 0x5c) })]),
  },
  { name: 'AES', verdict: 'corrupt-entry', archive: (file) => craftZip([file('a', 'x', { flags: 1, method: 99 })]) },
  {
    name: 'an offset before the archive',
    verdict: 'corrupt-entry',
    archive: (file) => craftZip([file('a', 'x', { offset: 0x7fffffff })]),
  },
];

/** Of 550 MB, whatever it says. */
function bomb(file: In, size: number): Buffer {
  return craftZip([file('a', '', { method: 8, packed: deflateRawSync(Buffer.alloc(550 * MB), { level: 1 }), size })]);
}

/** Empty files, stamped out of one. */
function many(file: In, count: number): Buffer {
  const { name } = file('0000000');
  const one = craftZip([{ name }]);
  const end = one.length - 22;
  const headerAt = one.readUInt32LE(end + 16);
  const local = Buffer.alloc(count * headerAt, one.subarray(0, headerAt));
  const headers = Buffer.alloc(count * (end - headerAt), one.subarray(headerAt, end));
  for (let at = 0; at < count; at++) {
    const digits = String(at).padStart(7, '0');
    local.write(digits, (at + 1) * headerAt - 7);
    headers.write(digits, (at + 1) * (end - headerAt) - 7);
    headers.writeUInt32LE(at * headerAt, at * (end - headerAt) + 42);
  }
  const record = Buffer.from(one.subarray(end));
  for (const field of [8, 10]) record.writeUInt16LE(count & 0xffff, field);
  record.writeUInt32LE(headers.length, 12);
  record.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, headers, record]);
}

describe('hashes: hostile archives', function () {
  this.timeout(120_000);
  const { signal } = new AbortController();
  const versionOf = (at: number) => `v1.0.${at}`;
  let folder: string;
  let ours: readonly Result<ZipHash, ZipFault>[];
  let reference: GoReference | null;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-doctor-hostile-'));
    reference = await buildReference();
    await mkdir(path.dirname(fileOf(0)), { recursive: true });
    const all = [];
    for (const [at, { archive }] of CASES.entries()) {
      const bytes = archive((name, content = '', more = {}) => ({
        name: `${MODULE}@${versionOf(at)}/${name}`,
        content,
        ...more,
      }));
      await writeFile(fileOf(at), bytes);
      await writeFile(fileOf(at, 'info'), JSON.stringify({ Version: versionOf(at) }));
      await writeFile(fileOf(at, 'mod'), `module ${MODULE}\n`);
      all.push(await hashZip(fileOf(at), `${MODULE}@${versionOf(at)}`, signal));
    }
    ours = all;
  });
  after(async () => {
    await reference?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const fileOf = (at: number, ending = 'zip') =>
    path.join(folder, 'proxy', ...MODULE.split('/'), '@v', `${versionOf(at)}.${ending}`);

  for (const [at, { name, verdict }] of CASES.entries()) {
    it(`${verdict === 'good' ? 'hashes' : `calls ${verdict}`}: ${name}`, () => {
      const found = ours[at];
      assert.equal(found?.ok === true ? 'good' : found?.error, verdict);
    });
  }

  /** Where we judge, go must say the same, and give the same hash. */
  function assertAgrees(at: number, sum: string | null): void {
    const [one, found] = [CASES[at], ours[at]];
    if (found === undefined || one?.verdict === 'unreadable') return;
    assert.equal(found.ok ? found.value.h1 : null, sum, one?.name);
  }

  it("go's libraries agree with each", async function () {
    if (reference === null) return this.skip();
    const judged = [...CASES.keys()].filter((at) => CASES[at]?.verdict !== 'unreadable');
    const asked = judged.map((at) => ({ op: 'zipfile', args: [fileOf(at), MODULE, versionOf(at)] }));
    const answers = await reference.ask(asked);
    for (const [index, at] of judged.entries()) {
      const answer = String(answers[index]);
      assertAgrees(at, answer.startsWith('h1:') ? answer : null);
    }
  });

  it('the real go agrees with each that it is quick with', async () => {
    const small = CASES.flatMap(({ name }, at) => (/^[\d,]+ files/.test(name) ? [] : [at]));
    const goproxy = pathToFileURL(path.join(folder, 'proxy')).href;
    const args = ['mod', 'download', '-json', ...small.map((at) => `${MODULE}@${versionOf(at)}`)];
    const { stdout } = await runGo(args, { goproxy, timeoutMs: 60_000 });
    const told = JSON.parse(`[${stdout.replaceAll(/^}\n{/gm, '},{')}]`) as {
      Version: string;
      Sum?: string;
      Error?: string;
    }[];
    assert.equal(told.length, small.length);
    for (const at of small) {
      const answer = told.find(({ Version }) => Version === versionOf(at));
      assertAgrees(at, answer?.Error === undefined ? (answer?.Sum ?? null) : null);
    }
  });
});
