/** Looking at the files that may be programs, as a port. */
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';

export type ProgramKind = 'executable' | 'not-executable' | 'directory' | 'missing';

export interface Programs {
  /** Returns what a path is, links followed; `missing` also where it cannot be looked at. */
  kind(path: string): Promise<ProgramKind>;
  /** Returns the names in a directory; none where it cannot be read. */
  list(directory: string): Promise<readonly string[]>;
  /** Reports whether every user of this machine may read a file; never on Windows, where that is said in another way. */
  isOpenToAll(path: string): Promise<boolean>;
  /** Returns the path with all links followed, or null. */
  realPath(path: string): Promise<string | null>;
}

export const nodePrograms: Programs = {
  async kind(path) {
    try {
      const stats = await stat(path);
      if (stats.isDirectory()) return 'directory';
      if (!stats.isFile()) return 'not-executable';
    } catch {
      return 'missing';
    }
    try {
      await access(path, constants.X_OK);
      return 'executable';
    } catch {
      return 'not-executable';
    }
  },
  async list(directory) {
    try {
      return await readdir(directory);
    } catch {
      return [];
    }
  },
  async isOpenToAll(path) {
    if (process.platform === 'win32') return false;
    try {
      return ((await stat(path)).mode & constants.S_IROTH) !== 0;
    } catch {
      return false;
    }
  },
  async realPath(path) {
    try {
      return await realpath(path);
    } catch {
      return null;
    }
  },
};
