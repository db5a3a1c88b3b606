/** What the module cache and file:// entries hold of required versions, beside the real go: withdrawn, poisoned, in part only. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { graphFindings } from '../../../src/doctor/graph/graphFindings.ts';
import { writeConsumer } from '../../lab/content/consumer.ts';
import { type GoResult, runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { fileMirror } from './fileMirror.ts';
import { findingNames, type GraphWorld, makeGraphWorld } from './graphWorld.ts';

const plain = (module: string) => `module ${module}\n\ngo 1.20\n`;
const R = 'ex.test/r';
const D = 'ex.test/d';
const VERSIONS = [
  { module: R, version: 'v1.0.0', goMod: plain(R) },
  { module: R, version: 'v1.1.0', goMod: `${plain(R)}\nretract v1.0.0 // it loses data\n` },
  { module: D, version: 'v1.0.0', goMod: plain(D) },
  { module: D, version: 'v1.1.0', goMod: `// Deprecated: use ex.test/e.\n${plain(D)}` },
];

describe('the module cache and file:// entries', function () {
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

  /** Runs the real go with a module cache that stays. */
  function go(args: readonly string[], goproxy: string, cwd: string, GOMODCACHE: string): Promise<GoResult> {
    return runGo(args, { goproxy, cwd, env: { GOMODCACHE, GOFLAGS: '-modcacherw' } });
  }

  it('a version that was taken back, as soon as a newer one has told, and until another is taken', async () => {
    const mirror = pathToFileURL(world.folder('mirror', await fileMirror(VERSIONS))).href;
    const app = world.folder('withdrawn', {
      'go.mod': `module m.example/app\n\ngo 1.20\n\nrequire (\n\t${R} v1.0.0\n\t${D} v1.0.0\n)\n`,
      'main.go': `package main\n\nimport (\n\t_ "${D}"\n\t_ "${R}"\n)\n\nfunc main() {}\n`,
    });
    const GOMODCACHE = path.join(world.root, 'withdrawing, and a comma');
    assert.equal((await go(['mod', 'tidy'], mirror, app, GOMODCACHE)).code, 0);
    const names = async () => findingNames(await world.examine(app, { GOMODCACHE }));
    assert.deepEqual(await names(), []);

    assert.equal((await go(['mod', 'download', `${R}@v1.1.0`, `${D}@v1.1.0`], mirror, app, GOMODCACHE)).code, 0);
    const before = timesOf(GOMODCACHE);
    assert.deepEqual(await names(), ['warning withdrawn/retracted', 'info withdrawn/deprecated']);
    assert.deepEqual(timesOf(GOMODCACHE), before, 'nothing was written');
    const facts = graphFindings(await world.examine(app, { GOMODCACHE })).map((one) => [one.module, one.facts]);
    assert.deepEqual(facts, [
      [R, { module: R, version: 'v1.0.0', reason: 'it loses data' }],
      [D, { module: D, reason: 'use ex.test/e.' }],
    ]);

    // go says the same where it may ask, and takes the remedy's word.
    const listed = await go(
      ['list', '-m', '-u', '-f', '{{.Path}} {{.Retracted}} {{.Deprecated}}', 'all'],
      mirror,
      app,
      GOMODCACHE,
    );
    assert.match(listed.stdout, /^ex\.test\/d \[\] use ex\.test\/e\.\nex\.test\/r \[it loses data\] $/m);
    assert.equal((await go(['get', `${R}@latest`], mirror, app, GOMODCACHE)).code, 0);
    assert.deepEqual(await names(), ['info withdrawn/deprecated']);
  });

  it('a login page in the place of a go.mod, which go keeps to when the network is well again', async () => {
    const GOMODCACHE = path.join(world.root, 'poisoned');
    const app = world.folder('portal');
    await writeConsumer(app, { requires: ['example.test/e@v1.0.0'] });
    const empty = world.folder('nowhere');
    await go(
      ['mod', 'download', 'example.test/e@v1.0.0'],
      `${lab.urls['html-200']}|${lab.urls.healthy}`,
      empty,
      GOMODCACHE,
    );
    const versions = path.join(GOMODCACHE, 'cache/download/example.test/e/@v');
    assert.match(readFileSync(path.join(versions, 'v1.0.0.mod'), 'utf8'), /<html/);

    const examine = () => world.examine(app, { GOMODCACHE, GOPROXY: lab.urls.healthy });
    const [finding, ...others] = graphFindings(await examine());
    assert.deepEqual(
      [finding?.code, finding?.detail, finding?.severity, others],
      ['cache-damaged', 'mod', 'error', []],
    );
    assert.deepEqual(finding?.facts, {
      ...{ module: 'example.test/e', version: 'v1.0.0', problem: 'html' },
      file: path.join(versions, 'v1.0.0.mod'),
    });
    const failing = await go(['mod', 'tidy'], lab.urls.healthy, app, GOMODCACHE);
    assert.notEqual(failing.code, 0);
    assert.match(failing.stderr, /parsing go\.mod/);

    // What the remedy deletes.
    for (const file of readdirSync(versions)) if (file.startsWith('v1.0.0.')) rmSync(path.join(versions, file));
    assert.equal((await go(['mod', 'tidy'], lab.urls.healthy, app, GOMODCACHE)).code, 0);
    assert.deepEqual(findingNames(await examine()), []);
  });

  it('what go throws away by itself is not told: bad .info, and “not found”, which it never keeps', async () => {
    const GOMODCACHE = path.join(world.root, 'forgetful');
    const app = world.folder('forgets');
    await writeConsumer(app, { requires: ['example.test/e@v1.0.0'], goSum: lab.modules.goSum() });
    const download = (key: 'healthy' | 'status-404') =>
      go(['mod', 'download', 'example.test/e@v1.0.0'], lab.urls[key], app, GOMODCACHE);
    assert.match((await download('status-404')).stderr, /404 Not Found/);
    assert.equal((await download('healthy')).code, 0);
    const info = path.join(GOMODCACHE, 'cache/download/example.test/e/@v/v1.0.0.info');
    writeFileSync(info, '<html>Log in</html>');
    assert.deepEqual(findingNames(await world.examine(app, { GOMODCACHE })), []);
    assert.equal((await download('healthy')).code, 0);
    assert.match(readFileSync(info, 'utf8'), /"Version":"v1\.0\.0"/);
    // To load what is built nothing is missed without one.
    rmSync(info);
    assert.equal((await go(['list', '-deps', './...'], 'off', app, GOMODCACHE)).code, 0);
  });

  for (const lacks of ['info', 'mod', 'zip'] as const) {
    it(`a folder that lacks the .${lacks} of a version: to go it is not there`, async () => {
      const versions = [{ module: R, version: 'v1.0.0', goMod: plain(R), without: [lacks] }];
      const folder = world.folder(`lacks-${lacks}`, await fileMirror(versions));
      const app = world.folder(`wants-${lacks}`, {
        'go.mod': `module m.example/app\n\ngo 1.20\n\nrequire ${R} v1.0.0\n`,
      });
      const GOPROXY = pathToFileURL(folder).href;
      const examination = await world.examine(app, { GOPROXY });
      assert.deepEqual(findingNames(examination), ['warning not-found/incomplete']);
      assert.deepEqual(graphFindings(examination)[0]?.facts, {
        ...{ entry: '0', folder, version: 'v1.0.0', lacks: `v1.0.0.${lacks}`, count: '1' },
      });
      const next = await world.examine(app, { GOPROXY: `${GOPROXY},https://mirror.example` });
      assert.deepEqual(findingNames(next), ['info not-found/incomplete']);
      const { code, stderr } = await runGo(['mod', 'download', `${R}@v1.0.0`], { goproxy: GOPROXY, cwd: app });
      assert.notEqual(code, 0);
      assert.match(stderr, new RegExp(`v1\\.0\\.0\\.${lacks}: no such file`));
    });
  }

  it('a folder with a whole version, or without any trace of it: silence', async () => {
    const whole = world.folder('whole', await fileMirror([{ module: R, version: 'v1.0.0', goMod: plain(R) }]));
    const app = world.folder('wants-more', {
      'go.mod': `module m.example/app\n\ngo 1.20\n\nrequire (\n\t${R} v1.0.0\n\t${D} v1.0.0\n)\n`,
    });
    assert.deepEqual(findingNames(await world.examine(app, { GOPROXY: pathToFileURL(whole).href })), []);
  });
});

/** When each file below was last written. */
function timesOf(folder: string): Readonly<Record<string, number>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => path.join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((file) => [file, statSync(file).mtimeMs]));
}
