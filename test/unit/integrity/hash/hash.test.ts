/** Hashes of archives, folders and go.mod files: the vectors of dirhash, the real go as judge, and archives that are none. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ZipFile } from 'yazl';
import { hashDirectory } from '../../../../src/integrity/hash/directoryHash.ts';
import { hashGoMod } from '../../../../src/integrity/hash/goModHash.ts';
import { hashZip } from '../../../../src/integrity/hash/zipHash.ts';
import { runGo } from '../../../lab/goRunner.ts';

const NAME = 'example.com/m@v1.0.0';
const GO_MOD = 'module example.com/m\n\ngo 1.19\n';
const VECTOR = { [`${NAME}/go.mod`]: GO_MOD, [`${NAME}/m.go`]: 'package m\n\nconst X = 1\n' };
const VECTOR_HASH = 'h1:N6ERsI38WILt588+Wjonbvswj67+aEhQ0VvbOHV8KDM=';
/** Above the size from which content is streamed, and names whose order by bytes is not that of JavaScript. */
const VARIED = {
  ...VECTOR,
  [`${NAME}/large.txt`]: 'a line of text\n'.repeat(200_000),
  [`${NAME}/empty.txt`]: '',
  [`${NAME}/B/z.go`]: 'package b\n',
  [`${NAME}/é/ｆ.txt`]: 'x',
  [`${NAME}/é/𝒜.txt`]: 'y',
};

