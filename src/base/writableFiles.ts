/** Changing files as a port: bytes in, and each write a single step, so that a test can end the process between any two. */
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from './result.ts';

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** The permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** ms since the epoch. */
  readonly changed: number;
}

/** The errno word of a step that failed, null for one that did not. `EFBIG`: more than the limit; `EINVAL`: no regular file. */
export type Errno = string | null;

/** No call rejects. A path that is a link is followed, but for `look`, `rename`, `remove` and `link`. */
export interface WritableFiles {
  /** Returns the bytes of a regular file; null where there is none. */
  read(path: string, limit: number): Promise<Result<Buffer | null, string>>;
  /** Returns what is at the path itself; null where there is nothing, or nothing can be told. */
  look(path: string): Promise<FileFacts | null>;
  /** Returns the names in a folder; none where it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Returns the path without links in it; null where it leads nowhere. */
  realPath(path: string): Promise<string | null>;
  /** Reports whether the file lets itself be written: by this user, and with a write bit, which root has to be asked for. */
  isWritable(path: string): Promise<boolean>;

  /** Writes a file that must not exist yet, down to the disk. The umask takes from the mode unless an owner is given too. */
  create(path: string, bytes: Uint8Array, facts: { readonly mode: number } & Partial<FileFacts>): Promise<Errno>;
  /** Writes over a file in its place: a process that dies meanwhile leaves a part. */
  overwrite(path: string, bytes: Uint8Array): Promise<Errno>;
  /** Replaces `to` in one step. */
  rename(from: string, to: string): Promise<Errno>;
  /** Gives a file a second name, which must not exist yet. */
  link(from: string, to: string): Promise<Errno>;
  /** Removes a file or a link. */
  remove(path: string): Promise<Errno>;
  createFolder(path: string, mode: number): Promise<Errno>;
  /** Removes an empty folder. */
  removeFolder(path: string): Promise<Errno>;
  setMode(path: string, mode: number): Promise<Errno>;
}

/** A FIFO would wait for its other end. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const WRITE_BITS = 0o222;

export const nodeWritableFiles: WritableFiles = {
  async read(file, limit) {
    try {
      const handle = await fs.open(file, READ);
      try {
        const facts = await handle.stat();
        if (!facts.isFile()) return failure('EINVAL');
        if (facts.size > limit) return failure('EFBIG');
        return success(await handle.readFile());
      } finally {
        await handle.close();
      }
    } catch (error) {
      const code = codeOf(error);
      return code === 'ENOENT' || code === 'ENOTDIR' ? success(null) : failure(code);
    }
  },
  async look(file) {
    try {
      const facts = await fs.lstat(file);
      const kind = facts.isFile() ? 'file' : facts.isDirectory() ? 'folder' : facts.isSymbolicLink() ? 'link' : 'other';
      return { kind, mode: facts.mode & 0o7777, uid: facts.uid, gid: facts.gid, changed: facts.mtimeMs };
    } catch {
      return null;
    }
  },
  list: (folder) => fs.readdir(folder).catch(() => []),
  realPath: (file) => fs.realpath(file).catch(() => null),
  async isWritable(file) {
    try {
      await fs.access(file, constants.W_OK);
      return ((await fs.stat(file)).mode & WRITE_BITS) !== 0;
    } catch {
      return false;
    }
  },

  create: (file, bytes, { mode, uid, gid }) =>
    step(async () => {
      const handle = await fs.open(file, 'wx', mode);
      try {
        await handle.writeFile(bytes);
        if (uid !== undefined && gid !== undefined) {
          // Only root may give a file away; what is not given stays ours.
          await handle.chown(uid, gid).catch(() => undefined);
          await handle.chmod(mode);
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
    }),
  overwrite: (file, bytes) =>
    step(async () => {
      const handle = await fs.open(file, 'r+');
      try {
        await handle.truncate(0);
        await handle.write(bytes, 0, bytes.length, 0);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }),
  rename: (from, to) =>
    step(async () => {
      await fs.rename(from, to);
      await syncFolder(path.dirname(to));
    }),
  link: (from, to) => step(() => fs.link(from, to)),
  remove: (file) => step(() => fs.unlink(file)),
  createFolder: (folder, mode) => step(() => fs.mkdir(folder, { mode })),
  removeFolder: (folder) => step(() => fs.rmdir(folder)),
  setMode: (file, mode) => step(() => fs.chmod(file, mode)),
};

async function step(action: () => Promise<unknown>): Promise<Errno> {
  try {
    await action();
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** So that the new name outlives a power cut. Not every system can do that to a folder. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await fs.open(folder, constants.O_RDONLY);
    await handle.sync().finally(() => handle.close());
  } catch {
    // The rename itself is done.
  }
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
