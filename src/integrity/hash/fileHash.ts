/** The SHA-256 of what a file begins with, read by pieces. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const PIECE = 1 << 20;

/** Returns the hexadecimal sum of the first `size` bytes; null where there are not so many. Rejects with what the file system says. */
export async function hashFile(file: FileHandle, size: number): Promise<string | null> {
  const sum = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(PIECE, size));
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - at), at);
    if (bytesRead === 0) return null;
    sum.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return sum.digest('hex');
}
