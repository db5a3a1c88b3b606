/** Reading files as a port. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

export interface Files {
  /** Returns the text of a file, at most `limit` bytes of it, or null when it cannot be read. */
  readText(path: string, limit?: number): Promise<string | null>;
}

/** Larger than any configuration file that go would take seriously. */
const DEFAULT_LIMIT = 1 << 20;

/** Most configuration files fit into one. */
const PIECE = 16 << 10;

/** Opening a FIFO waits for its other end, unless told not to. Windows has no such flag, and no such files. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export const nodeFiles: Files = {
  async readText(path, limit = DEFAULT_LIMIT) {
    try {
      const handle = await open(path, READ);
      try {
        // A device would block or never end: only regular files are configuration.
        if (!(await handle.stat()).isFile()) return null;
        // Read by pieces: the size of a file in /proc is told as 0.
        const pieces: Buffer[] = [];
        for (let left = limit; left > 0; ) {
          const piece = Buffer.allocUnsafe(Math.min(left, PIECE));
          const { bytesRead } = await handle.read(piece, 0, piece.length, null);
          if (bytesRead === 0) break;
          pieces.push(piece.subarray(0, bytesRead));
          left -= bytesRead;
        }
        return Buffer.concat(pieces).toString('utf8');
      } finally {
        await handle.close();
      }
    } catch {
      return null;
    }
  },
};
