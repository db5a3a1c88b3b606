/** Imports that meet a full disk, a read-only cache, another import, a cancel, or the end of their process: nothing is half imported. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importModules } from '../../../src/integrity/import/importModules.ts';
import { runGo } from '../../lab/goRunner.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import { until } from '../../support/until.ts';
import { type CliRunner, startCliRunner } from '../cliRunner.ts';
import { ports, told, useImportRig } from './importRig.ts';
import type { Kill } from './killedDriver.ts';

const NAMES = ['example.test/b@v1.0.0', 'example.test/c@v1.0.0', 'example.test/big@v1.0.0'];
const DRIVER = fileURLToPath(new URL('./killedDriver.ts', import.meta.url));

describe('import in hard times', function () {
  this.timeout(120_000);
  const rig = useImportRig();
  let runner: CliRunner;
  before(async () => {
    runner = await startCliRunner();
  });
  after(() => runner.stop());

  const archives = () => Promise.all(NAMES.map((name, at) => rig.write(`${at}.zip`, rig.module(name).zip)));
  const archive = async (name: string) => rig.write('one.zip', rig.module(name).zip);
  /** What go would take for there: files of a version, its lock and marks left out. */
  const kept = async (root: string) => {
    const files = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const names = files
      .filter((one) => one.isFile())
      .map((one) => path.relative(root, path.join(one.parentPath, one.name)));
    return names.filter((name) => !/(?:^|\/)(?:list|lock|\S+\.lock)$|\/sumdb\//.test(name));
  };
  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    HOME: rig.folder,
    GOENV: 'off',
    GOMODCACHE: rig.cache,
    GOPROXY: rig.lab.urls['sumdb-good'],
    GOSUMDB: rig.lab.sumdbKey,
    XDG_STATE_HOME: path.join(rig.folder, 'state'),
    ...more,
  });
  /** Runs `import` where the folder is mounted as told; what is in the cache afterwards is listed from within. */
  async function within(mount: string, file: string, env: Readonly<Record<string, string>> = {}) {
    const list = path.join(rig.folder, 'kept');
    const script = `${mount}\n"$@"; code=$?; (cd "${rig.cache}" && find . -type f) > "${list}"; exit $code`;
    const options = { env: environment(env), within: ['unshare', '-m', 'sh', '-c', script, 'sh'] };
    const { code, stdout, stderr } = await runner.run(['import', file, '--json'], options);
    const files = (await readFile(list, 'utf8')).split('\n');
    return { code, stdout, stderr, files: files.filter((name) => /@v\/\S+\.(?:zip|mod|info|ziphash)$|@v1/.test(name)) };
  }

  it('a full disk of the cache: says so, and leaves nothing behind', async function () {
    if (!canMakeNamespaces()) this.skip();
    await mkdir(rig.cache);
    const file = await archive('example.test/big@v1.0.0');
    const { code, stdout, files } = await within(`mount -t tmpfs -o size=400k none "${rig.cache}"`, file);
    const { imported } = JSON.parse(stdout) as { imported: readonly { ok: boolean; code: string }[] };
    assert.deepEqual([code, imported[0]?.ok, imported[0]?.code], [1, false, 'disk'], stdout);
    assert.deepEqual(files, []);
  });

  it('a full disk of the temporary files: says so, and leaves the cache alone', async function () {
    if (!canMakeNamespaces()) this.skip();
    const small = path.join(rig.folder, 'small');
    await mkdir(rig.cache);
    await mkdir(small);
    const file = await archive('example.test/big@v1.0.0');
    const mount = `mount -t tmpfs -o size=400k none "${small}"`;
    const { code, stderr, files } = await within(mount, file, { TMPDIR: small });
    assert.equal(code, 3);
    assert.match(stderr, /folder for temporary files is full/);
    assert.deepEqual(files, []);
  });

  it('a cache that is read-only: says so', async function () {
    if (!canMakeNamespaces()) this.skip();
    await mkdir(rig.cache);
    const file = await archive('example.test/e@v1.0.0');
    const { code, stdout, files } = await within(`mount --bind -o ro "${rig.cache}" "${rig.cache}"`, file);
    const { imported } = JSON.parse(stdout) as { imported: readonly { ok: boolean; code: string }[] };
    assert.deepEqual([code, imported[0]?.ok, imported[0]?.code], [1, false, 'disk'], stdout);
    assert.deepEqual(files, []);
  });

  it('two at once: both take all, once', async () => {
    const files = await archives();
    const [one, two] = await Promise.all([rig.take(files), rig.take([...files].reverse())]);
    assert.ok(told(one).modules.every(({ ok }) => ok));
    assert.ok(told(two).modules.every(({ ok }) => ok));
    await isWhole(NAMES);
  });

  it('cancelled at each step: nothing is there, or all of it', async () => {
    const files = await archives();
    for (const step of ['read', 'hash', 'prove', 'try', 'take']) {
      const controller = new AbortController();
      const question = await rig.question(files);
      const running = importModules(question, ports, controller.signal, (progress) => {
        if (progress.step === step) controller.abort(new Error('cancelled'));
      });
      await assert.rejects(running, /cancelled/, step);
      assert.deepEqual(await kept(rig.cache), [], step);
    }
  });

  /** Reports which of them go has without a network; what is there is what it must be. */
  async function isWhole(names: readonly string[]): Promise<readonly string[]> {
    const env = { GOMODCACHE: rig.cache };
    const { stdout } = await runGo(['mod', 'download', '-json', ...names], { goproxy: 'off', env });
    const there: string[] = [];
    for (const name of names) {
      const { path: module, version, zipHash } = rig.module(name);
      const base = path.join(rig.cache, 'cache', 'download', module, '@v', version);
      if (!stdout.includes(`"Sum": "${zipHash}"`)) continue;
      assert.deepEqual(await readFile(`${base}.zip`), rig.module(name).zip, name);
      there.push(name);
    }
    return there;
  }

  /** Runs the driver until it has killed itself, and go, which goes on alone, has ended too. */
  async function kill(how: Pick<Kill, 'step' | 'run' | 'ms'>, files: readonly string[]): Promise<void> {
    const { database, ...question } = await rig.question(files);
    const { credentials: _, ...rest } = database;
    const told: Kill = { question, database: rest, ...how };
    const temporary = path.join(rig.folder, 'tmp');
    await mkdir(temporary, { recursive: true });
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [DRIVER, JSON.stringify(told)], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await new Promise((resolve) => child.once('close', resolve));
    assert.equal(child.signalCode, 'SIGKILL');
    await until(() => !isRunning(rig.cache, temporary), 'go has ended');
    assert.ok(
      (await readdir(temporary)).every((name) => /^(?:goproxy-doctor-|go-)/.test(name)),
      'ours by their names',
    );
  }

  const STEPS = ['read', 'hash', 'prove', 'try', 'take'] as const;
  const RUNS = [
    [1, 0],
    [1, 15],
    [2, 0],
    [2, 3],
    [2, 6],
    [2, 10],
    [2, 15],
    [2, 25],
    [2, 40],
  ] as const;
  for (const how of [
    ...STEPS.map((step) => ({ step, run: null, ms: 0 })),
    ...RUNS.map(([run, ms]) => ({ step: null, run, ms })),
  ]) {
    const when = how.step === null ? `${how.ms} ms into run ${how.run} of go` : `at step ${how.step}`;
    it(`killed ${when}: each version is there whole or not at all, and is imported by the next`, async function () {
      if (!existsSync('/proc/self/environ')) this.skip();
      const files = await archives();
      await kill(how, files);
      const there = await isWhole(NAMES);
      if (how.step !== null) assert.deepEqual(there, []);
      const again = told(await rig.take(files));
      assert.ok(again.modules.every(({ ok }) => ok));
      assert.deepEqual(await isWhole(NAMES), NAMES);
    });
  }
});

/** Reports whether any process works with these folders: its environment names them. */
function isRunning(...folders: readonly string[]): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
      return folders.some((folder) => environment.includes(folder));
    } catch {
      return false;
    }
  });
}
