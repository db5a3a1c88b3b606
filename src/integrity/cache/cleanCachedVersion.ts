/** Deletes one version of one module from the module cache, and nothing else; go fetches it again. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { failure, type Result, success } from '../../base/result.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion, isCanonical } from '../../goproxy/module/version.ts';
import { cachePlace } from './cachePlace.ts';

/** What go keeps of a version below cache/download (cmd/go/internal/modfetch/cache.go). `list` and `latest` are of all versions. */
const SUFFIXES = ['.info', '.mod', '.zip', '.ziphash', '.lock', '.partial'];
const WRITABLE_FOLDER = 0o755;

/** Why not; `detail` is the errno word. */
export type CleanFault =
  /** No version as go writes one, no cache, or a link that would lead out of it. */
  | { readonly code: 'not-allowed'; readonly file: string }
  | { readonly code: 'read-only'; readonly file: string }
  | { readonly code: 'unwritable'; readonly file: string; readonly detail: string }
  | { readonly code: 'aborted' };

export interface CachedVersion {
  readonly module: string;
  readonly version: string;
}

/**
 * Returns the paths that were removed. Refused (`not-allowed`): what is no module path with a version as go writes it, a
 * cache that is not there, and whatever a link would lead out of the cache. Files named in `keep` (cachedNames) stay.
 */
export async function cleanCachedVersion(
  request: CachedVersion & { readonly modcache: string; readonly keep?: readonly string[] },
  { files }: { readonly files: WritableFiles },
  signal: AbortSignal,
): Promise<Result<readonly string[], CleanFault>> {
  const { modcache, version, keep = [] } = request;
  const module = escapePath(request.module);
  const escaped = isCanonical(version) ? escapeVersion(version) : null;
  const root = path.isAbsolute(modcache) ? await files.realPath(modcache) : null;
  if (module === null || escaped === null || root === null) return failure({ code: 'not-allowed', file: modcache });
  // The extracted files first: without them go looks at the others again.
  const folder = path.join(root, `${module}@${escaped}`);
  const downloads = path.join(root, 'cache', 'download', module, '@v');
  for (const place of [path.dirname(folder), downloads]) {
    const real = await files.realPath(place);
    if (real !== null && real !== place) return failure({ code: 'not-allowed', file: place });
  }
  const kind = (await files.look(folder))?.kind;
  if (kind !== undefined && kind !== 'folder') return failure({ code: 'not-allowed', file: folder });
  if (kind === 'folder') {
    const fault = await removeExtracted(folder, files, signal);
    if (fault !== null) return failure(fault);
  }
  const removed = kind === 'folder' ? [folder] : [];
  for (const name of await files.list(downloads)) {
    if (!isOfVersion(name, escaped) || keep.includes(name)) continue;
    if (signal.aborted) return failure({ code: 'aborted' });
    const file = path.join(downloads, name);
    const error = await files.remove(file);
    if (error !== null && error !== 'ENOENT') return failure(faultOf(error, file));
    removed.push(file);
  }
  return success(removed);
}

/** Returns the names of what the cache holds of a version beside its extracted files; none where it holds nothing. */
export async function cachedNames(
  modcache: string,
  of: CachedVersion,
  files: Pick<WritableFiles, 'list'>,
): Promise<readonly string[]> {
  const place = cachePlace(modcache, of);
  if (place === null) return [];
  const names = await files.list(path.dirname(place.base));
  return names.filter((name) => isOfVersion(name, path.basename(place.base)));
}

function isOfVersion(name: string, version: string): boolean {
  if (!name.startsWith(version)) return false;
  const suffix = name.slice(version.length);
  return SUFFIXES.includes(suffix) || /^\.(?:zip|info|mod|ziphash)\d*\.tmp$/.test(suffix);
}

/**
 * Moves the folder away before it takes it apart: go takes a folder under its own name for whole, were it half removed. go
 * itself clears away what begins like the one and ends in .tmp-… (unzip in modfetch/fetch.go).
 */
async function removeExtracted(folder: string, files: WritableFiles, signal: AbortSignal): Promise<CleanFault | null> {
  const away = `${folder}.tmp-${randomBytes(6).toString('hex')}`;
  const error = (await files.setMode(folder, WRITABLE_FOLDER)) ?? (await files.rename(folder, away));
  return error === null ? removeTree(away, files, signal) : faultOf(error, folder);
}

/** go makes the folders read-only, so that nobody writes there by mistake. Links are removed, never followed. */
async function removeTree(folder: string, files: WritableFiles, signal: AbortSignal): Promise<CleanFault | null> {
  if (signal.aborted) return { code: 'aborted' };
  const locked = await files.setMode(folder, WRITABLE_FOLDER);
  if (locked !== null) return faultOf(locked, folder);
  for (const name of await files.list(folder)) {
    const item = path.join(folder, name);
    if ((await files.look(item))?.kind === 'folder') {
      const fault = await removeTree(item, files, signal);
      if (fault !== null) return fault;
    } else {
      const error = await files.remove(item);
      if (error !== null && error !== 'ENOENT') return faultOf(error, item);
    }
  }
  const error = await files.removeFolder(folder);
  return error === null ? null : faultOf(error, folder);
}

function faultOf(errno: string, file: string): CleanFault {
  const isReadOnly = errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS';
  return isReadOnly ? { code: 'read-only', file } : { code: 'unwritable', file, detail: errno };
}
