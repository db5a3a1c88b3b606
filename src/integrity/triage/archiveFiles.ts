/** The files of a module's archive, for holding two archives against each other. Hashes and go's rules are not its matter. */
import { readFile, stat } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { walkZip } from '../../goproxy/zip/zipDirectory.ts';
import type { TriageModule } from './source.ts';

export interface ArchiveFile {
  /** Declared, in bytes. */
  readonly size: number;
  readonly crc32: number | undefined;
  /** Returns its content, or null where it cannot be read or is larger than `limit` bytes. */
  content(limit: number): Promise<Buffer | null>;
}

const MAX_ARCHIVE = 64 << 20;
const STORED = 0;

/** Returns them by name, without `M@V/`; null where the archive cannot be read or is larger than 64 MB. Rejects only when aborted. */
export async function readArchive(
  file: string,
  { module, version }: TriageModule,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ArchiveFile> | null> {
  const archive = await readBytes(file, signal);
  if (archive === null) return null;
  const prefix = `${module}@${version}/`;
  const files = new Map<string, ArchiveFile>();
  const problem = await walkZip(archive, signal, (one) => {
    const name = one.name.toString('utf8');
    if (name.endsWith('/')) return null;
    files.set(name.startsWith(prefix) ? name.slice(prefix.length) : name, {
      size: one.size,
      crc32: one.crc32,
      content: async (limit) => {
        const start = await one.contentStart();
        if (typeof start !== 'number' || one.size > limit) return null;
        return unpack(archive.subarray(start, start + one.compressedSize), one.method, limit);
      },
    });
    return null;
  });
  return problem === null ? files : null;
}

function unpack(packed: Buffer, method: number, limit: number): Buffer | null {
  if (method === STORED) return packed.length > limit ? null : packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: limit });
  } catch {
    return null;
  }
}

async function readBytes(file: string, signal: AbortSignal): Promise<Buffer | null> {
  try {
    const { size } = await stat(file);
    return size > MAX_ARCHIVE ? null : await readFile(file, { signal });
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
