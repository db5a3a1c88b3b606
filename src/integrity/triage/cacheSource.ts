/** What the module cache holds of a version, hashed anew, and held against the hash that go wrote beside it. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import { hashDirectory } from '../hash/directoryHash.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip, type ZipFault } from '../hash/zipHash.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

const MAX_MOD = 16 << 20;
const MAX_ZIPHASH = 1 << 10;
/** What keeps us from reading an archive and says nothing of its bytes. */
const UNJUDGED: ReadonlySet<ZipFault> = new Set(['too-large', 'unreadable', 'absent']);

/**
 * Returns a row for what was downloaded, and one for the folder that go builds from, where it is there. `modCache` is GOMODCACHE;
 * nothing in it is changed. Rejects only when aborted.
 */
export async function readCache(
  modCache: string,
  { module, version }: TriageModule,
  files: Files,
  signal: AbortSignal,
): Promise<Fetched[]> {
  const [escapedPath, escapedVersion] = [escapePath(module), escapeVersion(version)];
  const absent = withoutFiles({ ...sourceRow('cache'), detail: 'absent' });
  if (modCache === '' || escapedPath === null || escapedVersion === null) return [absent];
  const base = path.join(modCache, 'cache', 'download', ...escapedPath.split('/'), '@v', escapedVersion);
  // go writes it once the archive is whole; without one it hashes the archive itself.
  const recorded = (await files.readText(`${base}.ziphash`, MAX_ZIPHASH))?.trim() || null;
  const name = `${module}@${version}`;
  const downloaded = await readDownloaded(base, name, recorded, signal);
  const folder = path.join(modCache, ...escapedPath.split('/')).concat(`@${escapedVersion}`);
  // go unpacks anew what has no hash, and what it was interrupted at (DownloadDir in cmd/go/internal/modfetch/cache.go).
  const isUsed = recorded !== null && !(await isThere(`${base}.partial`));
  const known = [recorded, downloaded.row.zip];
  const unpacked = isUsed ? await readFolder(folder, name, known, signal) : null;
  return unpacked === null ? [downloaded] : [downloaded, unpacked];
}

async function readDownloaded(
  base: string,
  name: string,
  recorded: string | null,
  signal: AbortSignal,
): Promise<Fetched> {
  const bytes = await readBytes(`${base}.mod`, signal);
  const goMod = bytes === null ? null : `${base}.mod`;
  const row: Source = { ...sourceRow('cache'), mod: bytes === null ? null : hashGoMod(bytes) };
  const hash = await hashZip(`${base}.zip`, name, signal);
  if (!hash.ok && hash.error === 'absent') {
    return { row: { ...row, detail: goMod === null ? 'absent' : null }, content: null, goMod };
  }
  if (!hash.ok) {
    const code = UNJUDGED.has(hash.error) ? null : 'cache-damaged';
    return { row: { ...row, code, detail: hash.error }, content: null, goMod };
  }
  const { h1 } = hash.value;
  const content = { kind: 'zip', path: `${base}.zip` } as const;
  if (recorded === null || recorded === h1) return { row: { ...row, zip: h1 }, content, goMod };
  return { row: { ...row, zip: h1, code: 'cache-damaged', detail: 'ziphash' }, content, goMod };
}

/** `known`: the hashes that it may have. Returns null where it is not there. */
async function readFolder(
  folder: string,
  name: string,
  known: readonly (string | null)[],
  signal: AbortSignal,
): Promise<Fetched | null> {
  const hash = await hashDirectory(folder, name, signal);
  if (!hash.ok && hash.error === 'absent') return null;
  const row = sourceRow('cache', FOLDER);
  if (!hash.ok) return withoutFiles({ ...row, code: 'cache-damaged', detail: 'folder' });
  const content = { kind: 'folder', path: folder } as const;
  const isSame = known.includes(hash.value);
  const found = isSame ? { zip: hash.value } : ({ zip: hash.value, code: 'cache-damaged', detail: 'folder' } as const);
  return { row: { ...row, ...found }, content, goMod: null };
}

/** The name of the row of the unpacked files. */
export const FOLDER = 'cache folder';

async function readBytes(file: string, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(file);
    return size > MAX_MOD ? null : await readFile(file, { signal });
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
