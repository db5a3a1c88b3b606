/** Reading files as a port. */
import { open } from 'node:fs/promises';

export interface Files {
  /** Returns the text of a file, at most `limit` bytes of it, or null when it cannot be read. */
  readText(path: string, limit?: number): Promise<string | null>;
}

/** Larger than any configuration file that go would take seriously. */
const DEFAULT_LIMIT = 1 << 20;

export const nodeFiles: Files = {
  async readText(path, limit = DEFAULT_LIMIT) {
    try {
      const handle = await open(path, 'r');
      try {
        // A FIFO or a device would block or never end: only regular files are configuration.
        if (!(await handle.stat()).isFile()) return null;
        const buffer = Buffer.alloc(limit);
        const { bytesRead } = await handle.read(buffer, 0, limit, 0);
        return buffer.toString('utf8', 0, bytesRead);
      } finally {
        await handle.close();
      }
    } catch {
      return null;
    }
  },
};
