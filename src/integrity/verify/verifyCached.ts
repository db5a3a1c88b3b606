/** One version in the module cache, held against what go wrote beside it and against go.sum. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import type { ExpectedSum, ExpectedSums } from '../gosum/expectedSums.ts';
import { hashDirectory } from '../hash/directoryHash.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip } from '../hash/zipHash.ts';
import type { VerifiedModule } from './verifiedModule.ts';

/** go reads no larger go.mod. */
const MAX_GO_MOD = 16 << 20;
const MAX_ZIPHASH = 1 << 10;

type Fault = Pick<VerifiedModule, 'code' | 'detail' | 'line'>;
const NO_FAULT: Fault = { code: null, detail: null, line: null };

/** `modCache` is GOMODCACHE; nothing in it is changed. Rejects with the signal's reason when aborted, and with nothing else. */
export async function verifyCached(modCache: string, sums: ExpectedSums, signal: AbortSignal): Promise<VerifiedModule> {
  signal.throwIfAborted();
  const { module, version } = sums;
  const told = { module, version, zip: null, mod: null, ok: true, proof: null, ...NO_FAULT };
  const place = placeOf(modCache, sums);
  if (place === null) return told;
  const { base, folder } = place;
  const goMod = await readSmall(`${base}.mod`, MAX_GO_MOD, signal);
  const mod = goMod === null ? null : hashGoMod(goMod);
  const archive = await archiveOf(base, `${module}@${version}`, signal);
  const fault =
    archive.fault ??
    (await folderFault(folder, base, archive.recorded, `${module}@${version}`, signal)) ??
    mismatch('zip', archive.recorded, sums.zip) ??
    mismatch('mod', mod, sums.mod);
  return { ...told, zip: archive.zip, mod, ok: fault === null, ...fault };
}

/** Returns how many bytes the cached archive has; 0 where there is none. */
export async function archiveSize(modCache: string, version: ModuleVersion): Promise<number> {
  const place = placeOf(modCache, version);
  return place === null
    ? 0
    : stat(`${place.base}.zip`).then(
        ({ size }) => size,
        () => 0,
      );
}

type ModuleVersion = Pick<ExpectedSums, 'module' | 'version'>;

/** Returns where go keeps a version's files (without their ending) and its unpacked folder; null for what can be in no cache. */
function placeOf(modCache: string, { module, version }: ModuleVersion) {
  const [escapedPath, escapedVersion] = [escapePath(module), escapeVersion(version)];
  if (escapedPath === null || escapedVersion === null) return null;
  const base = path.join(modCache, 'cache', 'download', escapedPath, '@v', escapedVersion);
  return { base, folder: path.join(modCache, `${escapedPath}@${escapedVersion}`) };
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

function damaged(detail: string): Fault {
  return { code: 'cache-damaged', detail, line: null };
}

function mismatch(detail: string, actual: string | null, expected: readonly ExpectedSum[]): Fault | null {
  const line = actual === null ? undefined : expected.find(({ hash }) => hash !== actual);
  return line === undefined ? null : { code: 'checksum-mismatch', detail, line };
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
