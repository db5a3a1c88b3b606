/** Where the system wants a program to keep what is this user's own. */
import path from 'node:path';
import { type Environment, environmentVariable } from '../../gocmd/env/environmentVariable.ts';

/** One kind of folder, as each system has it: ours stands in it, by our name. */
export interface UserPlace {
  /** Below the home folder. */
  readonly darwin: string;
  /** XDG Base Directory Specification: the variable, and what counts without it, below the home folder. */
  readonly xdg: readonly [variable: string, otherwise: string];
}

/** Returns our folder's path, which may not exist; null where no home folder can be told. Windows has one kind only. */
export function userFolder(
  { darwin, xdg: [name, otherwise] }: UserPlace,
  env: Environment,
  platform: NodeJS.Platform,
): string | null {
  const variable = (one: string) => environmentVariable(env, one, platform);
  if (platform === 'win32') {
    const local = variable('LOCALAPPDATA');
    return path.win32.isAbsolute(local) ? path.win32.join(local, OURS) : null;
  }
  const home = variable('HOME');
  const below = (folder: string) => (home.startsWith('/') ? path.posix.join(home, folder, OURS) : null);
  if (platform === 'darwin') return below(darwin);
  const told = variable(name);
  // A relative one is to be ignored, says the specification.
  return told.startsWith('/') ? path.posix.join(told, OURS) : below(otherwise);
}

const OURS = 'goproxy-doctor';
