/** The environment that this process was started with, where other extensions have changed it since. */
import type { Files } from '../../base/files.ts';
import type { Environment } from './environmentVariable.ts';

export interface StartupEnvironment {
  readonly env: Environment;
  /** Whether GOPROXY and the other pinned names are known to be those of the start. */
  readonly trusted: boolean;
}

/**
 * The names that the Go extension copies into the shared `process.env` when it starts and never refreshes
 * (updateGoVarsFromConfig in vscode-go's goInstallTools.ts): a later `go env -w` would seem masked by an OS variable.
 */
const PINNED = ['GOPATH', 'GOROOT', 'GOPROXY', 'GOBIN', 'GOMODCACHE'];

/** Given to an extension host by whoever starts it, and never set from within (VS Code's bootstrap-fork). */
const MARKER = 'VSCODE_ESM_ENTRYPOINT';

/** Linux allows an environment of a quarter of the stack limit, 2 MiB by default. */
const LIMIT = 4 << 20;

/**
 * Returns `processEnv` with the pinned names as they were at the start. Linux keeps the environment of execve in
 * /proc/self/environ, whatever the process sets later; elsewhere nothing does, and `trusted` is false. It is false too
 * where that file is another process's (a zygote's child sets its variables after the fork).
 * The command line has its `process.env` to itself and does not need this.
 */
export async function startupEnvironment(ports: {
  readonly platform: NodeJS.Platform;
  readonly processEnv: Environment;
  readonly files: Files;
}): Promise<StartupEnvironment> {
  const { platform, processEnv, files } = ports;
  const text = platform === 'linux' ? await files.readText('/proc/self/environ', LIMIT) : null;
  if (text === null || text === '') return { env: processEnv, trusted: false };
  const atStart = parseEnviron(text);
  if (processEnv[MARKER] !== atStart.get(MARKER)) return { env: processEnv, trusted: false };
  const env: Record<string, string | undefined> = { ...processEnv };
  for (const name of PINNED) {
    const value = atStart.get(name);
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return { env, trusted: true };
}

/** Reads `NAME=VALUE` entries that end with U+0000. Of a name given twice the first counts, as in getenv(3). */
function parseEnviron(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const entry of text.split('\0')) {
    const equals = entry.indexOf('=');
    const name = entry.slice(0, equals);
    if (equals > 0 && !variables.has(name)) variables.set(name, entry.slice(equals + 1));
  }
  return variables;
}
