/** A folder whose files are named like a module proxy's: `M/@v/V.zip`, as in go's own module cache. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { unescapePath } from '../../../goproxy/module/modulePath.ts';
import { isCanonical, type ModuleQuery, unescapeVersion } from '../../../goproxy/module/version.ts';
import { bytesInMemory } from '../../../goproxy/zip/archiveBytes.ts';
import { type GoSum, lookUp } from '../../gosum/goSum.ts';
import { goModOf } from '../stage/moduleArchive.ts';
import { type ModuleVersion, type StagedModule, stagedBase, writeStaged } from '../stage/stagedModule.ts';
import { type Laying, type SourceFault, sourceFault } from './source.ts';

/** One version, with the files that there are of it. */
export interface TreeVersion extends ModuleVersion {
  /** Absolute, without the ending. */
  readonly base: string;
  readonly endings: ReadonlySet<string>;
}

/** Ours: a module path has a few elements, a cache some ten thousand folders. */
const MAX_DEPTH = 32;
const MAX_FOLDERS = 200_000;

/** Returns every version below `root`, in the order of their names. Links are not followed; rejects only when aborted. */
export async function findVersions(root: string, signal: AbortSignal): Promise<TreeVersion[]> {
  const found: TreeVersion[] = [];
  const folders: (readonly string[])[] = [[]];
  for (let seen = 0; seen < MAX_FOLDERS; seen++) {
    const below = folders.pop();
    if (below === undefined) break;
    signal.throwIfAborted();
    const folder = path.join(root, ...below);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    if (below.at(-1) === '@v') {
      const module = unescapePath(below.slice(0, -1).join('/'));
      const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
      if (module !== null) found.push(...versionsIn(folder, module, names));
    } else if (below.length < MAX_DEPTH) {
      for (const entry of entries) if (entry.isDirectory()) folders.push([...below, entry.name]);
    }
  }
  return found.sort((a, b) => (a.base < b.base ? -1 : 1));
}

function versionsIn(folder: string, module: string, names: readonly string[]): TreeVersion[] {
  const versions = new Map<string, Set<string>>();
  for (const name of names) {
    const [, escaped = '', ending = ''] = /^(.+)(\.(?:zip|mod|info))$/.exec(name) ?? [];
    const endings = versions.get(escaped) ?? new Set();
    if (escaped !== '') versions.set(escaped, endings.add(ending));
  }
  return [...versions].flatMap(([escaped, endings]) => {
    const version = unescapeVersion(escaped);
    if (version === null || !isCanonical(version) || (!endings.has('.zip') && !endings.has('.mod'))) return [];
    return [{ module, version, base: path.join(folder, escaped), endings }];
  });
}

/** What is wanted of a version: `mod` where go.sum holds its go.mod alone. */
type Want = 'all' | 'mod' | 'nothing';

/** Reports what a user wants who names a module, or else whose go.sum lists what his module needs. */
export function wantOf({ module, version }: ModuleVersion, named: ModuleQuery | null, goSum: GoSum | null): Want {
  if (named !== null) {
    const isNamed = module === named.module && (named.version === null || named.version === version);
    return isNamed ? 'all' : 'nothing';
  }
  if (goSum === null) return 'all';
  const { zip, mod } = lookUp(goSum, module, version);
  return zip.length > 0 ? 'all' : mod.length > 0 ? 'mod' : 'nothing';
}

/** Stages those that are wanted. Rejects only when aborted. */
export async function layTree(
  versions: readonly TreeVersion[],
  source: string,
  { stage, named, goSum, signal }: Laying,
): Promise<Result<readonly StagedModule[], SourceFault>> {
  const laid: StagedModule[] = [];
  for (const one of versions) {
    signal.throwIfAborted();
    const want = wantOf(one, named, goSum);
    const hasZip = want === 'all' && one.endings.has('.zip');
    const to = stagedBase(stage, one);
    if (want === 'nothing' || to === null || (!hasZip && !one.endings.has('.mod'))) continue;
    const part = (ending: string) => (one.endings.has(ending) ? one.base + ending : null);
    try {
      const mod =
        part('.mod') ?? (await goModOf(bytesInMemory(await readFile(`${one.base}.zip`, { signal })), one, signal));
      await writeStaged(to, one, { zip: hasZip ? part('.zip') : null, mod, info: part('.info') });
    } catch (error) {
      signal.throwIfAborted();
      const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
      return failure(sourceFault(isFull ? 'no-room' : 'unreadable', source, one));
    }
    laid.push({ module: one.module, version: one.version, hasZip, expected: null });
  }
  return success(laid);
}
