/** The content of one file in a zip archive: does it inflate to the size and the checksum that the directory declares? */
import { addAbortSignal, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ZipFile } from './zipDirectory.ts';

const STORED = 0;
const DEFLATED = 8;
const SLASH = 0x2f;
/** Up to this declared size a file is inflated in one go: a stream costs more than the file. */
const AT_ONCE = 64 * 1024;
/** Compressed bytes are handed to a stream in such pieces, so that an abort is seen between them. */
const PIECE = 64 * 1024;

/**
 * Reports whether go would read `file` to its end without an error (Open and checksumReader in archive/zip/reader.go); true
 * where that is not known, and the checksum after a content that has one goes unread. Never inflates more than the declared
 * size and a piece; rejects with the signal's reason when aborted.
 */
export async function isIntactEntry(archive: Buffer, file: ZipFile, signal: AbortSignal): Promise<boolean> {
  const start = await file.contentStart();
  if (start === 'absent') return false;
  // A folder has no content; some writers declare compressed bytes for it anyway.
  if (file.name.at(-1) === SLASH) return file.size === 0;
  if (start === 'unknown' || file.crc32 === undefined) return true;
  const sum = await contentSum(archive.subarray(start, start + file.compressedSize), file, signal);
  // Zero stands for a checksum that the writer did not know.
  return sum !== null && (sum === file.crc32 || (file.crc32 === 0 && !file.hasDescriptor));
}

/** The CRC-32 of the content, or null where it is not of the declared size or cannot be inflated. */
async function contentSum(packed: Buffer, { method, size }: ZipFile, signal: AbortSignal) {
  if (method === STORED) return packed.length === size ? crc32(packed) : null;
  if (method !== DEFLATED) return null;
  if (size > AT_ONCE) return inflatedSum(packed, size, signal);
  try {
    // One byte of room beyond, because a stream without content would need a limit of zero.
    const content = inflateRawSync(packed, { maxOutputLength: size + 1 });
    return content.length === size ? crc32(content) : null;
  } catch {
    return null;
  }
}

async function inflatedSum(packed: Buffer, size: number, signal: AbortSignal): Promise<number | null> {
  const pieces = function* () {
    for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
  };
  const inflate = addAbortSignal(signal, createInflateRaw({ chunkSize: PIECE }));
  Readable.from(pieces()).pipe(inflate);
  let read = 0;
  let sum = 0;
  try {
    for await (const piece of inflate) {
      read += piece.length;
      if (read > size) return null;
      sum = crc32(piece, sum);
    }
  } catch {
    signal.throwIfAborted();
    return null;
  }
  return read === size ? sum : null;
}
