/** What this machine holds of a version: the rows of go.sum, and of an archive in the cache that is not judged. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Files } from '../../../../src/base/files.ts';
import { bytesInMemory } from '../../../../src/goproxy/zip/archiveBytes.ts';
import { readDirectory } from '../../../../src/goproxy/zip/zipDirectory.ts';
import { entryContent } from '../../../../src/goproxy/zip/zipEntry.ts';
import { readCache } from '../../../../src/integrity/triage/cacheSource.ts';
import { readGoSums } from '../../../../src/integrity/triage/goSumSource.ts';
import { buildModules, type LabModules } from '../../../lab/content/modules.ts';

const SUBJECT = { module: 'example.test/a', version: 'v1.0.0' };
const never = new AbortController().signal;

describe('integrity: the rows of go.sum', () => {
  async function rowsOf(texts: Readonly<Record<string, string>>) {
    const files: Files = { readText: async (file) => texts[path.basename(file)] ?? null };
    const sums = ['go.sum', 'go.work.sum'].map((name) => ({ name, path: `/w/${name}` }));
    const rows = await readGoSums(sums, SUBJECT, files);
    return rows.map(({ name, zip, mod, detail }) => [name, zip, mod, detail]);
  }

  it('both sides of a bad merge, without other modules and other algorithms', async () => {
    const text = [
      '\ufeffexample.test/a v1.0.0 h1:Z=',
      'example.test/a v1.0.0 h1:Z=',
      '<<<<<<< ours',
      'example.test/a v1.0.0/go.mod h1:M=',
      'example.test/a v1.0.0 h2:no',
      'example.test/a v1.0.0 h1:x more',
      'example.test/a v1.0.01 h1:no',
      'example.test/ab v1.0.0 h1:no',
      'example.test/a v1.0.0 h1:Y=',
    ].join('\r\n');
    assert.deepEqual(await rowsOf({ 'go.sum': text }), [
      ['go.sum', 'h1:Z=', 'h1:M=', 'conflict'],
      ['go.sum', 'h1:Y=', null, 'conflict'],
    ]);
  });

  it('a go.work.sum counts where it has the version', async () => {
    assert.deepEqual(await rowsOf({ 'go.sum': '', 'go.work.sum': '' }), [['go.sum', null, null, 'absent']]);
    assert.deepEqual(await rowsOf({ 'go.work.sum': 'example.test/a v1.0.0/go.mod h1:M=\n' }), [
      ['go.work.sum', null, 'h1:M=', null],
    ]);
    assert.deepEqual(await rowsOf({}), []);
    assert.deepEqual(await rowsOf({ 'go.sum': 'x', 'go.work.sum': '=======\n' }), [
      ['go.sum', null, null, 'absent'],
      ['go.work.sum', null, null, 'conflict'],
    ]);
  });
});

describe('integrity: a version in the cache', () => {
  let modules: LabModules;
  let modCache: string;
  let base: string;
  before(async () => {
    modules = await buildModules();
  });
  beforeEach(async () => {
    modCache = await mkdtemp(path.join(tmpdir(), 'goproxy-cache-test-'));
    base = path.join(modCache, 'cache/download/example.test/a/@v/v1.0.0');
    await mkdir(path.dirname(base), { recursive: true });
  });
  afterEach(() => rm(modCache, { recursive: true, force: true }));

  const lab = () => {
    const found = modules.find('example.test/a', 'v1.0.0');
    assert.ok(found);
    return found;
  };

  async function rows() {
    const fetched = await readCache(modCache, SUBJECT, never);
    return fetched.map(({ row: { name, zip, mod, code, detail } }) => [name, zip, mod, code, detail]);
  }

  /** As go leaves it. */
  async function fill(): Promise<string> {
    const { zip, zipHash, goMod } = lab();
    await writeFile(`${base}.zip`, zip);
    await writeFile(`${base}.ziphash`, zipHash);
    await writeFile(`${base}.mod`, goMod);
    const folder = path.join(modCache, 'example.test/a@v1.0.0');
    await mkdir(folder, { recursive: true });
    for (const [name, content] of await contentOf(zip)) await writeFile(path.join(folder, name), content);
    return folder;
  }

  it('that is whole has one hash everywhere; the folder that go builds from has a row of its own', async () => {
    await fill();
    const { zipHash, modHash } = lab();
    assert.deepEqual(await rows(), [
      ['cache', zipHash, modHash, null, null],
      ['cache folder', zipHash, null, null, null],
    ]);
  });

  it('whose unpacked files were changed, or added to, is damaged there', async () => {
    for (const name of ['a.go', 'new.go']) {
      const folder = await fill();
      await writeFile(path.join(folder, name), 'package a\n');
      const [archive, unpacked] = await rows();
      assert.equal(archive?.[3], null);
      assert.deepEqual(unpacked?.slice(3), ['cache-damaged', 'folder']);
      await rm(path.join(folder, name));
    }
  });

  it('that go would unpack anew is not judged by its folder', async () => {
    const folder = await fill();
    await writeFile(path.join(folder, 'a.go'), 'half');
    await writeFile(`${base}.partial`, '');
    assert.equal((await rows()).length, 1);
    await rm(`${base}.partial`);
    await rm(`${base}.ziphash`);
    assert.equal((await rows()).length, 1);
  });

  it('whose ziphash is another is damaged', async () => {
    await fill();
    await writeFile(`${base}.ziphash`, `h1:${'A'.repeat(43)}=`);
    const [archive, unpacked] = await rows();
    assert.deepEqual(archive?.slice(3), ['cache-damaged', 'ziphash']);
    assert.deepEqual(unpacked?.slice(3), [null, null]);
  });

  it('is absent without a file', async () => {
    assert.deepEqual(await rows(), [['cache', null, null, null, 'absent']]);
    await writeFile(`${base}.mod`, lab().goMod);
    assert.deepEqual(await rows(), [['cache', null, lab().modHash, null, null]]);
  });

  async function ofSize(size: number) {
    await writeFile(`${base}.zip`, 'no zip');
    await truncate(`${base}.zip`, size);
    const [[, zip, , code, detail] = []] = await rows();
    return [zip, code, detail];
  }

  it('beyond the cap is not judged', async () => {
    assert.deepEqual(await ofSize(500 * 2 ** 20 + 1), [null, null, 'too-large']);
  });

  it('that is no archive is damaged', async () => {
    assert.deepEqual(await ofSize(6), [null, 'cache-damaged', 'not-a-zip']);
  });
});

/** The files of a lab's archive by their names without the module's. */
async function contentOf(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const archive = bytesInMemory(zip);
  const directory = await readDirectory(archive, never);
  assert.ok(directory.ok);
  const files = new Map<string, Buffer>();
  for (const file of directory.value) {
    const content = await entryContent(archive, file, 1 << 20, never);
    assert.ok(content);
    files.set(path.basename(file.name), content);
  }
  return files;
}
