/** The files of a module, of an archive or of a folder alike, for holding two of them against each other. */
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArchiveBytes } from '../../goproxy/zip/archiveBytes.ts';
import { readDirectory } from '../../goproxy/zip/zipDirectory.ts';
import { entryContent } from '../../goproxy/zip/zipEntry.ts';
import type { ZipFile } from '../../goproxy/zip/zipHeader.ts';
import { ArchiveFile } from '../hash/archiveFile.ts';
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

/** Their content can be read until they are closed. */
export interface OpenedFiles {
  readonly files: ModuleFiles;
  close(): void;
}

const MAX_FILES = 200_000;

/** Returns null where they cannot be read. Rejects only when aborted. */
export function openModuleFiles(
  { kind, path: place }: NonNullable<Fetched['content']>,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<OpenedFiles | null> {
  return kind === 'zip' ? openArchive(place, subject, signal) : readFolder(place, signal);
}

async function openArchive(
  file: string,
  { module, version }: TriageModule,
  signal: AbortSignal,
): Promise<OpenedFiles | null> {
  const opened = ArchiveFile.open(file);
  if (!opened.ok) return null;
  const archive = opened.value;
  try {
    const directory = await readDirectory(archive, signal);
    if (directory.ok) return { files: filesIn(archive, directory.value), close: () => archive.close() };
  } catch {
    // Cut while it was read: as one that cannot be.
  }
  archive.close();
  signal.throwIfAborted();
  return null;

  function filesIn(bytes: ArchiveBytes, directory: readonly ZipFile[]): ModuleFiles {
    const prefix = `${module}@${version}/`;
    const own = directory.filter(({ name }) => !name.endsWith('/'));
    return new Map(
      own.map((one): [string, ModuleFile] => [
        one.name.startsWith(prefix) ? one.name.slice(prefix.length) : one.name,
        { size: one.size, content: (limit) => contentOf(bytes, one, limit, signal) },
      ]),
    );
  }
}

async function contentOf(bytes: ArchiveBytes, file: ZipFile, limit: number, signal: AbortSignal) {
  try {
    return await entryContent(bytes, file, limit, signal);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** Links are files here, as go takes them for changed ones: it makes none. */
async function readFolder(folder: string, signal: AbortSignal): Promise<OpenedFiles | null> {
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
    return { files, close: () => undefined };
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
