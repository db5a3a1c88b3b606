/** Zip archives made by hand, so that each of their fields can lie. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface CraftedFile {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** 0 stored (default), 8 deflated, or anything. */
  readonly method?: number;
  readonly crc32?: number;
  /** The declared size. */
  readonly size?: number;
  readonly compressedSize?: number;
  readonly flags?: number;
  /** What follows the content: a data descriptor, or rubbish. */
  readonly after?: Buffer;
  /** Extra field of the directory. */
  readonly extra?: Buffer;
  /** A raw deflate stream in place of the content's own. */
  readonly packed?: Buffer;
  readonly localSignature?: number;
  /** As a Unix system writes it, with the bits that tell a link from a file. */
  readonly unixMode?: number;
  readonly offset?: number;
}

export interface CraftedEnd {
  readonly count?: number;
  readonly size?: number;
  readonly offset?: number;
  readonly comment?: Buffer;
  readonly commentLength?: number;
  /** What stands between the directory and its end record. */
  readonly before?: Buffer;
}

/** Writes the archive; whatever is not told is true. */
export function craftZip(files: readonly CraftedFile[], end: CraftedEnd = {}): Buffer {
  const bodies: Buffer[] = [];
  const headers: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name as string);
    const content = Buffer.from((file.content ?? '') as string);
    const packed = file.packed ?? (file.method === 8 ? deflateRawSync(content) : content);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(file.flags ?? 0, 2);
    fields.writeUInt16LE(file.method ?? 0, 4);
    fields.writeUInt32LE(file.crc32 ?? crc32(content), 10);
    fields.writeUInt32LE(file.compressedSize ?? packed.length, 14);
    fields.writeUInt32LE(file.size ?? content.length, 18);
    const extra = file.extra ?? Buffer.alloc(0);
    const local = Buffer.concat([
      uint32(file.localSignature ?? 0x04034b50),
      fields,
      uint16(name.length),
      uint16(0),
      name,
      packed,
    ]);
    headers.push(
      Buffer.concat([uint32(0x02014b50), uint16(file.unixMode === undefined ? 20 : 0x0314), fields]),
      Buffer.concat([uint16(name.length), uint16(extra.length), Buffer.alloc(8), uint16(file.unixMode ?? 0)]),
      uint32(file.offset ?? offset),
      name,
      extra,
    );
    bodies.push(local, file.after ?? Buffer.alloc(0));
    offset += local.length + (file.after?.length ?? 0);
  }
  const directory = Buffer.concat(headers);
  const comment = end.comment ?? Buffer.alloc(0);
  const count = uint16(end.count ?? files.length & 0xffff);
  return Buffer.concat([
    ...bodies,
    directory,
    end.before ?? Buffer.alloc(0),
    Buffer.concat([uint32(0x06054b50), uint32(0), count, count]),
    uint32(end.size ?? directory.length),
    uint32(end.offset ?? offset),
    uint16(end.commentLength ?? comment.length),
    comment,
  ]);
}

export function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

export function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

export function uint64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}
