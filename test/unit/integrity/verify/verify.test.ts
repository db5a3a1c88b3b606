/** Verifying archives and a cache made by hand: the cases that no go writes. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import yazl from 'yazl';
import { readSums } from '../../../../src/integrity/gosum/expectedSums.ts';
import { hashGoMod } from '../../../../src/integrity/hash/goModHash.ts';
import { verifyCache } from '../../../../src/integrity/verify/verifyCache.ts';
import { verifyCached } from '../../../../src/integrity/verify/verifyCached.ts';
import { verifyZip } from '../../../../src/integrity/verify/verifyZip.ts';

const SUBJECT = { module: 'example.test/M', version: 'v1.0.0' };
const OTHER = 'h1:N6ERsI38WILt588+Wjonbvswj67+aEhQ0VvbOHV8KDM=';

describe('integrity: verify', () => {
  const { signal } = new AbortController();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-verify-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function archive(files: Readonly<Record<string, string>>): Promise<string> {
    const zip = new yazl.ZipFile();
    for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), `example.test/M@v1.0.0/${name}`);
    zip.end();
    const file = path.join(folder, 'm.zip');
    await writeFile(file, await buffer(zip.outputStream as NodeJS.ReadableStream));
    return file;
  }

  const GO_MODS: readonly (readonly [name: string, goMod: string | null, ok: boolean])[] = [
    ['its own', 'module example.test/M\n', true],
    ['its own, in quotes', 'module "example.test/M"\n', true],
    ['none: the one that go makes', null, true],
    ['of another module', 'module example.test/other\n', false],
    ['of a name in other case', 'module example.test/m\n', false],
    ['without a name', 'go 1.20\n', false],
  ];
  for (const [name, goMod, ok] of GO_MODS) {
    it(`an archive with a go.mod: ${name}`, async () => {
      const file = await archive({ 'a.go': 'package a\n', ...(goMod === null ? {} : { 'go.mod': goMod }) });
      const result = await verifyZip(file, SUBJECT, signal);
      assert.deepEqual([result.ok, result.code], [ok, ok ? null : 'bad-content']);
      assert.match(result.zip ?? '', /^h1:/);
      assert.equal(result.mod, hashGoMod(Buffer.from(goMod ?? 'module example.test/M\n')));
    });
  }

  it('an archive of another version', async () => {
    const result = await verifyZip(await archive({ 'a.go': '' }), { ...SUBJECT, version: 'v1.0.1' }, signal);
    assert.deepEqual([result.zip, result.mod, result.code], [null, null, 'bad-content']);
  });

  const NONE = () => [];

  async function verify(text: string, modCache: string, helpers: Parameters<typeof verifyCache>[0]['helpers'] = NONE) {
    const { versions } = readSums([{ name: 'go.sum', text }]);
    const steps: number[] = [];
    const results = await verifyCache({ modCache, versions, helpers }, signal, (done) => steps.push(done));
    assert.deepEqual(
      steps,
      versions.map((_, at) => at + 1),
    );
    return results;
  }

  const GO_MOD = 'module example.test/M\n';
  const MOD = hashGoMod(Buffer.from(GO_MOD));
  const line = (hash: string) => `example.test/M v1.0.0/go.mod ${hash}\n`;

  async function cacheWithGoMod(): Promise<string> {
    const cache = path.join(folder, 'cache');
    const own = path.join(cache, 'cache', 'download', 'example.test', '!m', '@v');
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, 'v1.0.0.mod'), GO_MOD);
    return cache;
  }

  it('a go.sum: a result a version, in its order; upper case in the cache; several hashes', async () => {
    const cache = await cacheWithGoMod();
    const text = `example.test/z v1.0.0 ${OTHER}\n${line(MOD)}nonsense\nexample.test/M v1.0.0 ${OTHER}\n`;
    assert.deepEqual(
      (await verify(text, cache)).map(({ module, mod, code }) => [module, mod, code]),
      [
        ['example.test/z', null, null],
        ['example.test/M', MOD, null],
      ],
    );
    // As go: the first h1 that it meets decides, and other algorithms are passed over.
    assert.equal((await verify(line(MOD) + line(OTHER), cache))[0]?.code, null);
    assert.equal((await verify(line('h2:x') + line(MOD), cache))[0]?.code, null);
    const [bad] = await verify(`\n${line(OTHER)}${line(MOD)}`, cache);
    assert.deepEqual([bad?.code, bad?.line], ['checksum-mismatch', { hash: OTHER, file: 'go.sum', line: 2 }]);
  });

  it('with helpers: each version once, in order; what a lost one cannot do is done here', async () => {
    const cache = await cacheWithGoMod();
    const names = Array.from({ length: 50 }, (_, at) => `example.test/z${at}`);
    const text = [...names.map((name) => `${name} v1.0.0 ${OTHER}\n`), line(MOD)].join('');
    let helped = 0;
    const results = await verify(text, cache, () => [
      async (sums, stop) => {
        helped++;
        await setImmediate();
        return verifyCached(cache, sums, stop);
      },
      () => Promise.reject(new Error('exit 1')),
    ]);
    assert.deepEqual(
      results.map(({ module }) => module),
      [...names, 'example.test/M'],
    );
    assert.equal(results.at(-1)?.mod, MOD);
    assert.ok(helped > 0);
  });

  it('any go.sum is read, and no path in it leads out of the cache', async () => {
    await writeFile(path.join(folder, 'v1.0.0.mod'), 'module x\n');
    const names = ['../../../..', '/', '..', 'a/../..', '\u0000', 'C:\\', 'example.test/!m', '@v'];
    for (const name of names) {
      const results = await verify(`${name} v1.0.0/go.mod ${OTHER}\n`, folder);
      assert.equal(results.find(({ ok, mod }) => !ok || mod !== null) ?? null, null, name);
    }
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (module, version) => {
        await verify(`${module} ${version} ${OTHER}\n`, folder);
      }),
      { numRuns: 50 },
    );
  });

  it('is given up when aborted', async () => {
    const file = await archive({ 'a.go': '' });
    const enough = AbortSignal.abort(new Error('enough'));
    await assert.rejects(verifyZip(file, SUBJECT, enough), /enough/);
    const { versions } = readSums([{ name: 'go.sum', text: `example.test/M v1.0.0 ${OTHER}\n` }]);
    const asked = { modCache: folder, versions, helpers: () => [() => Promise.reject(enough.reason)] };
    await assert.rejects(
      verifyCache(asked, enough, () => {}),
      /enough/,
    );
    const later = new AbortController();
    const helpers = () => [
      () => {
        later.abort(new Error('enough'));
        return Promise.reject(new Error('cancelled'));
      },
    ];
    await assert.rejects(
      verifyCache({ ...asked, helpers }, later.signal, () => {}),
      /enough/,
    );
  });
});
