/** Where the undo journal lies: the user's own state folder, never the workspace, where a repository could forge it. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type UserPlace, userFolder } from './userFolder.ts';

const STATE: UserPlace = { darwin: 'Library/Application Support', xdg: ['XDG_STATE_HOME', '.local/state'] };

/** Returns the folder's path, which may not exist; null where no home folder can be told. */
export function stateFolder(env: Environment, platform: NodeJS.Platform): string | null {
  return userFolder(STATE, env, platform);
}
