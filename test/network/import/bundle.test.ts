/** A bundle made on one machine, imported on another without any network: then the real go builds, tests, tidies and verifies there. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BundledModule } from '../../../src/integrity/import/bundle/manifest.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import { type CliResult, type CliRunner, startCliRunner } from '../cliRunner.ts';
import { removeTree, treeOf } from './importRig.ts';

const MAIN = 'package main\n\nimport _ "example.test/a"\n\nfunc main() {}\n';
const TEST = 'package main\n\nimport (\n\t"testing"\n\n\t_ "example.test/e"\n)\n\nfunc TestIt(t *testing.T) {}\n';
/** What the graph needs of go before 1.17 is read from every go.mod in it; later ones list it. */
const MODULES: Readonly<Record<string, string>> = {
  'go 1.16, the whole graph': 'module example.com/shop\n\ngo 1.16\n\nrequire example.test/a v1.0.0\n',
  'go 1.21, a pruned graph': 'module example.com/shop\n\ngo 1.21\n\nrequire example.test/a v1.1.0\n',
  'go 1.21, replaced by another version':
    'module example.com/shop\n\ngo 1.21\n\nrequire example.test/a v1.0.0\n\nreplace example.test/a => example.test/a v1.1.0\n',
};

describe('bundle', function () {
  this.timeout(120_000);
  let lab: Lab;
  let runner: CliRunner;
  let folder: string;
  /** Of all tests: the standard library is compiled once. */
  let builds = '';
  before(async function () {
    if (!canMakeNamespaces()) this.skip();
    builds = await mkdtemp(path.join(tmpdir(), 'goproxy-bundle-builds-'));
    lab = await startLab();
    runner = await startCliRunner();
  });
  after(async () => {
    await lab?.stop();
    await runner?.stop();
    if (builds !== '') await rm(builds, { recursive: true, force: true });
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-bundle-test-'));
    await mkdir(path.join(folder, 'shop'));
  });
  afterEach(() => removeTree(folder));

  const at = (...names: string[]) => path.join(folder, ...names);
  /** The user's go knows the lab alone; `machine` tells one cache and one home from another. */
  const env = (machine: string, goproxy: string) => ({
    HOME: at(machine),
    GOMODCACHE: at(machine, 'mod'),
    GOPATH: at(machine, 'gopath'),
    GOCACHE: builds,
    GOPROXY: goproxy,
    GOSUMDB: lab.sumdbKey,
    GOENV: 'off',
    GOTOOLCHAIN: 'local',
    XDG_STATE_HOME: at(machine, 'state'),
  });
  const cli = (machine: string, goproxy: string, ...args: string[]): Promise<CliResult> =>
    runner.run([...args, '--cwd', at('shop')], {
      env: env(machine, goproxy),
      ...(goproxy === 'off' ? { within: ['unshare', '-n'] } : {}),
    });
  const go = (machine: string, goproxy: string, ...args: string[]) =>
    runGo(args, { goproxy, cwd: at('shop'), env: env(machine, goproxy), timeoutMs: 60_000 });

  async function makeModule(goMod: string): Promise<void> {
    await writeFile(at('shop', 'go.mod'), goMod);
    await writeFile(at('shop', 'main.go'), MAIN);
    await writeFile(at('shop', 'main_test.go'), TEST);
    const { code, stderr } = await go('author', lab.urls['sumdb-good'], 'mod', 'tidy');
    assert.equal(code, 0, stderr);
  }
  async function makeBundle(goproxy = lab.urls['sumdb-good']): Promise<string> {
    const before = await treeOf(at('shop'));
    const { code, stdout, stderr } = await cli('author', goproxy, 'bundle', '--out', at('shop.zip'), '--json');
    assert.equal(code, 0, stderr + stdout);
    assert.deepEqual(await treeOf(at('shop')), before, 'the module is as it was');
    return stdout;
  }

  for (const [title, goMod] of Object.entries(MODULES)) {
    it(title, async () => {
      await makeModule(goMod);
      const { bundle } = JSON.parse(await makeBundle()) as { bundle: { modules: readonly BundledModule[] } };
      assert.ok(bundle.modules.every(({ proof }) => proof === 'database'));
      const { code, stdout, stderr } = await cli('other', 'off', 'import', at('shop.zip'), '--json');
      assert.equal(code, 0, stderr + stdout);
      const told = JSON.parse(stdout) as { imported: readonly { ok: boolean; proof: string }[]; missing: unknown };
      assert.equal(told.imported.length, bundle.modules.length);
      assert.ok(told.imported.every(({ ok }) => ok));
      assert.deepEqual(told.missing, []);
      const before = await treeOf(at('shop'));
      for (const args of [
        ['build', '-o', at('binary'), './...'],
        ['test', './...'],
        ['mod', 'download'],
        ['mod', 'verify'],
        ['mod', 'graph'],
        ['mod', 'tidy'],
        ['list', '-m', 'all'],
      ]) {
        const done = await go('other', 'off', ...args);
        assert.equal(done.code, 0, `${args.join(' ')}: ${done.stderr}`);
      }
      assert.deepEqual(await treeOf(at('shop')), before);
    });
  }

  it('is the same file again, and is made without a network from what go has kept', async () => {
    await makeModule(MODULES['go 1.21, a pruned graph'] ?? '');
    await makeBundle();
    const first = await readFile(at('shop.zip'));
    await rm(at('shop.zip'));
    await makeBundle();
    assert.ok(first.equals(await readFile(at('shop.zip'))));
    const offline = JSON.parse(await makeBundle('off')) as { bundle: { modules: readonly BundledModule[] } };
    assert.ok(offline.bundle.modules.every(({ proof }) => proof !== null));
  });

  it('go.sum vouches on the other machine where the database does not', async () => {
    await makeModule(MODULES['go 1.21, a pruned graph'] ?? '');
    const settings = { ...env('author', lab.urls['sumdb-good']), GOSUMDB: 'off' };
    const made = await runner.run(['bundle', '--cwd', at('shop'), '--out', at('shop.zip')], { env: settings });
    assert.equal(made.code, 0, made.stderr);
    const { code, stdout } = await cli('other', 'off', 'import', at('shop.zip'), '--json');
    const { imported } = JSON.parse(stdout) as { imported: readonly { ok: boolean; code: string; proof: string }[] };
    assert.equal(code, 0, stdout);
    assert.ok(
      imported.every(({ proof }) => proof === 'go.sum'),
      stdout,
    );
  });

  it('says what cannot be had, and writes nothing', async () => {
    await makeModule(MODULES['go 1.21, a pruned graph'] ?? '');
    const { code, stderr } = await cli('elsewhere', 'off', 'bundle', '--out', at('none.zip'));
    assert.equal(code, 3);
    assert.match(stderr, /goproxy-off/);
    await assert.rejects(readFile(at('none.zip')));
  });

  it('lists what is still missing when part of it is imported', async () => {
    await makeModule(MODULES['go 1.16, the whole graph'] ?? '');
    const { zip } = lab.modules.find('example.test/a', 'v1.0.0') ?? { zip: Buffer.alloc(0) };
    await writeFile(at('a.zip'), zip);
    const { code, stdout } = await cli('other', 'off', 'import', at('a.zip'), '--json');
    assert.equal(code, 0, stdout);
    const { missing } = JSON.parse(stdout) as { missing: readonly { module: string; version: string }[] };
    const names = missing.map(({ module, version }) => `${module}@${version}`);
    const wanted = [
      'example.test/b@v1.0.0',
      'example.test/c@v1.0.0',
      'example.test/e@v1.0.0',
      'golang.org/x/text@v0.14.0',
    ];
    assert.deepEqual(names, wanted);
  });
});
