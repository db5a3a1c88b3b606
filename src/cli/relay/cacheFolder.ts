/** Where the relay keeps what it has proved: in the user's own folder for caches, which may be emptied at any time. */
import path from 'node:path';
import { type Environment, environmentVariable } from '../../gocmd/env/environmentVariable.ts';

/** Returns the folder's path, which may not exist; null where no home folder can be told. */
export function cacheFolder(env: Environment, platform: NodeJS.Platform): string | null {
  const variable = (name: string) => environmentVariable(env, name, platform);
  if (platform === 'win32') {
    const local = variable('LOCALAPPDATA');
    return path.win32.isAbsolute(local) ? path.win32.join(local, 'goproxy-doctor', 'cache') : null;
  }
  const home = variable('HOME');
  const below = (folder: string) => (home.startsWith('/') ? path.posix.join(home, folder, 'goproxy-doctor') : null);
  if (platform === 'darwin') return below('Library/Caches');
  // A relative one is to be ignored (XDG Base Directory Specification).
  const cache = variable('XDG_CACHE_HOME');
  return cache.startsWith('/') ? path.posix.join(cache, 'goproxy-doctor') : below('.cache');
}
