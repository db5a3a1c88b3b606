/** What the module cache holds of a version, held against the hash that go wrote beside it. */
import { type CachedVersion, readCachedVersion } from '../cache/cachedVersion.ts';
import type { ZipFault } from '../hash/zipHash.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

/** The name of the row of the unpacked files. */
const FOLDER = 'cache folder';
/** What keeps us from reading an archive and says nothing of its bytes. */
const UNJUDGED: ReadonlySet<ZipFault> = new Set(['too-large', 'unreadable', 'absent']);

/** Returns a row for what was downloaded, and one for the folder that go builds from, where it is there. Rejects only when aborted. */
export async function readCache(modCache: string, subject: TriageModule, signal: AbortSignal): Promise<Fetched[]> {
  const cached = await readCachedVersion(modCache, subject, signal);
  if (cached === null) return [withoutFiles({ ...sourceRow('cache'), detail: 'absent' })];
  const unpacked = unpackedOf(cached);
  return unpacked === null ? [downloadedOf(cached)] : [downloadedOf(cached), unpacked];
}

function downloadedOf({ goMod, archive, recorded }: CachedVersion): Fetched {
  const row: Source = { ...sourceRow('cache'), mod: goMod?.h1 ?? null };
  const files = { content: null, goMod: goMod?.path ?? null };
  const { hash } = archive;
  if (!hash.ok) {
    const code = UNJUDGED.has(hash.error) ? null : 'cache-damaged';
    const detail = hash.error === 'absent' && goMod !== null ? null : hash.error;
    return { ...files, row: { ...row, code, detail } };
  }
  const content = { kind: 'zip', path: archive.path } as const;
  if (recorded === null || recorded === hash.value) return { ...files, content, row: { ...row, zip: hash.value } };
  return { ...files, content, row: { ...row, zip: hash.value, code: 'cache-damaged', detail: 'ziphash' } };
}

/** Returns null where it is not there. */
function unpackedOf({ folder, archive, recorded }: CachedVersion): Fetched | null {
  if (folder === null) return null;
  const row = sourceRow('cache', FOLDER);
  const { hash } = folder;
  const damaged = { code: 'cache-damaged', detail: 'folder' } as const;
  if (!hash.ok) return withoutFiles({ ...row, ...damaged });
  // Where the written hash is the wrong one, the files may still be those of the archive.
  const isSame = hash.value === recorded || (archive.hash.ok && hash.value === archive.hash.value);
  const content = { kind: 'folder', path: folder.path } as const;
  return { row: { ...row, zip: hash.value, ...(isSame ? {} : damaged) }, content, goMod: null };
}
