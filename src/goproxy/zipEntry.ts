/** The content of one file in a zip archive: does it inflate to the size and the checksum that the directory declares? */
import { addAbortSignal, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { contentStart, type ZipFile } from './zipDirectory.ts';

const STORED = 0;
const DEFLATED = 8;
const SLASH = 0x2f;
/** Up to this declared size a file is inflated in one go: a stream costs more than the file. */
const AT_ONCE = 64 * 1024;
/** Compressed bytes are handed to a stream in such pieces, so that an abort is seen between them. */
const PIECE = 64 * 1024;
const DESCRIPTOR = 0x08074b50;

/**
 * Reports whether go would read `file` to its end without an error (Open and checksumReader in archive/zip/reader.go).
 * Never inflates more than the declared size and a piece; rejects with the signal's reason when aborted.
 */
export async function isIntactEntry(archive: Buffer, file: ZipFile, signal: AbortSignal): Promise<boolean> {
  const start = contentStart(archive, file);
  if (start === null) return false;
  // A folder has no content; some writers declare compressed bytes for it anyway.
  if (file.name.at(-1) === SLASH) return file.size === 0;
  const end = start + file.compressedSize;
  const packed = archive.subarray(start, end);
  const sum = await contentSum(packed, file, signal);
  if (sum === null) return false;
  if (file.hasDescriptor) return sum === file.crc32 && hasDescriptor(archive, end, file.crc32);
  // Zero stands for a checksum that the writer did not know.
  return file.crc32 === 0 || sum === file.crc32;
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

/** Reports whether the descriptor after the content repeats the checksum; its signature is optional, its sizes go unread. */
function hasDescriptor(archive: Buffer, at: number, sum: number): boolean {
  if (at + 4 > archive.length) return false;
  const signed = archive.readUInt32LE(at) === DESCRIPTOR;
  const from = signed ? at + 4 : at;
  return from + 12 <= archive.length && archive.readUInt32LE(from) === sum;
}
