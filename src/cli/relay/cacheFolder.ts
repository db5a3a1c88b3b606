/** Where the relay keeps what it has proved: in the user's own folder for caches, which may be emptied at any time. */
import path from 'node:path';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type UserPlace, userFolder } from '../../remedies/change/userFolder.ts';

const CACHES: UserPlace = { darwin: 'Library/Caches', xdg: ['XDG_CACHE_HOME', '.cache'] };

/** Returns the folder's path, which may not exist; null where no home folder can be told. */
export function cacheFolder(env: Environment, platform: NodeJS.Platform): string | null {
  const folder = userFolder(CACHES, env, platform);
  return folder !== null && platform === 'win32' ? path.win32.join(folder, 'cache') : folder;
}
