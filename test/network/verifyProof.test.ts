/** `verify --prove` against the lab's checksum database: what it proves, what is private, and what a cache and a go.sum agree on that is false. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { escapePath } from '../../src/goproxy/module/modulePath.ts';
import { escapeVersion } from '../../src/goproxy/module/version.ts';
import { makeNoteSigner } from '../lab/content/noteSigner.ts';
import { SUMDB_NAME } from '../lab/content/sumdb.ts';
import { runGo } from '../lab/goRunner.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type CliRunner, startCliRunner } from './cliRunner.ts';
import { readRecordedMirror, SUMDB_PATH, serveMirror } from './sumdb/recordedMirror.ts';
import { RECORDED_MODULES, type RecordedModule } from './sumdb/recordedModules.ts';

const D = 'example.test/d@v1.0.0';
const ALL = ['example.test/a@v1.0.0', 'example.test/b@v1.0.0', 'example.test/c@v1.0.0', D];

interface Result {
  readonly zip: string | null;
  readonly module: string;
  readonly version: string;
  readonly ok: boolean;
  readonly code: string | null;
  readonly detail: string | null;
  readonly proved: boolean | null;
  readonly unproved: string | null;
  readonly record: { readonly id: number; readonly size: number; readonly hash: string } | null;
}

describe('command line: verify --prove', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  let folder: string;
  let modCache: string;
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-verify-proof-test-'));
  });
  beforeEach(async () => {
    modCache = await mkdtemp(path.join(folder, 'cache-'));
    const env = { GOMODCACHE: modCache };
    const { code, stderr } = await runGo(['mod', 'download', ...ALL], { goproxy: lab.urls.healthy, env });
    assert.equal(code, 0, stderr);
    await writeFile(path.join(cli.workspace, 'go.sum'), lab.modules.goSum(ALL));
    lab.reset();
  });
  after(async () => {
    await Promise.all([cli.stop(), lab.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** Beyond the list there is nobody: the database itself is behind a forward proxy that is nowhere. */
  function run(args: readonly string[], list: string, more: Readonly<Record<string, string>> = {}) {
    const state = { XDG_STATE_HOME: path.join(modCache, 'state'), GOMODCACHE: modCache };
    const net = { HTTPS_PROXY: 'http://127.0.0.1:1', SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent' };
    return cli.run(['verify', '--prove', ...args], {
      env: { ...state, ...net, GOPROXY: list, GOSUMDB: lab.sumdbKey, ...more },
    });
  }

  async function json(code: number, list: string, more: Readonly<Record<string, string>> = {}) {
    const result = await run(['--json'], list, more);
    assert.deepEqual([result.code, result.stderr], [code, ''], result.stdout);
    return JSON.parse(result.stdout) as { readonly database: string | null; readonly results: readonly Result[] };
  }

  const reasons = (results: readonly Result[]) => [...new Set(results.map(({ unproved }) => unproved))];

  it('every version through the list, each with its record, from one tree', async () => {
    const { database, results } = await json(0, lab.urls['sumdb-good']);
    assert.equal(database, 'sum.lab.test');
    assert.equal(results.length, ALL.length);
    assert.ok(results.every(({ ok, proved, record }) => ok && proved && record !== null));
    assert.equal(new Set(results.map(({ record }) => record?.id)).size, ALL.length);
    assert.equal(new Set(results.map(({ record }) => record?.hash)).size, 1);
    // Tiles are read once for all of them, and whether the entry has the database asked once.
    const asked = lab.requests('sumdb-good').map((one) => one.path);
    assert.equal(new Set(asked).size, asked.length, asked.join('\n'));
    const words = await run([], lab.urls['sumdb-good']);
    assert.match(words.stdout, /All 4 versions.*\n.*sum\.lab\.test proves all 4\./);
  });

  it('the database itself, where GOSUMDB says where it is', async () => {
    const more = { GOSUMDB: `${lab.sumdbKey} ${lab.sumdbUrl}`, HTTPS_PROXY: '' };
    const { results } = await json(0, lab.urls.healthy, more);
    assert.ok(results.every(({ proved }) => proved));
  });

  it('private modules are named as what nobody can prove, and are no failure', async () => {
    const more = { GOPRIVATE: 'example.test/a,example.test/b' };
    const { results } = await json(0, lab.urls['sumdb-good'], more);
    assert.deepEqual(
      results.map(({ unproved }) => unproved),
      ['private', 'private', null, null],
    );
    assert.ok(!lab.requests('sumdb-good').some(({ path: asked }) => /lookup\/example\.test\/[ab]@/.test(asked)));
    const words = await run([], lab.urls['sumdb-good'], more);
    assert.match(words.stdout, /2 are private/);
  });

  it('a cache and a go.sum that agree on what the database does not know: go is content, and we are not', async () => {
    const { alteredZip } = lab.modules.find('example.test/d', 'v1.0.0') ?? {};
    assert.ok(alteredZip);
    await rm(modCache, { recursive: true });
    const env = { GOMODCACHE: modCache };
    const goproxy = lab.urls['altered-zip'];
    const { stdout } = await runGo(['mod', 'download', '-json', D], { goproxy, env });
    const { Sum, GoModSum } = JSON.parse(stdout) as Record<'Sum' | 'GoModSum', string>;
    const name = D.replace('@', ' ');
    await writeFile(path.join(cli.workspace, 'go.sum'), `${name} ${Sum}\n${name}/go.mod ${GoModSum}\n`);
    await writeFile(path.join(cli.workspace, 'go.mod'), `module consumer.test/app\n\nrequire ${name}\n`);
    const go = await runGo(['mod', 'verify'], { goproxy: 'off', cwd: cli.workspace, env });
    assert.match(go.stdout, /all modules verified/);
    assert.equal((await cli.run(['verify'], { env })).code, 0);
    const { results } = await json(1, lab.urls['sumdb-good']);
    assert.deepEqual(
      results.map(({ ok, code, detail, proved }) => [ok, code, detail, proved]),
      [[false, 'checksum-mismatch', 'database-zip', true]],
    );
    const words = await run([], lab.urls['sumdb-good']);
    assert.match(
      words.stdout,
      /not the one that the checksum database proves \(go\.sum, line 1\)\n.*goproxy-doctor checksum/,
    );
  });

  it('what could not be found out: nobody passes it on, it answers nothing, it knows nothing', async () => {
    const found = await json(3, lab.urls['sumdb-none']);
    assert.deepEqual(reasons(found.results), ['unreachable']);
    assert.ok(found.results.every(({ ok }) => ok));
    const gone = await json(3, lab.urls['sumdb-410']);
    assert.deepEqual(reasons(gone.results), ['unknown']);
    const words = await run([], lab.urls['sumdb-410']);
    assert.match(
      words.stdout,
      /sum\.lab\.test proves 0 of 4\.\n {2}example\.test\/a@v1\.0\.0: .*knows no such version/,
    );
  });

  it('no database: that is said, and what was verified without it stays', async () => {
    const { database, results } = await json(3, lab.urls.healthy, { GOSUMDB: 'off' });
    assert.deepEqual([database, reasons(results)], [null, ['off']]);
    const words = await run([], lab.urls.healthy, { GOSUMDB: 'off' });
    assert.match(words.stdout, /All 4 versions.*\n.*GOSUMDB is off/);
    assert.doesNotMatch(words.stdout, /GOSUMDB=|GONOSUM|insecure/i);
  });

  it('answers that another key has signed, and a setting that is none', async () => {
    const { results } = await json(1, lab.urls['sumdb-good'], { GOSUMDB: makeNoteSigner(SUMDB_NAME).verifierKey });
    assert.deepEqual(reasons(results), ['forged']);
    assert.ok(results.every(({ ok, code, detail }) => !ok && code === 'bad-content' && detail === 'forged'));
    const invalid = await json(3, lab.urls['sumdb-good'], { GOSUMDB: `${lab.sumdbKey}A` });
    assert.deepEqual(reasons(invalid.results), ['invalid']);
  });

  it('real versions, by the real answers of sum.golang.org that were recorded', async () => {
    const recorded = await readRecordedMirror();
    const served = await serveMirror(recorded);
    try {
      const lookUp = ({ module, version }: RecordedModule) =>
        recorded.answer(`${SUMDB_PATH}/lookup/${escapePath(module)}@${escapeVersion(version)}`)?.toString() ?? '';
      const sums = RECORDED_MODULES.map((one) => lookUp(one).split('\n').slice(1, 3).join('\n'));
      await writeFile(path.join(cli.workspace, 'go.sum'), `${sums.join('\n')}\n`);
      const more = { GOSUMDB: 'sum.golang.org', GOMODCACHE: path.join(modCache, 'real') };
      const withZip = RECORDED_MODULES.filter((one) => one.withZip === true);
      const names = withZip.map(({ module, version }) => `${module}@${version}`);
      const go = await runGo(['mod', 'download', ...names], { goproxy: served.url, env: more });
      assert.equal(go.code, 0, go.stderr);
      const { database, results } = await json(0, served.url, more);
      assert.equal(database, 'sum.golang.org');
      assert.deepEqual([results.length, reasons(results)], [RECORDED_MODULES.length, [null]]);
      assert.equal(results.filter(({ zip }) => zip !== null).length, withZip.length);
    } finally {
      await served.stop();
    }
  });

  it('one archive', async () => {
    const zip = path.join(modCache, 'cache', 'download', 'example.test', 'd', '@v', 'v1.0.0.zip');
    const good = await run([zip, D], lab.urls['sumdb-good']);
    assert.equal(good.code, 0);
    assert.match(good.stdout, /proves all 1\./);
    const altered = path.join(folder, 'altered.zip');
    await writeFile(altered, lab.modules.find('example.test/d', 'v1.0.0')?.alteredZip ?? '');
    assert.notDeepEqual(await readFile(altered), await readFile(zip));
    const bad = await run([altered, D], lab.urls['sumdb-good']);
    assert.equal(bad.code, 1);
    assert.match(bad.stdout, /its archive is not the one that the checksum database proves/);
    const own = await run([altered, D], lab.urls['sumdb-good'], { GOPRIVATE: 'example.test' });
    assert.equal(own.code, 0);
    assert.match(own.stdout, /One is private/);
  });
});
