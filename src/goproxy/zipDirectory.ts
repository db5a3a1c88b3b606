/**
 * The table of contents of a zip archive, found and read as Go's archive/zip does (reader.go of Go 1.26). go takes rubbish
 * before and after an archive, miscounted directories and more that zip libraries refuse, and its verdict is what counts.
 */

export interface ZipFile {
  readonly name: Buffer;
  /** 0 stored, 8 deflated; go knows no other. */
  readonly method: number;
  /** A data descriptor with the checksum follows the content. */
  readonly hasDescriptor: boolean;
  readonly crc32: number;
  readonly compressedSize: number;
  /** As declared. */
  readonly size: number;
  /** Where its local header stands in the archive's bytes. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_LENGTH = 20;
const END_64 = 0x06064b50;
const END_64_LENGTH = 56;
const HEADER = 0x02014b50;
const HEADER_LENGTH = 46;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_LENGTH = 30;
const ZIP64_EXTRA = 1;
const MAX_32 = 0xffffffff;
const DESCRIPTOR_FLAG = 0x8;

/** Returns the files, or why there are none: go would find no archive, or it has more than `limit` files. Total; reads each byte once. */
export function readZipDirectory(archive: Buffer, limit: number): ZipFile[] | 'not-a-zip' | 'too-large' {
  const end = readEnd(archive);
  if (end === null) return 'not-a-zip';
  const files: ZipFile[] = [];
  let at = end.start;
  for (let header = readHeader(archive, at); header !== null; header = readHeader(archive, at)) {
    if (files.length === limit) return 'too-large';
    files.push({ ...header.file, offset: header.file.offset + end.base });
    at += header.length;
  }
  // The field has 16 bits and larger archives wrap around; a header that cannot be read counts only where one is missing.
  return (files.length & 0xffff) === end.count ? files : 'not-a-zip';
}

/** Returns where the content of `file` begins, or null where no local header stands before it. */
export function contentStart(archive: Buffer, { offset }: ZipFile): number | null {
  if (!isInside(archive, offset, LOCAL_HEADER_LENGTH) || archive.readUInt32LE(offset) !== LOCAL_HEADER) return null;
  return offset + LOCAL_HEADER_LENGTH + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
}

interface End {
  /** The number of headers modulo 2¹⁶, as the archive says. */
  readonly count: number;
  /** What must be added to every offset in the archive. */
  readonly base: number;
  /** Where the first header stands. */
  readonly start: number;
}

function readEnd(archive: Buffer): End | null {
  const at = findEnd(archive);
  if (at === null) return null;
  let endAt = at;
  let count = archive.readUInt16LE(at + 10);
  let size = archive.readUInt32LE(at + 12);
  let offset = archive.readUInt32LE(at + 16);
  // 0xffff for the size looks like a slip in Go, but so it reads.
  if (count === 0xffff || size === 0xffff || offset === MAX_32) {
    const found = findEnd64(archive, at);
    if (found !== null) {
      if (!isInside(archive, found, END_64_LENGTH) || archive.readUInt32LE(found) !== END_64) return null;
      endAt = found;
      count = archive.readUInt16LE(found + 32);
      size = readUInt64(archive, found + 40);
      offset = readUInt64(archive, found + 48);
    }
  }
  const start = endAt - size;
  if (start < 0 || start >= archive.length || offset > Number.MAX_SAFE_INTEGER) return null;
  // An archive whose own offset leads to a header is taken at its word, whatever its sizes say.
  const trusted = start > offset && readHeader(archive, offset) !== null;
  return trusted ? { count, base: 0, start: offset } : { count, base: start - offset, start };
}

/** Returns where the last end record stands, or null: it may be followed by a comment and by rubbish, 65 KiB in all. */
function findEnd(archive: Buffer): number | null {
  const from = Math.max(archive.length - 65 * 1024, 0);
  for (let at = archive.length - END_LENGTH; at >= from; at--) {
    if (archive.readUInt32LE(at) !== END) continue;
    const comment = archive.readUInt16LE(at + END_LENGTH - 2);
    return at + END_LENGTH + comment <= archive.length ? at : null;
  }
  return null;
}

function findEnd64(archive: Buffer, endAt: number): number | null {
  const at = endAt - LOCATOR_64_LENGTH;
  if (at < 0 || archive.readUInt32LE(at) !== LOCATOR_64) return null;
  if (archive.readUInt32LE(at + 4) !== 0 || archive.readUInt32LE(at + 16) !== 1) return null;
  const found = archive.readBigInt64LE(at + 8);
  return found < 0n ? null : Number(found);
}

function readHeader(archive: Buffer, at: number): { file: ZipFile; length: number } | null {
  if (!isInside(archive, at, HEADER_LENGTH) || archive.readUInt32LE(at) !== HEADER) return null;
  const nameLength = archive.readUInt16LE(at + 28);
  const extraLength = archive.readUInt16LE(at + 30);
  const length = HEADER_LENGTH + nameLength + extraLength + archive.readUInt16LE(at + 32);
  if (!isInside(archive, at, length)) return null;
  const nameEnd = at + HEADER_LENGTH + nameLength;
  const sizes = readSizes(archive, at, nameEnd, nameEnd + extraLength);
  if (sizes === null) return null;
  const file: ZipFile = {
    name: archive.subarray(at + HEADER_LENGTH, nameEnd),
    method: archive.readUInt16LE(at + 10),
    hasDescriptor: (archive.readUInt16LE(at + 8) & DESCRIPTOR_FLAG) !== 0,
    crc32: archive.readUInt32LE(at + 16),
    ...sizes,
  };
  return { file, length };
}

/** The sizes and the offset, from the zip64 field where the header has no room for them. */
function readSizes(
  archive: Buffer,
  at: number,
  extraStart: number,
  extraEnd: number,
): Pick<ZipFile, 'compressedSize' | 'size' | 'offset'> | null {
  const read = [archive.readUInt32LE(at + 24), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 42)];
  const wanted = read.map((value) => value === MAX_32);
  for (let field = extraStart; field + 4 <= extraEnd; ) {
    const end = field + 4 + archive.readUInt16LE(field + 2);
    if (end > extraEnd) break;
    if (archive.readUInt16LE(field) === ZIP64_EXTRA) {
      let value = field + 4;
      for (const [which, want] of wanted.entries()) {
        if (!want) continue;
        if (value + 8 > end) return null;
        read[which] = readUInt64(archive, value);
        wanted[which] = false;
        value += 8;
      }
    }
    field = end;
  }
  const [size = 0, compressedSize = 0, offset = 0] = read;
  // A size of 2³²−1 may be meant as such; the others may not.
  return wanted[1] || wanted[2] ? null : { size, compressedSize, offset };
}

/** Beyond 2⁵³ a number is no longer exact, and beyond every archive anyway. */
function readUInt64(archive: Buffer, at: number): number {
  return Number(archive.readBigUInt64LE(at));
}

function isInside(archive: Buffer, at: number, length: number): boolean {
  return at >= 0 && at + length <= archive.length;
}
