/** The content of one file of an archive, for who wants the bytes; whether they are what was declared is for others to judge. */
import { inflateRawSync } from 'node:zlib';
import type { ZipFile } from './zipDirectory.ts';

const STORED = 0;
const DEFLATED = 8;

/** Returns it, or null where it cannot be read, or is larger than `limit` bytes. */
export async function entryContent(archive: Buffer, file: ZipFile, limit: number): Promise<Buffer | null> {
  const start = await file.contentStart();
  if (typeof start !== 'number' || file.size > limit) return null;
  const packed = archive.subarray(start, start + file.compressedSize);
  if (file.method === STORED) return packed.length > limit ? null : packed;
  if (file.method !== DEFLATED) return null;
  try {
    // One byte of room beyond, because a file without content would need a limit of zero.
    const content = inflateRawSync(packed, { maxOutputLength: Math.min(limit, file.size) + 1 });
    return content.length > limit ? null : content;
  } catch {
    return null;
  }
}
