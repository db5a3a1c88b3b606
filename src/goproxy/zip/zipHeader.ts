/** A file's header in the directory of a zip archive, read as Go does (readDirectoryHeader in archive/zip/reader.go). */

export interface ZipFile {
  /** Where its bytes are no UTF-8, U+FFFD stands in it. */
  readonly name: string;
  /** 0 stored, 8 deflated; go knows no other. */
  readonly method: number;
  /** False for links and devices, as the writer's system tells them apart. */
  readonly isRegular: boolean;
  /** The checksum was not known when the content was written, and follows it. */
  readonly hasDescriptor: boolean;
  /** As declared, as the sizes are. */
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header stands in the archive. */
  readonly offset: number;
}

/** Of a header: what precedes the name, and what a whole one may be at most. */
const FIXED = 46;
export const MAX_HEADER = FIXED + 3 * 0xffff;
const SIGNATURE = 0x02014b50;
const DESCRIPTOR_FLAG = 8;
const ZIP64_FIELD = 1;
const IN_ZIP64 = 0xffffffff;
/** The systems that write Unix modes, and of a mode the bits that tell what the file is. */
const UNIX = 3;
const MACOS = 19;
const KIND_BITS = 0o170000;
const REGULAR = 0o100000;

/** Returns the header at `at` of `bytes` and where it ends; null where there is none, or not a whole one, or one that go refuses. */
export function readHeader(bytes: Buffer, at: number): { readonly file: ZipFile; readonly end: number } | null {
  if (at + FIXED > bytes.length || bytes.readUInt32LE(at) !== SIGNATURE) return null;
  const extraAt = at + FIXED + bytes.readUInt16LE(at + 28);
  const commentAt = extraAt + bytes.readUInt16LE(at + 30);
  const end = commentAt + bytes.readUInt16LE(at + 32);
  if (end > bytes.length) return null;
  const file: ZipFile = {
    name: bytes.toString('utf8', at + FIXED, extraAt),
    method: bytes.readUInt16LE(at + 10),
    isRegular: isRegular(bytes.readUInt8(at + 5), bytes.readUInt16LE(at + 40)),
    hasDescriptor: (bytes.readUInt16LE(at + 8) & DESCRIPTOR_FLAG) !== 0,
    crc32: bytes.readUInt32LE(at + 16),
    compressedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
  const isPlain = file.size !== IN_ZIP64 && file.compressedSize !== IN_ZIP64 && file.offset !== IN_ZIP64;
  const whole = isPlain ? file : withWideNumbers(file, bytes.subarray(extraAt, commentAt));
  return whole === null ? null : { file: whole, end };
}

/** Reports whether archive/zip (struct.go, Mode) would see a plain file. */
function isRegular(system: number, mode: number): boolean {
  const kind = mode & KIND_BITS;
  return (system !== UNIX && system !== MACOS) || kind === 0 || kind === REGULAR;
}

/** Takes the numbers that have no room in the header from the zip64 field; null where it lacks one. A size of 2³²-1 may be meant. */
function withWideNumbers(file: ZipFile, extra: Buffer): ZipFile | null {
  const wide = { ...file };
  const missing = (['size', 'compressedSize', 'offset'] as const).filter((name) => file[name] === IN_ZIP64);
  for (let at = 0; at + 4 <= extra.length; ) {
    const isZip64 = extra.readUInt16LE(at) === ZIP64_FIELD;
    const start = at + 4;
    at = start + extra.readUInt16LE(at + 2);
    if (at > extra.length) break;
    if (!isZip64) continue;
    // The first such field serves all; what it lacks makes go give up.
    for (const [index, name] of missing.splice(0).entries()) {
      if (start + (index + 1) * 8 > at) return null;
      wide[name] = Number(extra.readBigUInt64LE(start + index * 8));
    }
  }
  return missing.every((name) => name === 'size') ? wide : null;
}
