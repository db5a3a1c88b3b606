/**
 * The files of a zip archive, found by zip.js in its most tolerant way. Of the libraries it comes nearest to Go's
 * archive/zip (reader.go), which reads past rubbish before and after an archive and mends offsets.
 */
import { setImmediate } from 'node:timers/promises';
import {
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_EOCDR_NOT_FOUND,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  type FileEntry,
  type Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';

export interface ZipFile {
  readonly name: Buffer;
  /** 0 stored, 8 deflated; go knows no other. */
  readonly method: number;
  /** False for links and devices, as the writer's system tells them apart. */
  readonly isRegular: boolean;
  /** The checksum was not known when the content was written, and follows it. */
  readonly hasDescriptor: boolean;
  /** As declared; undefined where the library leaves it out (an encrypted file). */
  readonly crc32: number | undefined;
  readonly compressedSize: number;
  /** As declared. */
  readonly size: number;
  /** Returns where the content begins in the archive's bytes; `absent` where no local header stands before it. */
  contentStart(): Promise<number | 'absent' | 'unknown'>;
}

/** Ours: no module comes near, and each costs time. */
const MAX_FILES = 400_000;
/** How far before its end go looks for the end record of an archive, and so how much rubbish may follow one. */
const MAX_APPENDED = 65 * 1024;
/** The shortest archive: an end record and nothing else. */
const MIN_BYTES = 22;
/** Milliseconds of work between two breaths of the event loop. */
const BREATH = 10;
/** The system that wrote a file's attributes, and of a Unix mode the bits that tell what the file is. */
const UNIX = 3;
const MACOS = 19;
const KIND_BITS = 0o170000;
const REGULAR = 0o100000;
/** An order to stop once the local header has been read, before the content: that we inflate ourselves. */
const HEADER_ONLY = AbortSignal.abort();

/**
 * Shows the files one by one to `visit`, until it finds a problem, and returns that. `not-a-zip`: no end record, or a
 * directory that ends before all the files that it announces. Where the library refuses what go may well take, the walk
 * ends with null, as a false alarm is worse than a miss: an end record that names another disk, no first header where the
 * library looks for it (rubbish before the archive and a wrong size), a 64-bit value above 2⁵³, more than 64 KiB of rubbish
 * after it. It also reads past an end record with a wrong size, offset, count or comment length, which go does not always.
 * Rejects with the signal's reason when aborted, and with what `visit` throws. Keeps no file in memory.
 */
export async function walkZip<Problem>(
  archive: Buffer,
  signal: AbortSignal,
  visit: (file: ZipFile) => Promise<Problem | null> | Problem | null,
): Promise<Problem | 'not-a-zip' | 'too-large' | null> {
  if (archive.length < MIN_BYTES) return 'not-a-zip';
  let breath = performance.now();
  const breathe = async () => {
    if (performance.now() - breath > BREATH) {
      await setImmediate();
      breath = performance.now();
    }
    signal.throwIfAborted();
  };
  const entries = openZip(archive, breathe).getEntriesGenerator();
  for (let files = 0; ; files++) {
    let next: Awaited<ReturnType<typeof entries.next>>;
    try {
      next = await entries.next();
    } catch (error) {
      signal.throwIfAborted();
      return isProof(error, files) ? 'not-a-zip' : null;
    }
    if (next.done === true) return null;
    if (files === MAX_FILES) return 'too-large';
    await breathe();
    const problem = await visit(toFile(next.value as FileEntry));
    if (problem !== null) return problem;
  }
}

function openZip(archive: Buffer, breathe: () => Promise<void>): ZipReader<Buffer> {
  // The part of a reader that serves directories and headers, without a copy.
  const bytes: Pick<Reader<Buffer>, 'size' | 'readUint8Array'> = {
    size: archive.length,
    async readUint8Array(offset, length) {
      await breathe();
      return offset < 0 ? archive.subarray(0, 0) : archive.subarray(offset, offset + length);
    },
  };
  return new ZipReader(bytes as Reader<Buffer>, {
    strictness: 'tolerant',
    maxAppendedDataSize: MAX_APPENDED,
    useWebWorkers: false,
    // Names are judged as bytes; decoded ones would be kept to the end.
    decodeText: () => '',
  });
}

/**
 * Reports whether go would find no archive either. A directory without a first header is none: it may stand elsewhere for
 * go; one that ends before all the files that it announces has been found, and holds for both.
 */
function isProof(error: unknown, files: number): boolean {
  const message = error instanceof Error ? error.message : '';
  return message === ERR_EOCDR_NOT_FOUND || (message === ERR_CENTRAL_DIRECTORY_NOT_FOUND && files > 0);
}

function toFile(entry: FileEntry): ZipFile {
  return {
    name: Buffer.from(entry.rawFilename),
    method: entry.compressionMethod,
    isRegular: isRegular(entry),
    hasDescriptor: entry.bitFlag?.dataDescriptor === true,
    crc32: entry.crc32,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    contentStart: () => contentStart(entry),
  };
}

/** Reports whether archive/zip (struct.go, Mode) would see a plain file: only Unix and macOS say of what kind one is. */
function isRegular({ versionMadeBy, externalFileAttributes }: FileEntry): boolean {
  const creator = versionMadeBy >>> 8;
  const kind = (externalFileAttributes >>> 16) & KIND_BITS;
  return (creator !== UNIX && creator !== MACOS) || kind === 0 || kind === REGULAR;
}

async function contentStart(entry: FileEntry): Promise<number | 'absent' | 'unknown'> {
  try {
    await entry.getData(new WritableStream(), { signal: HEADER_ONLY });
  } catch (error) {
    if (error instanceof Error && error.message === ERR_LOCAL_FILE_HEADER_NOT_FOUND) return 'absent';
  }
  // What else the library refuses (a flag for encryption, a size beyond the directory) does not stop go.
  return entry.localDirectory?.dataOffset ?? 'unknown';
}
