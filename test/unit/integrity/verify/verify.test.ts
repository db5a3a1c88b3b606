/** Verifying archives and a cache made by hand: the cases that no go writes. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import yazl from 'yazl';
import { hashGoMod } from '../../../../src/integrity/hash/goModHash.ts';
import { verifyGoSum } from '../../../../src/integrity/verify/verifyGoSum.ts';
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

  it('a go.sum: a result a version, in its order; upper case in the cache; several hashes; lines that are none', async () => {
    const cache = path.join(folder, 'cache');
    const own = path.join(cache, 'cache', 'download', 'example.test', '!m', '@v');
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, 'v1.0.0.mod'), 'module example.test/M\n');
    const mod = hashGoMod(Buffer.from('module example.test/M\n'));
    const verify = async (text: string) => {
      const steps: string[] = [];
      const verified = await verifyGoSum(text, cache, signal, (done, all) => steps.push(`${done}/${all}`));
      assert.equal(steps.length, verified.results.length);
      return verified;
    };
    const line = (hash: string) => `example.test/M v1.0.0/go.mod ${hash}\n`;
    const good = await verify(`example.test/z v1.0.0 ${OTHER}\n${line(mod)}nonsense\nexample.test/M v1.0.0 ${OTHER}\n`);
    assert.deepEqual(
      good.results.map(({ module, mod, code }) => [module, mod, code]),
      [
        ['example.test/z', null, null],
        ['example.test/M', mod, null],
      ],
    );
    assert.deepEqual(good.malformed, [3]);
    // As go: the first h1 that it meets decides, and other algorithms are passed over.
    assert.equal((await verify(line(mod) + line(OTHER))).results[0]?.code, null);
    assert.equal((await verify(line('h2:x') + line(mod))).results[0]?.code, null);
    assert.equal((await verify(line(OTHER) + line(mod))).results[0]?.code, 'checksum-mismatch');
  });

  it('any go.sum is read, and no path in it leads out of the cache', async () => {
    await writeFile(path.join(folder, 'v1.0.0.mod'), 'module x\n');
    const names = ['../../../..', '/', '..', 'a/../..', '\u0000', 'C:\\', 'example.test/!m', '@v'];
    for (const name of names) {
      const { results } = await verifyGoSum(`${name} v1.0.0/go.mod ${OTHER}\n`, folder, signal, () => {});
      assert.equal(results.find(({ ok, mod }) => !ok || mod !== null) ?? null, null, name);
    }
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (module, version) => {
        await verifyGoSum(`${module} ${version} ${OTHER}\n`, folder, signal, () => {});
      }),
      { numRuns: 50 },
    );
  });

  it('is given up when aborted', async () => {
    const file = await archive({ 'a.go': '' });
    await assert.rejects(verifyZip(file, SUBJECT, AbortSignal.abort(new Error('enough'))), /enough/);
    const text = `example.test/M v1.0.0 ${OTHER}\n`;
    await assert.rejects(
      verifyGoSum(text, folder, AbortSignal.abort(new Error('enough')), () => {}),
      /enough/,
    );
  });
});
