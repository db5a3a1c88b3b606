/** What is staged with its proofs, the real go verifies whole without a network; and what was tampered with, it refuses. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gorootOf } from '../../../scripts/record/goVersions.ts';
import { failure, success } from '../../../src/base/result.ts';
import { stagedBase, writeStaged } from '../../../src/integrity/import/stage/stagedModule.ts';
import type { SumdbSource } from '../../../src/integrity/sumdb/sources.ts';
import { type StagedProof, stageProofs } from '../../../src/integrity/sumdb/stageProofs.ts';
import { buildModules, goSumLines, type LabModule } from '../../lab/content/modules.ts';
import { type GoResult, type GoRun, runGo } from '../../lab/goRunner.ts';
import { fillerRecord, type MemoryDatabase, memoryDatabase } from '../../support/memoryDatabase.ts';
import { sumdbClient } from '../../support/sumdbClients.ts';

const VERSIONS = ['1.20.14', '1.22.12', '1.26.8'] as const;
const never = new AbortController().signal;

/** Far apart, so that the head that comes with the first look-up is older than the last modules. */
const idOf = (at: number) => 100 + 30 * at;
const SIZE = 900;

describe('stageProofs', function () {
  this.timeout(60_000);
  let modules: readonly LabModule[];
  let database: MemoryDatabase;
  let stage: string;
  before(async () => {
    modules = (await buildModules()).all;
    const records = Array.from({ length: SIZE }, (_, id) => fillerRecord(id));
    for (const [at, module] of modules.entries()) records[idOf(at)] = goSumLines(module);
    database = memoryDatabase(records, { shown: (id) => Math.min(SIZE, id + 400) });
  });
  beforeEach(async () => {
    stage = await mkdtemp(path.join(tmpdir(), 'goproxy-stage-test-'));
    for (const module of modules) await writeModule(module);
  });
  afterEach(() => rm(stage, { recursive: true, force: true }));

  async function writeModule({ path: module, version, goMod, zip }: LabModule): Promise<void> {
    const named = { module, version };
    await writeStaged(stagedBase(stage, named) ?? '', named, { zip, mod: Buffer.from(goMod), info: null });
  }
  const sumdb = () => path.join(stage, 'sumdb', 'sum.unit.test');
  function prove(named = modules, source: SumdbSource = database): Promise<readonly StagedProof[]> {
    const list = named.map(({ path: module, version }) => ({ module, version }));
    return stageProofs(sumdbClient(database.key, source), list, sumdb(), never);
  }
  /** A forward proxy that nobody is: go would notice a request to the database itself without any name being looked up. */
  async function download(
    version: string = VERSIONS[2],
    named = modules,
    run: Pick<GoRun, 'cwd' | 'env'> = {},
  ): Promise<GoResult> {
    const names = named.map((module) => `${module.path}@${module.version}`);
    const bin = path.join(await gorootOf(version as (typeof VERSIONS)[number]), 'bin');
    const env = { PATH: `${bin}:${process.env.PATH}`, GOSUMDB: database.key, HTTPS_PROXY: 'http://127.0.0.1:1' };
    const goproxy = pathToFileURL(stage).href;
    return runGo(['mod', 'download', '-json', ...names], { ...run, goproxy, env: { ...env, ...run.env } });
  }
  const files = async () => {
    const all = await readdir(sumdb(), { recursive: true, withFileTypes: true });
    return all.filter((one) => one.isFile()).map((one) => path.relative(sumdb(), path.join(one.parentPath, one.name)));
  };

  for (const version of VERSIONS) {
    it(`go ${version} verifies every module of the stage`, async () => {
      const staged = await prove();
      const sums = staged.map(({ outcome }) => (outcome.ok ? [outcome.value.zip, outcome.value.mod] : null));
      assert.deepEqual(
        sums,
        modules.map(({ zipHash, modHash }) => [zipHash, modHash]),
      );
      const { code, stdout, stderr } = await download(version);
      assert.equal(code, 0, stdout + stderr);
      for (const { zipHash } of modules) assert.ok(stdout.includes(`"Sum": "${zipHash}"`), zipHash);
    });

    it(`go ${version} refuses another archive, and another go.mod`, async () => {
      await prove();
      const [first, second] = modules as [LabModule, LabModule];
      await writeModule({ ...first, zip: first.alteredZip });
      await writeModule({ ...second, goMod: `${second.goMod}\n// Altered.\n` });
      for (const [module, words] of [
        [first, /verifying module: checksum mismatch/],
        [second, /verifying go\.mod: checksum mismatch/],
      ] as const) {
        const { code, stdout } = await download(version, [module]);
        assert.equal(code, 1);
        assert.match(stdout, words);
      }
    });
  }

  it('holds what one asks for who remembers nothing, and nothing else, under one head', async () => {
    await prove();
    const asked = new Set<string>(['supported']);
    const reader = sumdbClient(database.key, {
      async read(at) {
        asked.add(at.slice(1));
        const bytes = await readFile(path.join(sumdb(), at)).catch(() => null);
        return bytes === null ? failure({ kind: 'status', url: at, status: 404 }) : success(bytes);
      },
    });
    for (const { path: module, version, zipHash } of modules) {
      const found = await reader.lookUp(module, version, never);
      assert.ok(found.ok, JSON.stringify(found));
      assert.deepEqual([found.value.zip, found.value.tree.size], [zipHash, SIZE]);
    }
    assert.deepEqual((await files()).sort(), [...asked].sort());
  });

  it('go refuses a stage from which a tile or a look-up is gone, or changed', async () => {
    await prove();
    const [module] = modules as [LabModule];
    for (const name of ['lookup/example.test/a@v1.0.0', 'tile/8/0/000']) {
      const file = path.join(sumdb(), name);
      const bytes = await readFile(file);
      await rm(file);
      assert.match((await download(VERSIONS[2], [module])).stdout, /verifying .*no such file or directory/);
      await writeFile(
        file,
        bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
      );
      assert.match((await download(VERSIONS[2], [module])).stdout, /cannot authenticate record|inconsistent tile/);
      await writeFile(file, bytes);
    }
    assert.equal((await download(VERSIONS[2], [module])).code, 0);
  });

  it('stages no look-up of what is not proved, and go then asks nobody else', async () => {
    const [known] = modules as [LabModule];
    const strange = { ...known, path: 'example.test/strange' };
    await writeModule(strange);
    const [one, other] = await prove([known, strange]);
    assert.deepEqual([one?.outcome.ok, other?.outcome.ok], [true, false]);
    assert.match((await download(VERSIONS[2], [strange])).stdout, /verifying .*no such file or directory/);
    assert.equal((await download(VERSIONS[2], [known])).code, 0);
  });

  for (const version of VERSIONS) {
    it(`go ${version} with look-ups in its cache may want more, and takes what a go.sum proves`, async () => {
      const [first, last] = [modules[0], modules.at(-1)] as [LabModule, LabModule];
      const cache = await mkdtemp(path.join(tmpdir(), 'goproxy-stage-test-'));
      try {
        const env = { GOMODCACHE: path.join(cache, 'mod') };
        await prove([first]);
        assert.equal((await download(version, [first], { env })).code, 0);
        await prove([first, last]);
        const wants = await download(version, [first, last], { env });
        assert.match(wants.stdout, /checking tree#\d+ against tree#\d+: reading .*no such file or directory/);
        await writeFile(path.join(cache, 'go.mod'), 'module scratch.invalid\n\ngo 1.17\n');
        await writeFile(path.join(cache, 'go.sum'), [first, last].map(goSumLines).join(''));
        const { code, stdout } = await download(version, [first, last], { env, cwd: cache });
        assert.equal(code, 0, stdout);
      } finally {
        await rm(cache, { recursive: true, force: true });
      }
    });
  }

  it('proves nothing where the database goes away, and still keeps go from asking', async () => {
    const gone = { read: async (url: string) => failure({ kind: 'status', url, status: 502 } as const) };
    const [one] = await prove(modules.slice(0, 1), gone);
    assert.ok(one !== undefined && !one.outcome.ok && one.outcome.error.kind === 'source');
    assert.deepEqual(await files(), ['supported']);
    assert.match((await download(VERSIONS[2], modules.slice(0, 1))).stdout, /no such file or directory/);
  });
});
