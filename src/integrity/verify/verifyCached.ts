/** One version in the module cache, held against what go wrote beside it and against go.sum. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import { hashDirectory } from '../hash/directoryHash.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip } from '../hash/zipHash.ts';
import type { VerifiedModule } from './verifiedModule.ts';

/** What go.sum says of a version. */
export interface SumsOfVersion {
  readonly module: string;
  readonly version: string;
  /** Hashes of the archive, in go.sum's order. */
  readonly zip: readonly string[];
  readonly mod: readonly string[];
}

/** go reads no larger go.mod. */
const MAX_GO_MOD = 16 << 20;
const MAX_ZIPHASH = 1 << 10;

type Fault = Pick<VerifiedModule, 'code' | 'detail'>;

/** `modCache` is GOMODCACHE; nothing in it is changed. Rejects with the signal's reason when aborted, and with nothing else. */
export async function verifyCached(
  modCache: string,
  sums: SumsOfVersion,
  signal: AbortSignal,
): Promise<VerifiedModule> {
  signal.throwIfAborted();
  const { module, version } = sums;
  const told = { module, version, zip: null, mod: null, ok: true, code: null, detail: null };
  const [escapedPath, escapedVersion] = [escapePath(module), escapeVersion(version)];
  if (escapedPath === null || escapedVersion === null) return told;
  const base = path.join(modCache, 'cache', 'download', escapedPath, '@v', escapedVersion);
  const goMod = await readSmall(`${base}.mod`, MAX_GO_MOD, signal);
  const mod = goMod === null ? null : hashGoMod(goMod);
  const archive = await archiveOf(base, `${module}@${version}`, signal);
  const folder = path.join(modCache, `${escapedPath}@${escapedVersion}`);
  const fault =
    archive.fault ??
    (await folderFault(folder, base, archive.recorded, `${module}@${version}`, signal)) ??
    (differs(archive.recorded, sums.zip) ? mismatch('zip') : null) ??
    (differs(mod, sums.mod) ? mismatch('mod') : null);
  return { ...told, zip: archive.zip, mod, ok: fault === null, ...fault };
}

interface Archive {
  readonly zip: string | null;
  /** What go takes for the hash: it is not computed again once written. */
  readonly recorded: string | null;
  readonly fault: Fault | null;
}

async function archiveOf(base: string, name: string, signal: AbortSignal): Promise<Archive> {
  const recorded = (await readSmall(`${base}.ziphash`, MAX_ZIPHASH, signal))?.toString('utf8').trim() ?? null;
  const hash = await hashZip(`${base}.zip`, name, signal);
  if (!hash.ok) {
    // An archive may be cleaned away: go then builds from the folder, and keeps to the written hash.
    const fault = hash.error === 'absent' ? null : damaged('zip');
    return { zip: null, recorded, fault };
  }
  const zip = hash.value.h1;
  if (recorded === null) return { zip, recorded, fault: damaged('no-ziphash') };
  return { zip, recorded, fault: recorded === zip ? null : damaged('ziphash') };
}

/** go builds from the unpacked files, so they matter more than the archive. */
async function folderFault(
  folder: string,
  base: string,
  recorded: string | null,
  name: string,
  signal: AbortSignal,
): Promise<Fault | null> {
  // go unpacks anew what has no hash, and what it was interrupted at (DownloadDir in cmd/go/internal/modfetch/cache.go).
  if (recorded === null || (await exists(`${base}.partial`))) return null;
  const hash = await hashDirectory(folder, name, signal);
  if (hash.ok) return hash.value === recorded ? null : damaged('folder');
  return hash.error === 'absent' ? null : damaged('folder');
}

/** As haveModSumLocked in cmd/go/internal/modfetch/fetch.go: other algorithms are passed over, and the first h1 that differs is an error. */
function differs(actual: string | null, allowed: readonly string[]): boolean {
  const first = allowed.find((hash) => hash.startsWith('h1:'));
  return actual !== null && first !== undefined && first !== actual;
}

function damaged(detail: string): Fault {
  return { code: 'cache-damaged', detail };
}

function mismatch(detail: string): Fault {
  return { code: 'checksum-mismatch', detail };
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

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
