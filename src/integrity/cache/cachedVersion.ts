/** What the module cache holds of one version, all of it hashed anew. */
import { readFile, stat } from 'node:fs/promises';
import type { Result } from '../../base/result.ts';
import { type DirectoryFault, hashDirectory } from '../hash/directoryHash.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip, type ZipFault } from '../hash/zipHash.ts';
import { cachePlace } from './cachePlace.ts';

export interface CachedVersion {
  readonly goMod: { readonly path: string; readonly h1: string } | null;
  /** Absent where it was cleaned away: go then builds from the folder, and keeps to the written hash. */
  readonly archive: { readonly path: string; readonly hash: Result<string, ZipFault> };
  /** What go wrote beside the archive, and takes for its hash ever after; null where there is none. */
  readonly recorded: string | null;
  /** The unpacked files, which go builds from; null where they are not there, and where go would unpack them anew. */
  readonly folder: { readonly path: string; readonly hash: Result<string, DirectoryFault> } | null;
}

interface ModuleVersion {
  readonly module: string;
  readonly version: string;
}

/** go reads no larger go.mod. */
const MAX_GO_MOD = 16 << 20;
const MAX_ZIPHASH = 1 << 10;

/** `modCache` is GOMODCACHE; nothing in it is changed. Returns null for what can be in no cache. Rejects only when aborted. */
export async function readCachedVersion(
  modCache: string,
  of: ModuleVersion,
  signal: AbortSignal,
): Promise<CachedVersion | null> {
  signal.throwIfAborted();
  const place = cachePlace(modCache, of);
  if (place === null) return null;
  const { base, folder } = place;
  const name = `${of.module}@${of.version}`;
  const goMod = await readSmall(`${base}.mod`, MAX_GO_MOD, signal);
  const recorded = (await readSmall(`${base}.ziphash`, MAX_ZIPHASH, signal))?.toString('utf8').trim() ?? null;
  const archive = await hashZip(`${base}.zip`, name, signal);
  // go unpacks anew what has no hash, and what it was interrupted at (DownloadDir in cmd/go/internal/modfetch/cache.go).
  const isUsed = recorded !== null && !(await exists(`${base}.partial`));
  const unpacked = isUsed ? await hashDirectory(folder, name, signal) : null;
  const isThere = unpacked !== null && (unpacked.ok || unpacked.error !== 'absent');
  return {
    goMod: goMod === null ? null : { path: `${base}.mod`, h1: hashGoMod(goMod) },
    archive: { path: `${base}.zip`, hash: archive.ok ? { ok: true, value: archive.value.h1 } : archive },
    recorded,
    folder: isThere ? { path: folder, hash: unpacked } : null,
  };
}

async function readSmall(file: string, limit: number, signal: AbortSignal): Promise<Buffer | null> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= limit ? await readFile(file, { signal }) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
