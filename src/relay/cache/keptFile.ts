/**
 * One file of the cache: bytes, and behind them a seal that says of which key they are, how many, and what their SHA-256 is. A file that
 * was damaged, cut or mixed up shows before anything of it is handed on; hashing it as go does would mean to unpack it.
 */
import { hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { failure, type Result, success } from '../../base/result.ts';
import { hashFile } from '../../integrity/hash/fileHash.ts';
import { HELD } from '../openArchive.ts';

export interface KeptBytes {
  readonly size: number;
  /** In memory where it is no larger than an answer that is held there; else a stream that has to be read or destroyed. */
  readonly body: Uint8Array | Readable;
}

/** ms after which a use is noted: by it the file that was not used for longest is found. */
const NOTED = 60_000;
const SEAL = /^\ngpd1 ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9]{16})\n$/;
const SEAL_SIZE = sealOf('0'.repeat(64), '0'.repeat(64), 0).length;

/** `key` and `sha256` in hexadecimal. */
export function sealOf(key: string, sha256: string, size: number): Buffer {
  return Buffer.from(`\ngpd1 ${key} ${sha256} ${String(size).padStart(16, '0')}\n`);
}

/** Never rejects. */
export async function readKept(file: string, key: string): Promise<Result<KeptBytes, 'absent' | 'damaged'>> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return failure('absent');
  let isHandedOn = false;
  try {
    const { size: whole, mtimeMs } = await handle.stat();
    const size = whole - SEAL_SIZE;
    if (size < 0) return failure('damaged');
    if (Date.now() - mtimeMs > NOTED) await handle.utimes(new Date(), new Date());
    if (size <= HELD) {
      const bytes = await readAll(handle, 0, whole);
      const body = bytes.subarray(0, size);
      const isSound = isSealed(bytes.subarray(size), key, hash('sha256', body, 'hex'), size);
      return isSound ? success({ size, body }) : failure('damaged');
    }
    const seal = await readAll(handle, size, SEAL_SIZE);
    if (!isSealed(seal, key, await hashFile(handle, size), size)) return failure('damaged');
    isHandedOn = true;
    return success({ size, body: handle.createReadStream({ start: 0, end: size - 1, highWaterMark: 1 << 18 }) });
  } catch {
    return failure('damaged');
  } finally {
    if (!isHandedOn) await handle.close().catch(() => undefined);
  }
}

function isSealed(seal: Buffer, key: string, sha256: string | null, size: number): boolean {
  const [, sealed, sum, count] = SEAL.exec(seal.toString('latin1')) ?? [];
  return sealed === key && sum === sha256 && Number(count) === size;
}

/** Returns fewer bytes where the file is shorter. */
async function readAll(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  for (let read = 1; read > 0 && filled < length; filled += read)
    ({ bytesRead: read } = await handle.read(buffer, filled, length - filled, from + filled));
  return buffer.subarray(0, filled);
}
