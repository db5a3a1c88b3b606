/** A folder that the user brings: a module cache, files named like a proxy's, archives, an extracted module or a repository. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { isCanonical, unescapeVersion } from '../../../goproxy/module/version.ts';
import type { StagedModule } from '../stage/stagedModule.ts';
import { layRepository } from './layRepository.ts';
import { findVersions, layTree, type TreeVersion, wantOf } from './proxyTree.ts';
import { layArchive } from './readArchive.ts';
import type { SourceFile } from './repository.ts';
import { type Laid, type Laying, MAX_ARCHIVE, type SourceFault, sourceFault } from './source.ts';

/** Ours: more files than any module has. */
const MAX_FILES = 400_000;

/** `folder` is absolute. Rejects only when aborted. */
export async function layFolder(folder: string, source: string, laying: Laying): Promise<Result<Laid, SourceFault>> {
  const cache = await downloadsOf(folder);
  const root = cache ?? folder;
  const versions = await findVersions(root, laying.signal);
  if (versions.length > 0) return layVersions(versions, root, source, cache !== null, laying);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return failure(sourceFault('unreadable', source));
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (files.includes('go.mod') || versionOf(folder) !== null) return layModuleFolder(folder, source, laying);
  const loose = looseVersions(folder, files, laying);
  if (loose.length > 0) return layVersions(loose, root, source, false, laying);
  return layArchives(folder, files, source, laying);
}

/** Returns the folder with the downloads where `folder` is a module cache, or that folder itself; null where it is neither. */
async function downloadsOf(folder: string): Promise<string | null> {
  const isFolder = async (one: string) => {
    const facts = await lstat(one).catch(() => null);
    return facts?.isDirectory() === true;
  };
  const below = path.join(folder, 'cache', 'download');
  if (await isFolder(below)) return below;
  return /[\\/]cache[\\/]download$/.test(folder) ? folder : null;
}

async function layVersions(
  versions: readonly TreeVersion[],
  root: string,
  source: string,
  isCache: boolean,
  laying: Laying,
): Promise<Result<Laid, SourceFault>> {
  // A whole cache is searched for what the user's module needs; files that somebody put together are all meant.
  const laid = await layTree(versions, source, isCache ? laying : { ...laying, goSum: null });
  if (!laid.ok) return laid;
  if (laid.value.length === 0) return failure(sourceFault('nothing', source, { module: laying.named?.module ?? null }));
  return success({ kind: isCache ? 'module-cache' : 'proxy-files', modules: laid.value, database: root });
}

/** `V.zip`, `V.mod` and `V.info` without the folders that tell the module: the user has to. */
function looseVersions(folder: string, files: readonly string[], { named }: Laying): TreeVersion[] {
  const { module, version } = named ?? {};
  if (module === undefined || version === undefined || version === null) return [];
  const endings = new Set(['.zip', '.mod', '.info'].filter((ending) => files.includes(version + ending)));
  return endings.has('.zip') ? [{ module, version, base: path.join(folder, version), endings }] : [];
}

/** Every archive in the folder that is a module's; others may lie there too. One alone may be whatever the user says. */
async function layArchives(
  folder: string,
  files: readonly string[],
  source: string,
  laying: Laying,
): Promise<Result<Laid, SourceFault>> {
  const archives = files.filter((file) => /\.zip$/i.test(file)).sort();
  const own = archives.length === 1 ? laying : { ...laying, named: null };
  const modules: StagedModule[] = [];
  for (const name of archives) {
    const laid = await layArchive(path.join(folder, name), path.join(source, name), own);
    if (!laid.ok && laid.error.code === 'no-room') return laid;
    if (laid.ok) modules.push(...laid.value.modules);
  }
  const wanted = modules.filter((one) => wantOf(one, laying.named, null) === 'all');
  if (wanted.length === 0) return failure(sourceFault('nothing', source, { module: laying.named?.module ?? null }));
  return success({ kind: 'proxy-files', modules: wanted, database: null });
}

/** Returns V of a folder `…/NAME@V`, as go names an extracted module's; null for any other. */
function versionOf(folder: string): string | null {
  const name = path.basename(folder);
  const at = name.indexOf('@');
  const version = at < 1 ? null : unescapeVersion(name.slice(at + 1));
  return version !== null && isCanonical(version) ? version : null;
}

async function layModuleFolder(folder: string, source: string, laying: Laying): Promise<Result<Laid, SourceFault>> {
  const files = await filesBelow(folder, laying.signal);
  if (files === null) return failure(sourceFault('unreadable', source));
  const version = versionOf(folder);
  // The name of a folder `M@V` is that of a release, said otherwise.
  const name = version === null ? path.basename(folder) : `-${version}`;
  return layRepository({ files, name }, source, 'module-folder', laying);
}

/** Returns null where one cannot be read, or there are too many. Repositories' own folders are left out. */
async function filesBelow(folder: string, signal: AbortSignal): Promise<SourceFile[] | null> {
  const files: SourceFile[] = [];
  const folders = [''];
  for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
    signal.throwIfAborted();
    const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch(() => null);
    if (entries === null || files.length > MAX_FILES) return null;
    for (const entry of entries) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (!entry.isDirectory()) files.push({ path: name, isRegular: entry.isFile(), content: contentOf(folder, name) });
      else if (!/^\.(?:git|hg|svn|bzr)$/.test(entry.name)) folders.push(name);
    }
  }
  return files;
}

function contentOf(folder: string, name: string): SourceFile['content'] {
  return async (limit) => {
    const file = path.join(folder, name);
    const facts = await lstat(file).catch(() => null);
    if (facts === null || facts.size > Math.min(limit, MAX_ARCHIVE)) return null;
    return readFile(file).catch(() => null);
  };
}