async function zip(files: Readonly<Record<string, string>>, compress = true): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name, { compress });
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('hashes', function () {
  this.timeout(30_000);
  const { signal } = new AbortController();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-doctor-hash-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function written(bytes: Uint8Array): Promise<string> {
    const file = path.join(folder, 'm.zip');
    await writeFile(file, bytes);
    return file;
  }

  it('a go.mod', () => {
    assert.equal(hashGoMod(Buffer.from(GO_MOD)), 'h1:c7eb1HtAGcXC5xl8fDvw0SlSffdsUomPvNZGVXleRQ4=');
    assert.equal(hashGoMod(new Uint8Array()), 'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=');
  });

  it('an archive, packed or stored, and the folder of its files', async () => {
    for (const compress of [true, false]) {
      const hashed = await hashZip(await written(await zip(VECTOR, compress)), NAME, signal);
      assert.ok(hashed.ok);
      assert.deepEqual([hashed.value.h1, hashed.value.files, hashed.value.bytes], [VECTOR_HASH, 2, 53]);
      assert.equal(Buffer.from(hashed.value.goMod ?? []).toString(), GO_MOD);
    }
    const extracted = path.join(folder, 'extracted');
    await mkdir(extracted);
    for (const [name, content] of Object.entries(VECTOR)) {
      await writeFile(path.join(extracted, path.basename(name)), content);
    }
    assert.deepEqual(await hashDirectory(extracted, NAME, signal), { ok: true, value: VECTOR_HASH });
  });

  it('what the real go says, of the archive and of what it extracts', async () => {
    const staged = path.join(folder, 'proxy', 'example.com', 'm', '@v');
    const cache = path.join(folder, 'cache');
    await mkdir(staged, { recursive: true });
    await writeFile(path.join(staged, 'v1.0.0.info'), '{"Version":"v1.0.0"}');
    await writeFile(path.join(staged, 'v1.0.0.mod'), GO_MOD);
    await writeFile(path.join(staged, 'v1.0.0.zip'), await zip(VARIED));
    const goproxy = pathToFileURL(path.join(folder, 'proxy')).href;
    const go = await runGo(['mod', 'download', '-json', NAME], { goproxy, env: { GOMODCACHE: cache } });
    assert.equal(go.code, 0, go.stderr);
    const told = JSON.parse(go.stdout) as { Sum: string; GoModSum: string; Dir: string };
    const hashed = await hashZip(path.join(staged, 'v1.0.0.zip'), NAME, signal);
    assert.equal(hashed.ok && hashed.value.h1, told.Sum);
    assert.deepEqual(await hashDirectory(told.Dir, NAME, signal), { ok: true, value: told.Sum });
    assert.equal(hashGoMod(await readFile(path.join(staged, 'v1.0.0.mod'))), told.GoModSum);
  });

  it('a folder with links: to a file they are read, to anything else they are none of a module', async () => {
    const linked = path.join(folder, 'linked');
    await mkdir(linked);
    await writeFile(path.join(linked, 'go.mod'), GO_MOD);
    await writeFile(path.join(folder, 'm.go'), 'package m\n\nconst X = 1\n');
    await symlink(path.join(folder, 'm.go'), path.join(linked, 'm.go'));
    assert.deepEqual(await hashDirectory(linked, NAME, signal), { ok: true, value: VECTOR_HASH });
    for (const target of [folder, '/dev/zero', path.join(folder, 'nowhere')]) {
      await symlink(target, path.join(linked, 'x'));
      assert.deepEqual(await hashDirectory(linked, NAME, signal), { ok: false, error: 'unreadable' }, target);
      await rm(path.join(linked, 'x'));
    }
    await writeFile(path.join(linked, 'a\nb'), '');
    assert.deepEqual(await hashDirectory(linked, NAME, signal), { ok: false, error: 'bad-name' });
  });

  it('a large file of a folder, and one that just fills what is read at a time', async () => {
    const files = {
      'large.txt': 'a line of text\n'.repeat(200_000),
      'even.txt': 'x'.repeat(256 << 10),
      'none.txt': '',
    };
    const extracted = path.join(folder, 'large');
    await mkdir(extracted);
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(extracted, name), content);
    const named = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${NAME}/${name}`, content]));
    const hashed = await hashZip(await written(await zip(named)), NAME, signal);
    assert.ok(hashed.ok);
    assert.deepEqual(await hashDirectory(extracted, NAME, signal), { ok: true, value: hashed.value.h1 });
  });

  it('every changed byte of content is seen', async () => {
    const bytes = await zip(VECTOR, false);
    const at = bytes.indexOf('const X');
    for (let one = at; one < at + 7; one++) {
      const changed = Buffer.from(bytes);
      changed[one] = (changed[one] ?? 0) ^ 1;
      assert.deepEqual(await hashZip(await written(changed), NAME, signal), { ok: false, error: 'corrupt-entry' });
    }
  });

  it('archives that go refuses', async () => {
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [Buffer.from('<html>'), 'not-a-zip'],
      [(await zip(VECTOR)).subarray(0, -30), 'not-a-zip'],
      [await zip({ 'example.com/m@v1.0.1/m.go': '' }), 'unexpected-file'],
      [await zip({ ...VECTOR, [`${NAME}/M.go`]: '' }), 'collision'],
      [await zip({ [`${NAME}/aux.go`]: '' }), 'bad-name'],
      [await zip({ [`${NAME}/x/go.mod`]: '' }), 'misplaced-go-mod'],
    ];
    for (const [bytes, error] of cases) {
      assert.deepEqual(await hashZip(await written(bytes), NAME, signal), { ok: false, error });
    }
  });

  it('an archive whose files the library does not find gives no hash, where the walk ends quietly', async () => {
    const bytes = await zip(VECTOR);
    bytes.writeUInt8(0, bytes.indexOf('PK\u0001\u0002'));
    assert.deepEqual(await hashZip(await written(bytes), NAME, signal), { ok: false, error: 'unreadable' });
  });

  it('absent files and folders are said, and an abort is heard', async () => {
    const nowhere = path.join(folder, 'nowhere');
    assert.deepEqual(await hashZip(nowhere, NAME, signal), { ok: false, error: 'absent' });
    assert.deepEqual(await hashDirectory(nowhere, NAME, signal), { ok: false, error: 'absent' });
    const file = await written(await zip(VECTOR));
    assert.deepEqual(await hashDirectory(file, NAME, signal), { ok: false, error: 'not-a-directory' });
    await assert.rejects(hashZip(file, NAME, AbortSignal.abort()), { name: 'AbortError' });
  });
});
