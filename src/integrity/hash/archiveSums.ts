/** What a module's archive is known by: to go by the hash of its content, to us by that of its bytes too. */
import { open } from 'node:fs/promises';
import { failure, type Result, success } from '../../base/result.ts';
import { hashFile } from './fileHash.ts';
import { hashZip, type ZipFault } from './zipHash.ts';

export interface ArchiveSums {
  readonly h1: string;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
}

/** `name` is `M@V`. Rejects with the signal's reason when aborted, and with nothing else. */
export async function archiveSums(
  file: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<ArchiveSums, ZipFault>> {
  const hash = await hashZip(file, name, signal);
  if (!hash.ok) return hash;
  const sha256 = await sumOf(file);
  return sha256 === null ? failure('unreadable') : success({ h1: hash.value.h1, sha256 });
}

async function sumOf(file: string): Promise<string | null> {
  try {
    const handle = await open(file);
    try {
      return await hashFile(handle, (await handle.stat()).size);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
