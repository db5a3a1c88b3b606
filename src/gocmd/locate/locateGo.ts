/** Finding the go command, with a log of where was looked and why the winner won. */
import path from 'node:path';
import { type Environment, environmentVariable } from '../env/environmentVariable.ts';
import { gorootOf } from './gorootOf.ts';
import type { ProgramKind, Programs } from './programs.ts';
import { commandNames, searchPath } from './searchPath.ts';
import { usualPlaces } from './usualPlaces.ts';

export type GoSource = 'configured' | 'path' | 'goroot' | 'usual-place';

export interface LocateStep {
  readonly source: GoSource;
  readonly candidate: string;
  /**
   * `relative`: a repository could steer it, so it is not looked at · `needs-shell`: a .bat or .cmd, which only a shell
   * can run.
   */
  readonly result: 'found' | 'relative' | 'needs-shell' | Exclude<ProgramKind, 'executable'>;
}

export interface LocatedGo {
  /** Absolute path, links not followed; null where there is none. That it is go shows only when it runs. */
  readonly path: string | null;
  readonly source: GoSource | null;
  /** The GOROOT it lies in, as far as its place tells (see gorootOf). */
  readonly goroot: string | null;
  /** Every candidate in the order of the search; the last is the winner, if there is one. */
  readonly steps: readonly LocateStep[];
}

export interface LocateRequest {
  /** The path from the settings: the command or its GOROOT, absolute or below `~`; '' where none is set. */
  readonly configured: string;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly programs: Programs;
  readonly homedir: string;
  /** Ends the search after the look that is under way, with nothing found. */
  readonly signal: AbortSignal;
}

/** Searches the configured path, PATH, $GOROOT/bin, the usual places; the first file that can be executed wins. */
export async function locateGo(request: LocateRequest): Promise<LocatedGo> {
  const steps: LocateStep[] = [];
  for await (const [source, candidate] of candidates(request)) {
    if (request.signal.aborted) break;
    if (steps.some((step) => step.candidate === candidate)) continue;
    const result = await examine(candidate, request);
    steps.push({ source, candidate, result });
    if (result === 'found') {
      return { path: candidate, source, goroot: await gorootOf(candidate, request.platform, request.programs), steps };
    }
  }
  return { path: null, source: null, goroot: null, steps };
}

async function examine(candidate: string, request: LocateRequest): Promise<LocateStep['result']> {
  const { platform, programs } = request;
  if (!pathsOf(platform).isAbsolute(candidate)) return 'relative';
  const kind = await programs.kind(candidate);
  if (kind !== 'executable') return kind;
  return platform === 'win32' && !/\.(?:exe|com)$/i.test(candidate) ? 'needs-shell' : 'found';
}

async function* candidates(request: LocateRequest): AsyncGenerator<readonly [GoSource, string]> {
  const { env, platform, programs, homedir } = request;
  const paths = pathsOf(platform);
  const names = commandNames('go', env, platform);
  const variable = (name: string) => environmentVariable(env, name, platform);
  if (request.configured !== '') {
    const configured = request.configured.replace(/^~(?=[/\\])/, () => homedir);
    yield ['configured', configured];
    if (paths.isAbsolute(configured) && (await programs.kind(configured)) === 'directory') {
      for (const name of names) yield ['configured', paths.join(configured, 'bin', name)];
    }
  }
  for (const candidate of searchPath('go', env, platform)) yield ['path', candidate];
  const goroot = variable('GOROOT');
  if (goroot !== '') for (const name of names) yield ['goroot', paths.join(goroot, 'bin', name)];
  for (const pattern of usualPlaces(env, platform, homedir)) {
    for (const place of await expand(pattern, platform, programs)) yield ['usual-place', place];
  }
}

/** Returns the paths that a pattern with at most one `*` stands for, the highest version first. */
async function expand(pattern: string, platform: NodeJS.Platform, programs: Programs): Promise<readonly string[]> {
  const paths = pathsOf(platform);
  const parts = pattern.split(paths.sep);
  const starred = parts.findIndex((part) => part.includes('*'));
  if (starred < 0) return [pattern];
  const [prefix = '', suffix = ''] = (parts[starred] ?? '').split('*');
  const names = await programs.list(parts.slice(0, starred).join(paths.sep));
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => [...parts.slice(0, starred), name, ...parts.slice(starred + 1)].join(paths.sep));
}

function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}
