/** Where the undo journal lies: the user's own state folder, never the workspace, where a repository could forge it. */
import path from 'node:path';
import { type Environment, environmentVariable } from '../../gocmd/env/environmentVariable.ts';

/** Returns the folder's path, which may not exist; null where no home folder can be told. */
export function stateFolder(env: Environment, platform: NodeJS.Platform): string | null {
  const variable = (name: string) => environmentVariable(env, name, platform);
  if (platform === 'win32') {
    const local = variable('LOCALAPPDATA');
    return path.win32.isAbsolute(local) ? path.win32.join(local, 'goproxy-doctor') : null;
  }
  const home = variable('HOME');
  const below = (folder: string) => (home.startsWith('/') ? path.posix.join(home, folder, 'goproxy-doctor') : null);
  if (platform === 'darwin') return below('Library/Application Support');
  // A relative one is to be ignored (XDG Base Directory Specification).
  const state = variable('XDG_STATE_HOME');
  return state.startsWith('/') ? path.posix.join(state, 'goproxy-doctor') : below('.local/state');
}
