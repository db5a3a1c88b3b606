/** One version in the module cache, held against what go wrote beside it and against go.sum. */
import { stat } from 'node:fs/promises';
import { type CachedVersion, readCachedVersion } from '../cache/cachedVersion.ts';
import { cachePlace } from '../cache/cachePlace.ts';
import type { ExpectedSum, ExpectedSums } from '../gosum/expectedSums.ts';
import type { VerifiedModule } from './verifiedModule.ts';

type Fault = Pick<VerifiedModule, 'code' | 'detail' | 'line'>;
const NO_FAULT: Fault = { code: null, detail: null, line: null };

/** `modCache` is GOMODCACHE; nothing in it is changed. Rejects with the signal's reason when aborted, and with nothing else. */
export async function verifyCached(modCache: string, sums: ExpectedSums, signal: AbortSignal): Promise<VerifiedModule> {
  const { module, version } = sums;
  const told = { module, version, zip: null, mod: null, ok: true, proof: null, ...NO_FAULT };
  const cached = await readCachedVersion(modCache, sums, signal);
  if (cached === null) return told;
  const { archive, goMod, recorded } = cached;
  const mod = goMod?.h1 ?? null;
  const fault =
    archiveFault(cached) ??
    folderFault(cached) ??
    mismatch('zip', recorded, sums.zip) ??
    mismatch('mod', mod, sums.mod);
  return { ...told, zip: archive.hash.ok ? archive.hash.value : null, mod, ok: fault === null, ...fault };
}

/** Returns how many bytes the cached archive has; 0 where there is none. */
export async function archiveSize(
  modCache: string,
  version: Pick<ExpectedSums, 'module' | 'version'>,
): Promise<number> {
  const place = cachePlace(modCache, version);
  return place === null
    ? 0
    : stat(`${place.base}.zip`).then(
        ({ size }) => size,
        () => 0,
      );
}

function archiveFault({ archive: { hash }, recorded }: CachedVersion): Fault | null {
  if (!hash.ok) return hash.error === 'absent' ? null : damaged('zip');
  if (recorded === null) return damaged('no-ziphash');
  return recorded === hash.value ? null : damaged('ziphash');
}

/** go builds from the unpacked files, so they matter more than the archive. */
function folderFault({ folder, recorded }: CachedVersion): Fault | null {
  if (folder === null) return null;
  return folder.hash.ok && folder.hash.value === recorded ? null : damaged('folder');
}

function damaged(detail: string): Fault {
  return { code: 'cache-damaged', detail, line: null };
}

function mismatch(detail: string, actual: string | null, expected: readonly ExpectedSum[]): Fault | null {
  const line = actual === null ? undefined : expected.find(({ hash }) => hash !== actual);
  return line === undefined ? null : { code: 'checksum-mismatch', detail, line };
}
