/** Where go keeps a version in the module cache (cmd/go/internal/modfetch/cache.go). Pure. */
import path from 'node:path';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';

export interface CachePlace {
  /** Path of its files, without their ending. */
  readonly base: string;
  /** Its unpacked folder. */
  readonly folder: string;
}

/** `modCache` is GOMODCACHE. Returns null for what can be in no cache. */
export function cachePlace(
  modCache: string,
  { module, version }: { readonly module: string; readonly version: string },
): CachePlace | null {
  const [escapedPath, escapedVersion] = [escapePath(module), escapeVersion(version)];
  if (modCache === '' || escapedPath === null || escapedVersion === null) return null;
  return {
    base: path.join(modCache, 'cache', 'download', escapedPath, '@v', escapedVersion),
    folder: path.join(modCache, `${escapedPath}@${escapedVersion}`),
  };
}
