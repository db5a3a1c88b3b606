/** Driver (labHost.ts): plays scenarios of one go version on the stage and returns what a terminal would have shown. */
import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Driver } from '../../test/lab/labHost.ts';
import { normalise } from './normalise.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { NAME_SERVER, type Stage, setStage } from './stage.ts';

export interface RecordInput {
  readonly goroot: string;
  /** Host name of Go's own mirror: `GO-MIRROR` in scenarios and texts. */
  readonly mirror: string;
  /** Names of scenarios, all of one go version. */
  readonly names: readonly string[];
}

export type Recorded =
  | { readonly name: string; readonly output: string; readonly code: number | null; readonly ms: number }
  | { readonly name: string; readonly problem: string };

const HOME = '/home/dev';
const APP = `${HOME}/app`;
const USER = 1000;
const DEADLINE_MS = 180_000;
const run = promisify(execFile);

const driver: Driver = async ({ lab }, input): Promise<Recorded[]> => {
  const { goroot, mirror, names } = input as RecordInput;
  await run('mount', ['-t', 'tmpfs', 'tmpfs', '/home']);
  await mkdir('/home/cache');
  // On the disk: what go builds would fill the memory.
  const cache = await mkdtemp(join(tmpdir(), 'goproxy-record-cache-'));
  await chown(cache, USER, USER);
  await run('mount', ['--bind', cache, '/home/cache']);
  if (goroot !== '/usr/local/go') await run('mount', ['--bind', goroot, '/usr/local/go']);
  const scenarios = SCENARIOS.filter(({ name }) => names.includes(name)).map((one) => withMirror(one, mirror));
  const hosts = new Set(scenarios.flatMap((scenario) => Object.keys(scenario.hosts ?? {})));
  const stage = await setStage(lab, [...hosts, 'goproxy.corp.example']);
  const results: Recorded[] = [];
  for (const scenario of scenarios) {
    const started = performance.now();
    const played = await play(scenario, stage).catch((error: Error) => error);
    const ms = Math.round(performance.now() - started);
    if (played instanceof Error) results.push({ name: scenario.name, problem: played.message });
    else {
      const output = normalise(played.output).replaceAll(mirror, 'GO-MIRROR');
      results.push({ name: scenario.name, output, code: played.code, ms });
    }
  }
  await stage.stop();
  await rm(cache, { recursive: true, force: true });
  return results;
};

/** Functions stay as they are: only the names in strings and keys change. */
function withMirror(scenario: Scenario, mirror: string): Scenario {
  const hosts = Object.entries(scenario.hosts ?? {}).map(([name, what]) => [name.replace('GO-MIRROR', mirror), what]);
  return { ...scenario, goproxy: scenario.goproxy.replace('GO-MIRROR', mirror), hosts: Object.fromEntries(hosts) };
}

async function play(scenario: Scenario, stage: Stage): Promise<{ output: string; code: number | null }> {
  await mkdir(HOME, { recursive: true });
  await run('mount', ['-t', 'tmpfs', 'tmpfs', HOME]);
  await chown(HOME, USER, USER);
  try {
    await writeFile(
      '/etc/resolv.conf',
      scenario.resolvConf ?? `nameserver ${NAME_SERVER}\noptions timeout:1 attempts:2\n`,
    );
    await writeFiles(scenario, stage);
    if (scenario.before !== undefined) {
      await stage.set(scenario, true);
      const asRoot = scenario.before.startsWith('# root\n');
      await shell(scenario.before, environment(scenario, stage, true), asRoot ? 0 : USER);
    }
    await stage.set(scenario, false);
    return await shell(scenario.command, environment(scenario, stage, false), USER);
  } finally {
    await run('umount', ['-R', '-l', HOME]);
  }
}

async function writeFiles(scenario: Scenario, stage: Stage): Promise<void> {
  const files = { '.config/go/telemetry/mode': 'off', 'app/.keep': '', ...scenario.files };
  for (const [name, content] of Object.entries(files)) {
    const path = join(HOME, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      path,
      content.replace('$SUMS', () => stage.modules.goSum()),
    );
    if (content.startsWith('#!')) await chmod(path, 0o755);
  }
  await rm(join(APP, '.keep'));
  await run('chown', ['-R', `${USER}:${USER}`, HOME]);
}

function environment(scenario: Scenario, stage: Stage, mild: boolean): NodeJS.ProcessEnv {
  const env: Record<string, string> = {
    PATH: '/usr/local/go/bin:/usr/bin:/bin',
    HOME,
    LANG: 'C.UTF-8',
    GOCACHE: '/home/cache',
    GOENV: 'off',
    GOPROXY: scenario.goproxy,
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    SSL_CERT_FILE: stage.caFile,
    SSL_CERT_DIR: '/home/no-certificates',
    GIT_SSL_CAINFO: stage.caFile,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    ...scenario.env,
    // What comes before must not meet the fault.
    ...(mild
      ? {
          HTTP_PROXY: '',
          HTTPS_PROXY: '',
          GOSUMDB: 'off',
          GOFLAGS: '-modcacherw',
          PATH: '/usr/local/go/bin:/usr/bin:/bin',
        }
      : {}),
  };
  for (const [name, value] of Object.entries(env)) {
    if (value === '') delete env[name];
    else env[name] = value.replaceAll('$KEY', () => stage.sumdb.key);
  }
  return env;
}

async function shell(
  line: string,
  env: NodeJS.ProcessEnv,
  uid: number,
): Promise<{ output: string; code: number | null }> {
  const path = '/home/output';
  // One file for both streams, as a terminal has them: in the order in which they were written.
  const file = await open(path, 'w');
  // By its whole name: a scenario may have a PATH without sh.
  const child = spawn('/bin/sh', ['-c', line], {
    cwd: APP,
    env,
    uid,
    gid: uid,
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
  });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, DEADLINE_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearTimeout(timer));
  await file.close();
  return { output: await readFile(path, 'utf8'), code };
}

export default driver;
