/** Archives of hundreds of megabytes, which are written and not kept. */
import { open } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { craftZip } from '../unit/goproxy/craftZip.ts';

/** Bytes that do not pack. */
export function noise(size: number): Buffer {
  const bytes = new Uint32Array(size / 4);
  let state = 2463534242;
  for (let at = 0; at < bytes.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return Buffer.from(bytes.buffer);
}

export interface LargeZip {
  /** How many, of the same content. */
  readonly files: number;
  /** Of each, bytes. */
  readonly size: number;
  readonly method: 0 | 8;
}

/** Writes a module's archive (`name` is M@V) that does not pack, without ever having it in memory. */
export async function writeLargeZip(target: string, name: string, { files, size, method }: LargeZip): Promise<void> {
  const content = Buffer.alloc(size, noise(1 << 20));
  const packed = method === 8 ? deflateRawSync(content, { level: 0 }) : content;
  const first = craftZip([{ name: `${name}/000000`, content, method, packed }]);
  const end = first.length - 22;
  const headerAt = first.readUInt32LE(end + 16);
  const local = Buffer.from(first.subarray(0, headerAt));
  const header = Buffer.from(first.subarray(headerAt, end));
  const headers: Buffer[] = [];
  const handle = await open(target, 'w');
  try {
    for (let at = 0; at < files; at++) {
      const digits = String(at).padStart(6, '0');
      local.write(digits, 30 + name.length + 1);
      header.write(digits, 46 + name.length + 1);
      header.writeUInt32LE(at * headerAt, 42);
      headers.push(Buffer.from(header));
      await handle.write(local);
    }
    const record = Buffer.from(first.subarray(end));
    for (const field of [8, 10]) record.writeUInt16LE(files, field);
    record.writeUInt32LE(files * header.length, 12);
    record.writeUInt32LE(files * headerAt, 16);
    await handle.write(Buffer.concat([...headers, record]));
  } finally {
    await handle.close();
  }
}
