/** What is known of the module that a client works on, from which follows what go will ask for next. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { parseGoMod, type Requirement } from '../../goproxy/module/goMod.ts';
import { isPrivate, type PrivateVariables } from '../../goproxy/module/patterns.ts';
import { cachePlace } from '../../integrity/cache/cachePlace.ts';
import { parseGoSum } from '../../integrity/gosum/goSum.ts';

export interface Foresight {
  /** What its go.mod requires: go asks for all their .mod files. */
  readonly requires: readonly Pick<Requirement, 'module' | 'version'>[];
  /** Reports whether a served go.mod's own requirements are asked for too: go prunes them of modules of Go 1.17 and later. */
  readonly walksInto: (goVersion: string | null) => boolean;
  /** Reports whether go.sum has the hash of the archive: then go will want it. */
  readonly hasZipSum: (module: string, version: string) => boolean;
  /** Reports whether go asks no proxy for the module: it is private, replaced, or one of those that are worked on. */
  readonly isKept: (module: string) => boolean;
  /** Reports whether the module cache has the file already. */
  readonly isCached: (module: string, version: string, kind: 'mod' | 'zip') => Promise<boolean>;
}

export interface ForesightSource {
  /** Folder of the module. */
  readonly folder: string;
  /** GOMODCACHE. */
  readonly modCache: string;
  readonly variables: PrivateVariables;
  /** Paths that go.work keeps from the proxies: modules that are worked on together, and those that it replaces. */
  readonly workspace: readonly string[];
  readonly files: Files;
}

const MAX_SUM = 16 << 20;

/** Reads go.mod and go.sum as they are now; null where there is no go.mod. */
export async function foresee(source: ForesightSource): Promise<Foresight | null> {
  const { folder, modCache, variables, workspace, files } = source;
  const [modText, sumText] = await Promise.all([
    files.readText(path.join(folder, 'go.mod')),
    files.readText(path.join(folder, 'go.sum'), MAX_SUM),
  ]);
  if (modText === null) return null;
  const { module: own, requires, replaces, go } = parseGoMod(modText);
  const kept = new Set([own, ...workspace, ...replaces.map(({ old }) => old)]);
  const sums = new Set(
    parseGoSum(sumText ?? '').lines.flatMap((one) => (one.isGoMod ? [] : [`${one.module}@${one.version}`])),
  );
  return {
    requires,
    walksInto: (version) => isUnpruned(go) || isUnpruned(version),
    hasZipSum: (module, version) => sums.has(`${module}@${version}`),
    isKept: (module) => kept.has(module) || isPrivate(module, variables),
    isCached: async (module, version, kind) => {
      const place = cachePlace(modCache, { module, version });
      return place !== null && exists(`${place.base}.${kind}`);
    },
  };
}

/** Module graph pruning came with Go 1.17; a go.mod without a go line counts as 1.16. */
function isUnpruned(version: string | null): boolean {
  const [, major = '1', minor = '16'] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return Number(major) === 1 && Number(minor) < 17;
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
