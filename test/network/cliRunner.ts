/** Runs the bundled command line as a child process, with an environment of its own. */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildBundles } from './builtBundles.ts';

export interface CliOptions {
  /** Beyond the clean environment. An undefined one is taken away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The Node to run it with; this one unless told. */
  readonly node?: string;
  /** Put before the command, such as `unshare -m …`. */
  readonly within?: readonly string[];
  /** Nobody reads stdout and stderr: what is written there fails with EPIPE, as behind `| head -1`. */
  readonly unread?: boolean;
  /** Called as soon as the process runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface CliRunner {
  /** A folder with a go.mod whose one requirement is the lab's. */
  readonly workspace: string;
  /** The user's home, with go's env file below .config/go. */
  readonly home: string;
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Writes the file of `go env -w`; an empty text takes it away. */
  writeGoEnv(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** The oldest Node that the command line must run on, where the system has one beside ours. */
export const SYSTEM_NODE = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (file) => existsSync(file) && realpathSync(file) !== realpathSync(process.execPath),
);

/** Nothing takes longer than this, ms. */
const DEADLINE = 20_000;

export async function startCliRunner(): Promise<CliRunner> {
  const bundles = await buildBundles();
  const folder = await mkdtemp(path.join(tmpdir(), 'goproxy-doctor-cli-'));
  const workspace = path.join(folder, 'workspace');
  const home = path.join(folder, 'home');
  const goEnv = path.join(home, '.config', 'go', 'env');
  await mkdir(path.dirname(goEnv), { recursive: true });
  await mkdir(workspace);
  await writeFile(path.join(workspace, 'go.mod'), 'module consumer.test/app\n\nrequire example.test/a v1.0.0\n');
  return {
    workspace,
    home,
    run: (args, options = {}) => run(bundles.cli, args, options, { home, workspace }),
    writeGoEnv: (text) => (text === '' ? rm(goEnv, { force: true }) : writeFile(goEnv, text)),
    stop: async () => {
      await rm(folder, { recursive: true, force: true });
      await bundles.remove();
    },
  };
}

function run(
  cli: string,
  args: readonly string[],
  { env = {}, node = process.execPath, within = [], onStart, unread }: CliOptions,
  { home, workspace }: { readonly home: string; readonly workspace: string },
): Promise<CliResult> {
  const whole: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: home,
    // Whatever is asked here must be of the lab: without a list there is none.
    GOPROXY: 'off',
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    ...env,
  };
  const [command = node, ...rest] = [...within, node, cli, ...args];
  const begin = performance.now();
  const child = spawn(command, rest, { cwd: workspace, env: whole, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  if (unread === true) for (const stream of [child.stdout, child.stderr]) stream.destroy();
  onStart?.(kill);
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, ms: performance.now() - begin });
    });
  });
}
