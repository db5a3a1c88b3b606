/** The content of one file in a zip archive, held against the size and the checksum that the directory declares. */
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ArchiveBytes } from './archiveBytes.ts';
import type { ZipFile } from './zipHeader.ts';

/** Is handed content, piece by piece; the bytes hold until it returns. */
export type Take = (piece: Buffer) => void;

const STORED = 0;
const DEFLATED = 8;
/** Of the header before the content: its signature, its length without names, and where the lengths of these stand. */
const LOCAL = { signature: 0x04034b50, length: 30, name: 26, extra: 28 };
/** What may follow the content: its own signature or none, then the checksum and two sizes, which go leaves unread. */
const DESCRIPTOR = { signature: 0x08074b50, length: 12 };
/** Up to these sizes a content is inflated in one go: a stream costs several times as much. */
const AT_ONCE = { packed: 1 << 20, content: 8 << 20 };
/** A larger one goes through a stream in such pieces, so that an abort is seen between them. */
const PIECE = 64 << 10;

/**
 * Hands the content to `take`, and reports whether go would read it to its end without an error (Open and checksumReader in
 * archive/zip/reader.go). Never inflates more than the declared size and a piece. Rejects with the signal's reason when aborted, and
 * with what the archive rejects.
 */
export async function readEntry(
  archive: ArchiveBytes,
  file: ZipFile,
  signal: AbortSignal,
  take: Take,
): Promise<boolean> {
  const start = contentStart(file, await archive.read(file.offset, LOCAL.length));
  if (start === null) return false;
  // A folder has no content; some writers declare compressed bytes for it anyway.
  if (file.name.endsWith('/')) return file.size === 0;
  let left = file.size;
  let sum = 0;
  const add = (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) return false;
    sum = crc32(piece, sum);
    take(piece);
    return true;
  };
  const isWhole = isSmall(file)
    ? inflateAtOnce(await archive.read(start, file.compressedSize), file.size, add)
    : await unpack(packedPieces(archive, start, file.compressedSize, signal), file, signal, add);
  if (!isWhole || left !== 0) return false;
  if (file.hasDescriptor)
    return sum === file.crc32 && sum === (await describedSum(archive, start + file.compressedSize));
  // Zero stands for a checksum that the writer did not know.
  return sum === file.crc32 || file.crc32 === 0;
}

/** Returns the content, or null where it is larger than `limit` or go would not read it to its end. Rejects as readEntry. */
export async function entryContent(
  archive: ArchiveBytes,
  file: ZipFile,
  limit: number,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  const isGood =
    file.size <= limit && (await readEntry(archive, file, signal, (piece) => pieces.push(Buffer.from(piece))));
  return isGood ? Buffer.concat(pieces) : null;
}

/** Returns where the content begins after its local header; null where that is none. */
function contentStart({ offset }: ZipFile, header: Buffer): number | null {
  if (header.length < LOCAL.length || header.readUInt32LE() !== LOCAL.signature) return null;
  return offset + LOCAL.length + header.readUInt16LE(LOCAL.name) + header.readUInt16LE(LOCAL.extra);
}

function isSmall({ method, compressedSize, size }: ZipFile): boolean {
  return method === DEFLATED && size <= AT_ONCE.content && compressedSize <= AT_ONCE.packed;
}

/** Takes a piece; returns false where it is not wanted, and then no further one comes. */
type Add = (piece: Buffer) => boolean;

/** Reports whether all could be unpacked and was wanted. */
async function unpack(
  packed: AsyncIterable<Buffer>,
  { method }: ZipFile,
  signal: AbortSignal,
  add: Add,
): Promise<boolean> {
  if (method === DEFLATED) return inflateStreamed(packed, signal, add);
  if (method !== STORED) return false;
  for await (const piece of packed) if (!add(piece)) return false;
  return true;
}

async function* packedPieces(archive: ArchiveBytes, start: number, length: number, signal: AbortSignal) {
  const end = Math.min(start + length, archive.size);
  for (let at = start; at < end; at += PIECE) {
    signal.throwIfAborted();
    yield await archive.read(at, Math.min(PIECE, end - at));
  }
}

function inflateAtOnce(packed: Buffer, size: number, add: Add): boolean {
  // A byte beyond, to see that there is more than was declared; and room for all at once, so that nothing is joined afterwards.
  const room = size + 1;
  let content: Buffer;
  try {
    content = inflateRawSync(packed, { maxOutputLength: room, chunkSize: Math.max(room, constants.Z_MIN_CHUNK) });
  } catch (error) {
    if (!isZlibFault(error)) throw error;
    return false;
  }
  const isWanted = add(content);
  release(content);
  return isWanted;
}

/**
 * Gives a large buffer's memory back, where Node can (from 22 on, whose collector waits long for the bytes behind small objects); a
 * small buffer may share its memory with others.
 */
function release({ buffer, byteLength }: Buffer & { readonly buffer: { transfer?(size: number): unknown } }): void {
  if (byteLength >= Buffer.poolSize) buffer.transfer?.(0);
}

/** Written by hand: a pipeline reads on while the stream still works on a piece, and each would have to be copied. */
async function inflateStreamed(packed: AsyncIterable<Buffer>, signal: AbortSignal, add: Add): Promise<boolean> {
  const inflate = createInflateRaw({ chunkSize: PIECE });
  const ended = new Promise<boolean>((resolve) => {
    inflate.on('end', () => resolve(true));
    for (const event of ['error', 'close']) inflate.on(event, () => resolve(false));
  });
  inflate.on('data', (piece: Buffer) => {
    if (signal.aborted || !add(piece)) inflate.destroy();
    // A shorter one has left room, which the stream goes on to fill.
    else if (piece.length === PIECE) release(piece);
  });
  try {
    for await (const piece of packed) {
      const taken = new Promise<null>((resolve) => inflate.write(piece, () => resolve(null)));
      if ((await Promise.race([taken, ended])) !== null) break;
    }
    inflate.end();
    const isWhole = await ended;
    signal.throwIfAborted();
    return isWhole;
  } finally {
    inflate.destroy();
  }
}

/** Of what inflates not, or to more than there is room for. */
function isZlibFault(error: unknown): boolean {
  return /^(?:Z_|ERR_BUFFER_TOO_LARGE$)/.test((error as NodeJS.ErrnoException | null)?.code ?? '');
}

/** Returns the checksum that follows a content, or null where none does (readDataDescriptor). Some writers put a signature before it. */
async function describedSum(archive: ArchiveBytes, at: number): Promise<number | null> {
  const bytes = await archive.read(at, DESCRIPTOR.length + 4);
  const sumAt = bytes.length >= 4 && bytes.readUInt32LE() === DESCRIPTOR.signature ? 4 : 0;
  return bytes.length < sumAt + DESCRIPTOR.length ? null : bytes.readUInt32LE(sumAt);
}
