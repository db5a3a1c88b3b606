/**
 * The files of a zip archive, as its directory tells them. Where that is, is found by zip.js in its most tolerant way: of the libraries
 * it comes nearest to Go's archive/zip (reader.go), which reads past rubbish before and after an archive and mends offsets. The
 * headers are read here: the library makes so much of each that a walk with it costs as much as hashing all content.
 */
import { ERR_EOCDR_NOT_FOUND, type Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { Breather } from '../../base/breather.ts';
import { failure, type Result, success } from '../../base/result.ts';
import type { ArchiveBytes } from './archiveBytes.ts';
import { MAX_HEADER, readHeader, type ZipFile } from './zipHeader.ts';

/**
 * `not-a-zip`: there is no end record, or there are not as many headers as it announces. `unreadable`: go may well take it, and a false
 * alarm is worse than a miss: it has more files than we read, or the library refuses it (an end record that names another disk, no
 * first header where the library looks for it, a 64-bit value above 2⁵³, more than 64 KiB of rubbish after it).
 */
export type DirectoryFault = 'not-a-zip' | 'unreadable';

interface Place {
  readonly offset: number;
  /** The count that the end record announces; only its lower 16 bits are to be trusted. */
  readonly files: number;
  /** What is to be added to the offsets in the headers: rubbish stands before the archive. */
  readonly shift: number;
}

/** Ours: no module comes near, and each costs time. */
const MAX_FILES = 400_000;
/** How far before its end go looks for the end record of an archive, and so how much rubbish may follow one. */
const MAX_APPENDED = 65 * 1024;
/** The shortest archive: an end record and nothing else; and the longest such record, with what may follow it. */
const MIN_BYTES = 22;
const MAX_END = MIN_BYTES + 0xffff + MAX_APPENDED;
const END_SIGNATURE = 'PK\u0005\u0006';
/** Headers are read in such pieces. */
const PIECE = 1 << 20;
/** What the library reads at most: 65,536 headers, which it may have to count, with names of some length. */
const MAX_READ = 32 << 20;

/**
 * Returns the files in the directory's order. The library also reads past an end record with a wrong size, offset or comment
 * length, which go does not always. Rejects with the signal's reason when aborted, and with what the archive rejects.
 */
export async function readDirectory(
  archive: ArchiveBytes,
  signal: AbortSignal,
): Promise<Result<readonly ZipFile[], DirectoryFault>> {
  const place = await findDirectory(archive, signal);
  return place.ok ? readHeaders(archive, place.value, signal) : place;
}

/** Reads headers until there is none, as go does, and then counts them. */
async function readHeaders(
  archive: ArchiveBytes,
  { offset, files: announced, shift }: Place,
  signal: AbortSignal,
): Promise<Result<readonly ZipFile[], DirectoryFault>> {
  const breather = new Breather(signal);
  const files: ZipFile[] = [];
  for (let at = offset; ; ) {
    if (breather.isDue) await breather.breathe();
    const piece = await archive.read(at, PIECE);
    const isLast = piece.length < PIECE;
    let read = 0;
    while (isLast || read + MAX_HEADER <= piece.length) {
      const header = readHeader(piece, read);
      if (header === null) {
        const isWhole = (files.length & 0xffff) === (announced & 0xffff) && (await hasEnd(archive, at + read));
        return isWhole ? success(files) : failure('not-a-zip');
      }
      if (files.length === MAX_FILES) return failure('unreadable');
      files.push(shift === 0 ? header.file : { ...header.file, offset: header.file.offset + shift });
      read = header.end;
    }
    at += read;
  }
}

/** Reports whether an end record follows. Of a directory that was cut the last name reaches into it, which the library lets pass. */
async function hasEnd(archive: ArchiveBytes, after: number): Promise<boolean> {
  return (await archive.read(Math.max(after, archive.size - MAX_END), MAX_END)).includes(END_SIGNATURE);
}

async function findDirectory(archive: ArchiveBytes, signal: AbortSignal): Promise<Result<Place, DirectoryFault>> {
  if (archive.size < MIN_BYTES) return failure('not-a-zip');
  const reader = openZip(archive, signal);
  let files = 0;
  try {
    const onprogress = (_: number, all: number) => {
      files = all;
    };
    const first = await reader.getEntriesGenerator({ onprogress }).next();
    const offset = reader.directoryOffset;
    if (offset === undefined) return failure('unreadable');
    const header = first.done === true ? null : readHeader(await archive.read(offset, MAX_HEADER), 0);
    const shift = first.done === true || header === null ? 0 : first.value.offset - header.file.offset;
    return success({ offset, files, shift });
  } catch (error) {
    signal.throwIfAborted();
    const isNone = error instanceof Error && error.message === ERR_EOCDR_NOT_FOUND;
    return failure(isNone ? 'not-a-zip' : 'unreadable');
  }
}

function openZip(archive: ArchiveBytes, signal: AbortSignal): ZipReader<ArchiveBytes> {
  // The part of a reader that serves directories.
  const bytes: Pick<Reader<ArchiveBytes>, 'size' | 'readUint8Array'> = {
    size: archive.size,
    async readUint8Array(offset, length) {
      signal.throwIfAborted();
      // A copy: the library keeps what it has read while it reads on.
      return Buffer.from(await archive.read(offset, Math.min(length, MAX_READ)));
    },
  };
  return new ZipReader(bytes as Reader<ArchiveBytes>, {
    strictness: 'tolerant',
    maxAppendedDataSize: MAX_APPENDED,
    useWebWorkers: false,
    decodeText: () => '',
  });
}
