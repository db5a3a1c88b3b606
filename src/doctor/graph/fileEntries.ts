/** The file:// entries of GOPROXY: folders that are not there, and versions that lie in them only in part. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import type { GoPorts } from '../environment/goView.ts';
import type { IncompleteVersion, ModuleVersion } from './graphExamination.ts';

/** More are not looked for in a folder: each costs a look at the disk. */
const MAX_VERSIONS = 200;
/** What go fetches of a version that is built: .mod, .zip, and for `go get` and `go mod download` .info. */
const ENDINGS = ['info', 'mod', 'zip'];

export async function findMissingFolders(
  list: GoproxyList | null,
  { programs }: GoPorts,
): Promise<Map<number, string>> {
  const missing = new Map<number, string>();
  for (const { index, folder } of folders(list)) {
    if ((await programs.kind(folder)) !== 'directory') missing.set(index, folder);
  }
  return missing;
}

/** Of these versions, those that an entry has in part. One with its .mod alone is in the graph and not in the build. */
export async function findIncomplete(
  list: GoproxyList | null,
  versions: readonly ModuleVersion[],
  { programs }: GoPorts,
): Promise<readonly IncompleteVersion[]> {
  const looks = folders(list).flatMap(({ index, folder }) =>
    versions.slice(0, MAX_VERSIONS).map(async ({ module, version }): Promise<readonly IncompleteVersion[]> => {
      const [escaped, file] = [escapePath(module), escapeVersion(version)];
      if (escaped === null || file === null) return [];
      const names = new Set(await programs.list(path.join(folder, escaped, '@v')));
      const lacks = ENDINGS.filter((ending) => !names.has(`${file}.${ending}`)).map((ending) => `${version}.${ending}`);
      return lacks.length === 1 ? [{ entry: index, folder, module, version, lacks: lacks.join() }] : [];
    }),
  );
  return (await Promise.all(looks)).flat();
}

function folders(list: GoproxyList | null): readonly { readonly index: number; readonly folder: string }[] {
  const entries = list?.entries.filter((one): one is UrlEntry => one.kind === 'url' && one.scheme === 'file') ?? [];
  return entries.flatMap(({ index, url }) => {
    const folder = folderOf(url);
    return folder === null ? [] : [{ index, folder }];
  });
}

function folderOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
