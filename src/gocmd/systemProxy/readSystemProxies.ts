/** Reads the forward proxies that the system is set to use: texts for the parsers of net/forwardProxy/systemProxy, found where each system keeps them. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import { type Environment, environmentVariable } from '../env/environmentVariable.ts';
import type { Programs } from '../locate/programs.ts';
import { findOnPath } from '../locate/searchPath.ts';

/** The text of one place, for the parser of that name. */
export interface SystemProxyText {
  readonly source: 'windows' | 'macos' | 'gnome' | 'kde' | 'login';
  readonly text: string;
}

export interface SystemProxyRequest {
  readonly env: Environment;
  readonly homedir: string;
  readonly platform: NodeJS.Platform;
  readonly files: Files;
  readonly processes: Processes;
  readonly programs: Programs;
  readonly signal: AbortSignal;
  /** Milliseconds for the one program that is asked; tens are usual. */
  readonly deadline: number;
}

const INTERNET_SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const MAX_OUTPUT = 256 << 10;
const MAX_FILE = 256 << 10;

/** Returns what could be read; a place that is missing or silent is none. Rejects only when aborted. */
export async function readSystemProxies(request: SystemProxyRequest): Promise<readonly SystemProxyText[]> {
  const texts = await Promise.all(placesOf(request));
  request.signal.throwIfAborted();
  return texts.filter((text) => text !== null);
}

function placesOf(request: SystemProxyRequest): readonly Promise<SystemProxyText | null>[] {
  switch (request.platform) {
    case 'win32':
      return [printed('windows', regExe(request.env), ['query', INTERNET_SETTINGS], request)];
    case 'darwin':
      return [printed('macos', '/usr/sbin/scutil', ['--proxy'], request)];
    default:
      return [desktopText(request), written('login', '/etc/environment', request)];
  }
}

/** Only the desktop that runs counts: another one's settings may lie about for years. Without a desktop there is none. */
async function desktopText(request: SystemProxyRequest): Promise<SystemProxyText | null> {
  const { env, homedir, platform, programs } = request;
  // VS Code hides the true one from what it starts.
  const desktop = env.ORIGINAL_XDG_CURRENT_DESKTOP || env.XDG_CURRENT_DESKTOP || '';
  if (/\bKDE\b/i.test(desktop)) {
    const config = env.XDG_CONFIG_HOME ?? '';
    const folder = path.posix.isAbsolute(config) ? config : path.posix.join(homedir, '.config');
    return written('kde', path.posix.join(folder, 'kioslaverc'), request);
  }
  if (desktop === '') return null;
  const gsettings = await findOnPath('gsettings', env, platform, programs);
  if (gsettings === null) return null;
  return printed('gnome', gsettings, ['list-recursively', 'org.gnome.system.proxy'], request);
}

async function written(
  source: SystemProxyText['source'],
  file: string,
  { files }: SystemProxyRequest,
): Promise<SystemProxyText | null> {
  const text = await files.readText(file, MAX_FILE);
  return text === null ? null : { source, text };
}

async function printed(
  source: SystemProxyText['source'],
  program: string,
  args: readonly string[],
  { env, processes, signal, deadline }: SystemProxyRequest,
): Promise<SystemProxyText | null> {
  const result = await processes.run(program, args, { env, signal, deadline, maxOutput: MAX_OUTPUT });
  return result.kind === 'exited' && result.code === 0 ? { source, text: result.stdout } : null;
}

/** By its full path: a bare name would be looked for in the current directory first. */
function regExe(env: Environment): string {
  const root = environmentVariable(env, 'SystemRoot', 'win32');
  return `${/^[A-Za-z]:\\/.test(root) ? root : 'C:\\Windows'}\\System32\\reg.exe`;
}
