/** What this machine holds of a version: the rows of go.sum, and of an archive in the cache that is not judged. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Files, nodeFiles } from '../../../../src/base/files.ts';
import { readCache } from '../../../../src/integrity/triage/cacheSource.ts';
import { readGoSums } from '../../../../src/integrity/triage/goSumSource.ts';

const SUBJECT = { module: 'example.test/a', version: 'v1.0.0' };
const never = new AbortController().signal;

describe('integrity: the rows of go.sum', () => {
  async function rowsOf(texts: Readonly<Record<string, string>>) {
    const files: Files = { readText: async (file) => texts[path.basename(file)] ?? null };
    const rows = await readGoSums('/w', SUBJECT, files);
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
      ['go.sum', 'h1:Z=', 'h1:M=', null],
      ['go.sum', 'h1:Y=', null, null],
    ]);
  });

  it('a go.work.sum counts where it has the version', async () => {
    assert.deepEqual(await rowsOf({ 'go.sum': '', 'go.work.sum': '' }), [['go.sum', null, null, 'absent']]);
    assert.deepEqual(await rowsOf({ 'go.work.sum': 'example.test/a v1.0.0/go.mod h1:M=\n' }), [
      ['go.work.sum', null, 'h1:M=', null],
    ]);
    assert.deepEqual(await rowsOf({}), []);
  });
});

describe('integrity: an archive in the cache', () => {
  let modCache: string;
  beforeEach(async () => {
    modCache = await mkdtemp(path.join(tmpdir(), 'goproxy-cache-test-'));
    await mkdir(path.join(modCache, 'cache/download/example.test/a/@v'), { recursive: true });
  });
  afterEach(() => rm(modCache, { recursive: true, force: true }));

  async function read(size: number) {
    const file = path.join(modCache, 'cache/download/example.test/a/@v/v1.0.0.zip');
    await writeFile(file, 'no zip');
    await truncate(file, size);
    const { row, file: archive } = await readCache(modCache, SUBJECT, nodeFiles, never);
    assert.equal(archive, null);
    return [row.zip, row.code, row.detail];
  }

  it('beyond the cap it is not judged', async () => {
    assert.deepEqual(await read(500 * 2 ** 20 + 1), [null, null, 'too-large']);
  });

  it('that is none is damaged', async () => {
    assert.deepEqual(await read(6), [null, 'cache-damaged', 'not-a-zip']);
  });
});
