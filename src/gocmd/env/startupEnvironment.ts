/** The environment that this process was started with, where other extensions have changed it since. */
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import { type Environment, environmentVariable } from './environmentVariable.ts';
import { PINNED_NAMES } from './pinnedNames.ts';
import { readRegistryEnvironment } from './registryEnvironment.ts';

export interface StartupEnvironment {
  readonly env: Environment;
  /** Whether GOPROXY and the other pinned names are known to be those of the start. */
  readonly trusted: boolean;
}

export interface StartupPorts {
  readonly platform: NodeJS.Platform;
  readonly processEnv: Environment;
  readonly files: Files;
  /** Windows only; without it nothing is known there. */
  readonly processes?: Processes;
  /** A caller that keeps the answer for others gives none: there is a deadline. */
  readonly signal?: AbortSignal;
}

/** Given to an extension host by whoever starts it, and never set from within (VS Code's bootstrap-fork). */
const MARKER = 'VSCODE_ESM_ENTRYPOINT';

/** Linux allows an environment of a quarter of the stack limit, 2 MiB by default. */
const LIMIT = 4 << 20;

/**
 * Returns a copy of `processEnv` with the pinned names as they were at the start. Linux keeps the environment of execve
 * in /proc/self/environ, whatever the process sets later; Windows keeps what it gives to new processes in the registry.
 * Elsewhere nothing does. The Go extension always pins GOPROXY with the others, as it always has a default: where it is
 * not set, nothing was pinned yet.
 * The command line has its `process.env` to itself and does not need this.
 */
export async function startupEnvironment(ports: StartupPorts): Promise<StartupEnvironment> {
  const { platform, processEnv } = ports;
  // A copy: what is pinned later must not come in.
  const now = { ...processEnv };
  if (platform === 'linux') {
    const env = await atExec(now, ports.files);
    if (env !== null) return { env, trusted: true };
  }
  if (environmentVariable(now, 'GOPROXY', platform) === '') return { env: now, trusted: true };
  const env = platform === 'win32' ? await byRegistry(now, ports) : null;
  return env === null ? { env: now, trusted: false } : { env, trusted: true };
}

/** Null where the file cannot be read, or is another process's: a zygote's child sets its variables after the fork. */
async function atExec(now: Environment, files: Files): Promise<Environment | null> {
  const text = await files.readText('/proc/self/environ', LIMIT);
  if (text === null || text === '') return null;
  const atStart = parseEnviron(text);
  if (now[MARKER] !== atStart.get(MARKER)) return null;
  const env: Record<string, string | undefined> = { ...now };
  for (const name of PINNED_NAMES) {
    const value = atStart.get(name);
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return env;
}

/**
 * A variable that the registry does not have was set within, or by hand in the shell that started VS Code: that is not
 * told apart, and the first is common.
 */
async function byRegistry(now: Environment, ports: StartupPorts): Promise<Environment | null> {
  const { processes, signal = new AbortController().signal } = ports;
  const stored = processes === undefined ? null : await readRegistryEnvironment({ env: now, processes, signal });
  if (stored === null) return null;
  const env: Record<string, string | undefined> = { ...now };
  for (const name of Object.keys(now)) {
    const upper = name.toUpperCase();
    if (!PINNED_NAMES.includes(upper)) continue;
    const value = stored.get(upper) ?? '';
    // reg.exe writes in the console's code page; what did not survive that is set there, and so was not pinned.
    if (value === '') delete env[name];
    else if (!value.includes('\ufffd')) env[name] = value;
  }
  return env;
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
