/**
 * Which of a repository's files make up a module's archive. Rules: codeRepo.Zip in cmd/go/internal/modfetch/coderepo.go (the module's
 * folder, LICENSE) and checkFiles in golang.org/x/mod/zip/zip.go (what is left out).
 */
import { parseGoMod } from '../module/goMod.ts';
import { compareVersions } from '../module/version.ts';

/** A file of a repository; folders are none. */
export interface RepositoryFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** False for links and devices. */
  readonly isRegular: boolean;
}

/** A file and its place in the module. */
export interface ModuleFile<File> {
  readonly path: string;
  readonly file: File;
}

/**
 * From this go line on: up to it a list of vendored modules was kept, and a folder within another could be taken for a vendored package
 * (golang.org/issue/37397).
 */
const EXACT_VENDORING = 'v1.24';

/**
 * Returns the files of the module in `folder` ('' for the root), which go.mod (null without one) stands in. What go refuses to put
 * into an archive is kept: go will say so.
 */
export function moduleFiles<File extends RepositoryFile>(
  all: readonly File[],
  folder: string,
  goMod: string | null,
): readonly ModuleFile<File>[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const own = all
    .filter(({ path }) => path.startsWith(prefix))
    .map((file) => ({ path: file.path.slice(prefix.length), file }));
  const nested = new Set(own.filter(isNestedGoMod).map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)));
  const isExact = isExactVendoring(goMod);
  const kept = own.filter(
    ({ path, file }) =>
      file.isRegular && path !== '.hg_archival.txt' && !isVendored(path, isExact) && !isBelow(path, nested),
  );
  const license = all.find(({ path, isRegular }) => path === 'LICENSE' && isRegular);
  // Where the module's folder has none, the repository's own stands in. A link of that name counts for one.
  const needsLicense = folder !== '' && license !== undefined && !own.some(({ path }) => path === 'LICENSE');
  return needsLicense ? [...kept, { path: 'LICENSE', file: license }] : kept;
}

function isNestedGoMod({ path, file }: ModuleFile<RepositoryFile>): boolean {
  return file.isRegular && /\/go\.mod$/i.test(path);
}

function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    if (folders.has(path.slice(0, at + 1))) return true;
  }
  return false;
}

/** isVendoredPackage in golang.org/x/mod/zip. */
function isVendored(path: string, isExact: boolean): boolean {
  if (isExact && path === 'vendor/modules.txt') return true;
  if (path.startsWith('vendor/')) return path.includes('/', 'vendor/'.length);
  const at = path.indexOf('/vendor/');
  if (at < 0) return false;
  return path.includes('/', isExact ? at + '/vendor/'.length : '/vendor/'.length);
}

function isExactVendoring(goMod: string | null): boolean {
  const language = /^\d+\.\d+/.exec(goMod === null ? '' : (parseGoMod(goMod).go ?? ''))?.[0];
  return language !== undefined && compareVersions(`v${language}`, EXACT_VENDORING) >= 0;
}
