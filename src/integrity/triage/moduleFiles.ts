/** The files of a module, of an archive or of a folder alike, for holding two of them against each other. */
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { walkZip } from '../../goproxy/zip/zipDirectory.ts';
import type { Fetched } from './fetched.ts';
import type { TriageModule } from './source.ts';

export interface ModuleFile {
  /** Bytes; as an archive declares them. */
  readonly size: number;
  /** Returns its content, or null where it cannot be read or is larger than `limit` bytes. */
  content(limit: number): Promise<Buffer | null>;
}

/** By name, without `M@V/`. */
export type ModuleFiles = ReadonlyMap<string, ModuleFile>;

const MAX_ARCHIVE = 64 << 20;
const MAX_FILES = 200_000;
const STORED = 0;

/** Returns null where they cannot be read, and of an archive of more than 64 MB. Rejects only when aborted. */
export function readModuleFiles(
  { kind, path: place }: NonNullable<Fetched['content']>,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<ModuleFiles | null> {
  return kind === 'zip' ? readArchive(place, subject, signal) : readFolder(place, signal);
}

async function readArchive(
  file: string,
  { module, version }: TriageModule,
  signal: AbortSignal,
): Promise<ModuleFiles | null> {
  const archive = await readBytes(file, MAX_ARCHIVE, signal);
  if (archive === null) return null;
  const prefix = `${module}@${version}/`;
  const files = new Map<string, ModuleFile>();
  const problem = await walkZip(archive, signal, (one) => {
    const name = one.name.toString('utf8');
    if (name.endsWith('/')) return null;
    files.set(name.startsWith(prefix) ? name.slice(prefix.length) : name, {
      size: one.size,
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

/** Links are files here, as go takes them for changed ones: it makes none. */
async function readFolder(folder: string, signal: AbortSignal): Promise<ModuleFiles | null> {
  const files = new Map<string, ModuleFile>();
  try {
    const folders = [''];
    for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
      for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
        signal.throwIfAborted();
        const name = path.posix.join(below, entry.name);
        const place = path.join(folder, name);
        if (entry.isDirectory()) folders.push(name);
        else if (files.size >= MAX_FILES) return null;
        else files.set(name, { size: (await lstat(place)).size, content: (limit) => readBytes(place, limit, signal) });
      }
    }
    return files;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function readBytes(file: string, limit: number, signal: AbortSignal): Promise<Buffer | null> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= limit ? await readFile(file, { signal }) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
