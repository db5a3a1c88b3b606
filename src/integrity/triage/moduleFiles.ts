/** The files of a module, of an archive or of a folder alike, for holding two of them against each other. */
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { bytesInMemory } from '../../goproxy/zip/archiveBytes.ts';
import { readDirectory } from '../../goproxy/zip/zipDirectory.ts';
import { entryContent } from '../../goproxy/zip/zipEntry.ts';
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
  const bytes = await readBytes(file, MAX_ARCHIVE, signal);
  if (bytes === null) return null;
  const archive = bytesInMemory(bytes);
  const directory = await readDirectory(archive, signal);
  if (!directory.ok) return null;
  const prefix = `${module}@${version}/`;
  const files = new Map<string, ModuleFile>();
  for (const one of directory.value) {
    if (one.name.endsWith('/')) continue;
    files.set(one.name.startsWith(prefix) ? one.name.slice(prefix.length) : one.name, {
      size: one.size,
      content: (limit) => entryContent(archive, one, limit, signal),
    });
  }
  return files;
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
