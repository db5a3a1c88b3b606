/** Runs the real go command as a stranger to this machine: nothing of its configuration, nothing cached, nothing left behind. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface GoRun {
  readonly goproxy: string;
  /** Beyond the clean environment; an empty string takes a variable away. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that exists; a fresh empty one unless given. */
  readonly cwd?: string;
  /** The whole process tree is killed then; 20 s unless given. */
  readonly timeoutMs?: number;
  /** Ends the run early, as the deadline does. */
  readonly signal?: AbortSignal;
  /** Adds -x: `# get URL` and `# get URL: 200 OK (0.001s)` lines on stderr. */
  readonly trace?: boolean;
  /** PEM file of the authorities to trust, instead of the system's: `lab.caFile`. */
  readonly caFile?: string;
}

export interface GoResult {
  /** Exit code; null where the run was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  readonly timedOut: boolean;
}

const DEFAULT_TIMEOUT_MS = 20_000;
/** What a real shell has and go needs; every other variable of ours stays out. */
const KEPT_VARIABLES = ['PATH', 'TMPDIR', 'SYSTEMROOT', 'GOROOT'];

/** Runs `go ARGS…` with GOPROXY and a fresh GOPATH, GOMODCACHE, GOCACHE and HOME; GOSUMDB=off, GOENV=off, GOTOOLCHAIN=local unless `env` says otherwise. */
export async function runGo(args: readonly string[], run: GoRun): Promise<GoResult> {
  const home = await mkdtemp(join(tmpdir(), 'goproxy-lab-go-'));
  try {
    const cwd = run.cwd ?? join(home, 'work');
    if (run.cwd === undefined) await mkdir(cwd);
    await muteTelemetry(home);
    return await execute(args, cwd, environment(home, run), run);
  } finally {
    await removeTree(home);
  }
}

function environment(home: string, run: GoRun): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const name of KEPT_VARIABLES) if (process.env[name] !== undefined) env[name] = process.env[name];
  Object.assign(env, {
    HOME: home,
    GOPATH: join(home, 'go'),
    GOMODCACHE: join(home, 'mod'),
    GOCACHE: join(home, 'cache'),
    GOENV: 'off',
    GOFLAGS: run.trace ? '-modcacherw -x' : '-modcacherw',
    GOPROXY: run.goproxy,
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    ...(run.caFile === undefined ? {} : { SSL_CERT_FILE: run.caFile, SSL_CERT_DIR: join(home, 'no-certificates') }),
    ...run.env,
  });
  for (const name of Object.keys(env)) if (env[name] === '') delete env[name];
  return env;
}

function execute(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, run: GoRun): Promise<GoResult> {
  const started = performance.now();
  // A process group of its own, so that git and the like die with it.
  const child = spawn('go', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  let timedOut = false;
  const kill = () => {
    timedOut = true;
    killGroup(child.pid);
  };
  const timer = setTimeout(kill, run.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  run.signal?.addEventListener('abort', kill, { once: true });
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', kill);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString();
      const ms = performance.now() - started;
      resolve({ code: timedOut ? null : code, stdout: text(stdout), stderr: text(stderr), ms, timedOut });
    });
    if (run.signal?.aborted) kill();
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself a moment ago.
  }
}

/** With a fresh HOME, go would start a child of its own for telemetry that outlives it and writes below HOME. */
async function muteTelemetry(home: string): Promise<void> {
  const folder = join(home, '.config', 'go', 'telemetry');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'mode'), 'off');
}

/** Removes a folder with read-only ones in it, as a module cache is without -modcacherw. */
async function removeTree(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
    await rm(folder, { recursive: true, force: true });
  }
}
