/** A network and a set of name files of its own for a command: only loopback exists there, and names are asked of the lab. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NamespaceOptions {
  /** Content of /etc/resolv.conf; the lab's name server (127.0.0.53), asked twice for a second each, unless given. */
  readonly resolvConf?: string;
  /** Content of /etc/hosts; localhost only unless given. */
  readonly hosts?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

export interface NamespaceResult {
  /** Exit code; null where the command was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where labHost.ts puts its name server. */
export const NAMESPACE_RESOLVER = '127.0.0.53';

const DEFAULT_TIMEOUT_MS = 30_000;
const FILES = {
  'resolv.conf': `nameserver ${NAMESPACE_RESOLVER}\noptions timeout:1 attempts:2\n`,
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  'nsswitch.conf': 'hosts: files dns\n',
};
/** $1 is the folder of the three files, the rest the command. The mounts end with the namespace. */
const ENTER = [
  'set -e',
  'ip link set lo up',
  ...Object.keys(FILES).map((name) => `mount --bind "$1/${name}" /etc/${name}`),
  'shift',
  'exec "$@"',
].join('\n');

/** Reports whether this machine lets us make namespaces: Linux, and root. */
export function canMakeNamespaces(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Runs `command` in a fresh network and mount namespace. It cannot reach the servers of this process: labInNamespace.ts is for that. */
export async function inNamespace(
  command: readonly string[],
  options: NamespaceOptions = {},
): Promise<NamespaceResult> {
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-lab-ns-'));
  try {
    const files = {
      ...FILES,
      ...(options.resolvConf === undefined ? {} : { 'resolv.conf': options.resolvConf }),
      ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    // --kill-child with a PID namespace: whatever the command started ends with it.
    const enter = ['-mnpf', '--kill-child', '--mount-proc', 'sh', '-c', ENTER, 'sh', folder, ...command];
    return await run('unshare', enter, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], options: NamespaceOptions): Promise<NamespaceResult> {
  const child = spawn(command, args, { env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(kill, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  options.signal?.addEventListener('abort', kill, { once: true });
  if (options.signal?.aborted) kill();
  return new Promise<NamespaceResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  }).finally(() => {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', kill);
  });
}
