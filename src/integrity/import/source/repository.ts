/** Finds the module in a repository's files, and builds its archive from them as go does (golang.org/x/mod/zip). */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile as ZipWriter } from 'yazl';
import { failure, type Result, success } from '../../../base/result.ts';
import { parseGoMod } from '../../../goproxy/module/goMod.ts';
import { isModulePath, splitPath } from '../../../goproxy/module/modulePath.ts';
import { canonicalVersion, isVersionOf, type ModuleQuery } from '../../../goproxy/module/version.ts';
import { type ModuleFile, moduleFiles, type RepositoryFile } from '../../../goproxy/zip/moduleFiles.ts';
import type { ModuleVersion } from '../stage/stagedModule.ts';
import { MAX_ARCHIVE } from './source.ts';

export interface SourceFile extends RepositoryFile {
  /** Null where it cannot be read. */
  content(limit: number): Promise<Buffer | null>;
}

export interface Repository {
  readonly files: readonly SourceFile[];
  /** The name of the folder that holds them, which tells a release's version: `REPO-1.2.3`. */
  readonly name: string;
}

export interface FoundModule extends ModuleVersion {
  readonly files: readonly ModuleFile<SourceFile>[];
  readonly goMod: Buffer | null;
}

/** `unnamed`: with the module as far as it is known. */
export type RepositoryFault =
  | { readonly code: 'not-a-module' | 'other-module' | 'unreadable' }
  | { readonly code: 'unnamed'; readonly module: string | null };

/** golang.org/x/mod/zip: MaxGoMod, in bytes. */
const MAX_GO_MOD = 16 * 2 ** 20;

interface Candidate {
  /** '' for the root. */
  readonly folder: string;
  readonly module: string | null;
  readonly goMod: Buffer;
}

/** `named` says which module is meant, else the one in the root is, or the one that the repository's name is a release of. */
export async function findModule(
  { files, name }: Repository,
  named: ModuleQuery | null,
): Promise<Result<FoundModule, RepositoryFault>> {
  const candidates: Candidate[] = [];
  for (const file of files) {
    if (!file.isRegular || !/(?:^|\/)go\.mod$/.test(file.path)) continue;
    const goMod = await file.content(MAX_GO_MOD);
    if (goMod === null) return failure({ code: 'unreadable' });
    const { module } = parseGoMod(goMod.toString('utf8'));
    candidates.push({ folder: file.path.slice(0, -'/go.mod'.length), module, goMod });
  }
  const found = named === null ? byRelease(candidates, name) : byName(candidates, name, named);
  if (!found.ok) return found;
  const { folder, goMod, module, version } = found.value;
  const kept = moduleFiles(files, folder, goMod?.toString('utf8') ?? null);
  return kept.length === 0 ? failure({ code: 'not-a-module' }) : success({ module, version, files: kept, goMod });
}

interface Place extends ModuleVersion {
  readonly folder: string;
  readonly goMod: Buffer | null;
}

function byName(
  candidates: readonly Candidate[],
  name: string,
  { module, version }: ModuleQuery,
): Result<Place, RepositoryFault> {
  const own = candidates.find((one) => one.module === module);
  const root = candidates.find(({ folder }) => folder === '');
  // Without a go.mod in its root a repository may be any module; go makes one up.
  if (own === undefined && root !== undefined) return failure({ code: 'other-module' });
  const { folder, goMod } = own ?? { folder: '', goMod: null };
  const told = version ?? releaseOf(name, folder, module);
  return told === null ? failure({ code: 'unnamed', module }) : success({ module, version: told, folder, goMod });
}

/** The deepest first: `REPO-sub-v1.2.3` is a release of `sub`, not of the root. */
function byRelease(candidates: readonly Candidate[], name: string): Result<Place, RepositoryFault> {
  const legal = candidates.filter(({ module }) => module !== null && isModulePath(module));
  const deepest = [...legal].sort((a, b) => b.folder.length - a.folder.length);
  for (const { folder, module, goMod } of deepest) {
    const version = releaseOf(name, folder, module ?? '');
    if (version !== null) return success({ module: module ?? '', version, folder, goMod });
  }
  return failure({ code: 'unnamed', module: legal.find(({ folder }) => folder === '')?.module ?? null });
}

/**
 * Returns the version of the module that a repository of this name is a release of; null where it tells none. Hosts write `REPO-TAG`, with
 * `-` for each `/`; of a tag `v1.2.3` GitHub drops the v. The tags of a module below the root begin with its folder, without its `/v2`.
 */
function releaseOf(name: string, folder: string, module: string): string | null {
  const major = splitPath(module)?.major ?? '';
  const tagFolder = `/${folder}`.endsWith(major) ? folder.slice(0, Math.max(0, folder.length - major.length)) : folder;
  const prefix = tagFolder === '' ? '-' : `-${tagFolder.replaceAll('/', '-')}-v`;
  for (let at = name.indexOf(prefix); at >= 0; at = name.indexOf(prefix, at + 1)) {
    const tag = name.slice(at + prefix.length).replace(/^v/, '');
    const version = canonicalVersion(`v${tag}`);
    if (version === `v${tag}` && isVersionOf(module, version)) return version;
  }
  return null;
}

/** Writes the module's archive. Returns false where a file cannot be read or has a name that no archive may hold; rejects where there is no room. */
export async function writeModuleArchive(
  target: string,
  { module, version, files }: FoundModule,
  signal: AbortSignal,
): Promise<boolean> {
  const zip = new ZipWriter();
  let isWhole = true;
  try {
    for (const { path, file } of files) {
      const content = async function* () {
        const bytes = await file.content(MAX_ARCHIVE);
        if (bytes === null) isWhole = false;
        else yield bytes;
      };
      zip.addReadStreamLazy(`${module}@${version}/${path}`, { mtime: STAMP, mode: MODE }, (done) =>
        done(null, Readable.from(content(), { objectMode: false })),
      );
    }
  } catch {
    return false;
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target), { signal });
  return isWhole;
}

/** The hash knows neither; the same files make the same archive. */
const STAMP = new Date(Date.UTC(1980, 0, 1));
const MODE = 0o100644;
