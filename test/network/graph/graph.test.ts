/** The Go environment and the graph beside the real go: what we call an error ends go, and a healthy module gives no word. */
import assert from 'node:assert/strict';
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { examineGraph } from '../../../src/doctor/graph/examineGraph.ts';
import { listModules } from '../../../src/gocmd/list/listModules.ts';
import { writeConsumer } from '../../lab/content/consumer.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { findingNames, type GraphWorld, makeGraphWorld, PORTS } from './graphWorld.ts';

const SAMPLE = path.join(import.meta.dirname, '..', '..', '..', 'examples', 'sample');
/** A public mirror, which nobody asks here. */
const PUBLIC = { GOPROXY: 'https://goproxy.cn,direct' };

describe('the Go environment and the graph', function () {
  this.timeout(60_000);
  let lab: Lab;
  let world: GraphWorld;
  before(async () => {
    lab = await startLab();
    world = await makeGraphWorld();
  });
  after(async () => {
    await lab.stop();
    world.stop();
  });

  describe('healthy', () => {
    it('examples/sample: 50 times not a word', async () => {
      const folder = path.join(world.root, 'sample');
      cpSync(SAMPLE, folder, { recursive: true });
      for (let run = 0; run < 50; run++)
        assert.deepEqual(findingNames(await world.examine(folder, { ...PUBLIC, GOSUMDB: 'sum.golang.org' })), []);
      assert.deepEqual(readdirSync(folder).sort(), readdirSync(SAMPLE).sort());
      assert.equal(
        readFileSync(path.join(folder, 'go.mod'), 'utf8'),
        readFileSync(path.join(SAMPLE, 'go.mod'), 'utf8'),
      );
    });

    it("the lab's modules: the whole graph, from the cache alone", async () => {
      const folder = world.folder('consumer');
      await writeConsumer(folder, { requires: ['example.test/a@v1.1.0'], goSum: lab.modules.goSum() });
      const GOMODCACHE = path.join(world.root, 'mod');
      const got = await runGo(['mod', 'download', 'all'], {
        goproxy: lab.urls.healthy,
        cwd: folder,
        env: { GOMODCACHE },
      });
      assert.equal(got.code, 0, got.stderr);
      const examination = await world.examine(folder, { GOPROXY: lab.urls.healthy });
      assert.deepEqual(findingNames(examination), []);
      const paths = examination.modules?.map(({ path: module }) => module) ?? [];
      assert.equal(paths[0], 'consumer.test/app');
      assert.ok(paths.includes('example.test/a') && paths.includes('example.test/b'), paths.join());
    });

    it('what is not in the cache is asked of nobody', async () => {
      const folder = world.folder('cold');
      await writeConsumer(folder, { requires: ['example.test/a@v1.1.0'], goSum: lab.modules.goSum() });
      lab.reset();
      const before = lab.connections('healthy');
      const GOMODCACHE = world.folder('empty-cache');
      const examination = await world.examine(folder, { GOMODCACHE, GOPROXY: lab.urls.healthy });
      assert.deepEqual(findingNames(examination), []);
      assert.ok(examination.modules?.some(({ path: module }) => module === 'example.test/a'));
      assert.equal(lab.connections('healthy'), before);
    });

    it('300 requirements of public hosts, nothing of them in the cache', async () => {
      const hosts = ['github.com/org', 'k8s.io', 'sigs.k8s.io', 'go.uber.org', 'gitlab.com/org', 'golang.org/x'];
      const modules = hosts.flatMap((host) => Array.from({ length: 50 }, (_, number) => `${host}/m${number}`));
      const hash = 'h1:scX5w1eTa3QqT8oi6+ziP7dTV1S2+ALU0bI+0zXKWiQ=';
      const folder = world.folder('many', {
        'go.mod': `module github.com/org/shop\n\ngo 1.21\n\nrequire (\n${modules.map((name) => `\t${name} v1.0.0\n`).join('')})\n`,
        'go.sum': modules.map((name) => `${name} v1.0.0 ${hash}\n${name} v1.0.0/go.mod ${hash}\n`).join(''),
      });
      const examination = await world.examine(folder, PUBLIC);
      assert.deepEqual(findingNames(examination), []);
      assert.equal(examination.modules?.length, 301);
    });
  });

  interface Fault {
    readonly name: string;
    readonly files: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly finds: string;
    /** go's arguments and its words; `list -deps ./...` loads what a build would. */
    readonly args?: readonly string[];
    readonly says: RegExp;
  }
  const MAIN = 'package main\n\nimport _ "example.test/a"\n\nfunc main() {}\n';
  const REQUIRE = 'module m.example/app\n\ngo 1.21\n\nrequire example.test/a v1.1.0\n';
  const bare = (line: string) => ({
    'go.mod': `module m.example/app\n\n${line}\n`,
    'main.go': 'package main\n\nfunc main() {}\n',
  });
  const FAULTS: readonly Fault[] = [
    {
      name: 'a replacement that is not there',
      files: { 'go.mod': `${REQUIRE}\nreplace example.test/a => ../nowhere\n`, 'main.go': MAIN },
      finds: 'error not-found/replace-missing',
      says: /nowhere/,
    },
    {
      name: 'modules off',
      files: { 'go.mod': REQUIRE, 'main.go': MAIN },
      env: { GO111MODULE: 'off' },
      finds: 'error goproxy-off/modules-off',
      says: /cannot find package/,
    },
    {
      name: 'GO111MODULE=yes',
      files: bare('go 1.21'),
      env: { GO111MODULE: 'yes' },
      finds: 'error goproxy-invalid/go111module',
      says: /unknown environment setting GO111MODULE/,
    },
    {
      name: 'a newer go line, local',
      files: bare('go 1.99'),
      finds: 'error toolchain/too-old',
      says: /requires go >= 1\.99/,
    },
    {
      name: 'a newer go line, path',
      files: bare('go 1.99.1'),
      env: { GOTOOLCHAIN: 'path' },
      finds: 'error toolchain/not-on-path',
      says: /cannot find "go1\.99\.1" in PATH/,
    },
    {
      name: 'a newer go line, look-up off',
      files: bare('go 1.99.1'),
      env: { GOTOOLCHAIN: 'auto', GOPROXY: 'off' },
      finds: 'error toolchain/cannot-download',
      says: /go1\.99\.1/,
    },
    {
      name: 'GOTOOLCHAIN=newest',
      files: bare('go 1.21'),
      env: { GOTOOLCHAIN: 'newest' },
      finds: 'error toolchain/invalid',
      says: /invalid GOTOOLCHAIN/,
    },
    {
      name: 'vendor without its folder',
      files: { 'go.mod': REQUIRE, 'main.go': MAIN },
      env: { GOFLAGS: '-mod=vendor' },
      finds: 'error goproxy-off/vendor-missing',
      says: /vendor/,
    },
    {
      name: 'GOSUMDB=on',
      files: bare('go 1.21'),
      env: { GOSUMDB: 'on', GOPROXY: 'LAB' },
      args: ['mod', 'download', 'example.test/a@v1.1.0'],
      finds: 'error goproxy-invalid/sumdb',
      says: /invalid GOSUMDB/,
    },
    {
      name: 'a file entry that is not there',
      files: bare('go 1.21'),
      env: { GOPROXY: 'file:///nowhere/at/all' },
      args: ['mod', 'download', 'example.test/a@v1.1.0'],
      finds: 'error not-found/no-folder',
      says: /no such file/,
    },
  ];

  describe('what go fails at, and we say so', () => {
    for (const [at, { name, files, env = {}, finds, args = ['list', '-deps', './...'], says }] of FAULTS.entries()) {
      it(`${name}: ${finds}`, async () => {
        const folder = world.folder(`fault${at}`, files);
        const set = { ...env, ...(env.GOPROXY === 'LAB' ? { GOPROXY: lab.urls.healthy } : {}) };
        assert.deepEqual(findingNames(await world.examine(folder, set)), [finds]);
        const goproxy = set.GOPROXY ?? lab.urls.healthy;
        const result = await runGo(args, { goproxy, cwd: folder, env: { GOFLAGS: '', ...set } });
        assert.notEqual(result.code, 0);
        assert.match(result.stderr, says);
      });
    }
  });

  describe('what go does without failing', () => {
    it('a vendor folder in force', async () => {
      const vendor = {
        'vendor/modules.txt': '# example.test/a v1.1.0\n## explicit\nexample.test/a\n',
        'vendor/example.test/a/a.go': 'package a\n',
      };
      const folder = world.folder('vendored', { 'go.mod': REQUIRE, 'main.go': MAIN, ...vendor });
      assert.deepEqual(findingNames(await world.examine(folder)), ['info goproxy-off/vendor']);
      const result = await runGo(['list', '-deps', './...'], { goproxy: 'off', cwd: folder, env: { GOFLAGS: '' } });
      assert.equal(result.code, 0, result.stderr);
    });

    it('a workspace above, its modules and their replacements', async () => {
      const folder = world.folder('work', {
        'go.work': 'go 1.21\n\nuse (\n\t./app\n\t./lib\n)\n',
        'app/go.mod': 'module m.example/app\n\ngo 1.21\n\nrequire git.acme.corp/lib v1.0.0\n',
        'lib/go.mod': 'module git.acme.corp/lib\n\ngo 1.21\n',
      });
      assert.deepEqual(findingNames(await world.examine(path.join(folder, 'app'), PUBLIC)), [
        'info goproxy-off/workspace',
      ]);
      assert.deepEqual(findingNames(await world.examine(folder, PUBLIC)), []);
      const alone = findingNames(await world.examine(path.join(folder, 'app'), { ...PUBLIC, GOWORK: 'off' }));
      assert.deepEqual(alone, ['warning private-exposed/looks-private']);
    });
  });

  it('a private module, unless the checksum database has vouched for it', async () => {
    const module = 'module m.example/app\n\ngo 1.21\n\nrequire git.Acme.corp/Lib v1.0.0\n'.replace('Acme', 'acme');
    const folder = world.folder('private', { 'go.mod': module, 'go.sum': 'git.acme.corp/Lib v1.0.0/go.mod h1:x=\n' });
    assert.deepEqual(findingNames(await world.examine(folder, PUBLIC)), ['warning private-exposed/looks-private']);
    const lookup = 'cache/download/sumdb/sum.golang.org/lookup/git.acme.corp/!lib@v1.0.0';
    const GOMODCACHE = world.folder('vouching', { [lookup]: '1\n' });
    assert.deepEqual(findingNames(await world.examine(folder, { ...PUBLIC, GOMODCACHE })), []);
  });

  describe('a go that is none', () => {
    const script = (name: string, text: string) => {
      const file = path.join(world.folder('scripts'), name);
      writeFileSync(file, `#!/bin/sh\n${text}\n`);
      chmodSync(file, 0o755);
      return file;
    };
    for (const [name, text, fault] of [
      ['hangs', 'sleep 600 & wait', 'hangs'],
      ['floods', 'exec yes', 'floods'],
      ['talks', 'echo hello', 'not-go'],
    ] as const) {
      it(`${name}: the files speak alone`, async () => {
        const folder = world.folder(`fake-${name}`, { 'go.mod': REQUIRE });
        const examination = await world.examine(folder, {}, script(name, text));
        // How fast a flood comes is the machine's matter.
        assert.ok(examination.fault?.code === fault || (fault === 'floods' && examination.fault?.code === 'hangs'));
        assert.equal(examination.modules, null);
        assert.deepEqual(findingNames(examination), []);
      });
    }
  });

  it('is given up when aborted', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const call = { go: world.go, env: {}, cwd: world.root, cache: '', deadline: 9_000, signal };
    const listed = listModules({ ...call, processes: PORTS.processes });
    const request = { listed, goVersion: null, env: {}, cwd: world.root, list: null, settings: [], publicMirrors: [] };
    const run = examineGraph(request, PORTS, signal);
    controller.abort();
    await assert.rejects(run, { name: 'AbortError' });
  });
});
