/** Where the books lie: beside the undo journal, in the user's own state folder. */
import path from 'node:path';
import { nodeLockOwners } from '../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import { BookShelf } from './bookShelf.ts';

/** Returns null where the system tells of no such folder: then nothing is kept, nor shared. */
export function openShelf(env: Environment, platform: NodeJS.Platform): BookShelf | null {
  const folder = stateFolder(env, platform);
  return folder === null ? null : new BookShelf(nodeWritableFiles, nodeLockOwners, path.join(folder, 'watch'));
}
