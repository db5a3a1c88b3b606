/** Where PATH leads: the files that a bare command name may stand for. */
import path from 'node:path';
import { type Environment, environmentVariable } from '../env/environmentVariable.ts';
import type { Programs } from './programs.ts';

/** On Windows a bare name takes the endings of PATHEXT, in their order. */
export function commandNames(name: string, env: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform !== 'win32') return [name];
  const endings = environmentVariable(env, 'PATHEXT', platform).toLowerCase().split(';');
  const known = endings.filter((ending) => /^\.(?:exe|com|bat|cmd)$/.test(ending));
  return (known.length > 0 ? known : ['.exe']).map((ending) => `${name}${ending}`);
}

/** Returns the candidates for `name` on the PATH, in order. */
export function searchPath(name: string, env: Environment, platform: NodeJS.Platform): readonly string[] {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  return (
    environmentVariable(env, 'PATH', platform)
      .split(paths.delimiter)
      .map((entry) => (platform === 'win32' ? entry.replaceAll('"', '') : entry))
      // An empty entry means the current directory; exec.LookPath refuses what it finds there (ErrDot).
      .filter((directory) => directory !== '')
      .flatMap((directory) => commandNames(name, env, platform).map((file) => paths.join(directory, file)))
  );
}

/** Returns the first executable that a bare name stands for, or null. Relative entries do not count: a repository could steer them. */
export async function findOnPath(
  name: string,
  env: Environment,
  platform: NodeJS.Platform,
  programs: Programs,
): Promise<string | null> {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  for (const candidate of searchPath(name, env, platform)) {
    if (paths.isAbsolute(candidate) && (await programs.kind(candidate)) === 'executable') return candidate;
  }
  return null;
}
