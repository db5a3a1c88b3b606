/** Module proxies on disk, for file:// entries: whole ones, and some with something wrong. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { moduleHash } from '../lab/content/moduleHash.ts';
import type { LabModules } from '../lab/content/modules.ts';
import { zipArchive } from '../lab/content/zipArchive.ts';
import type { EntryKind } from './listCase.ts';

/** What a tree needs to know of a module. */
export interface TreeModule {
  readonly path: string;
  readonly version: string;
  readonly goMod: string;
}

/** By what the trees' files can be told from those of the lab's servers, in the JSON that go prints. */
export const TREE_ORIGIN = 'from-a-tree';

/** Returns the go.mod that the trees hold. */
function treeMod({ goMod }: TreeModule): Buffer {
  return Buffer.from(`${goMod}\n// ${TREE_ORIGIN}\n`);
}

/** Returns the hash of the trees' go.mod, as in GoModSum. */
export function treeModHash(module: TreeModule): string {
  return moduleHash(new Map([['go.mod', treeMod(module)]]));
}

/** Returns what the trees' archives hold; `prefix` is `M@V/` in a module's archive. */
export function treeFiles(module: TreeModule, prefix = `${module.path}@${module.version}/`): Map<string, Buffer> {
  return new Map([
    [`${prefix}go.mod`, treeMod(module)],
    [`${prefix}${TREE_ORIGIN}.txt`, Buffer.from('text\n')],
  ]);
}

/** Returns the hash of the trees' archive, as in Sum. */
export function treeZipHash(module: TreeModule): string {
  return moduleHash(treeFiles(module));
}

/** Writes the trees below `folder` (empty, absolute) and returns the entries. One may stand in a list: nobody could say which of two served. */
export async function writeFileTrees(folder: string, modules: LabModules): Promise<EntryKind[]> {
  await Promise.all(modules.all.map((module) => writeModule(folder, module)));
  await writeFile(join(folder, 'a-file'), '');
  const kind = (group: EntryKind['group'], name: string, path = name): EntryKind => ({
    name: `file-${name}`,
    group,
    // A comma would end the entry, and no one else encodes it.
    value: pathToFileURL(join(folder, path)).href.replaceAll(',', '%2C'),
  });
  return [
    kind('serves', 'whole', 'whole tree, 100%'),
    kind('spoils', 'no-zip'),
    kind('spoils', 'no-info'),
    kind('spoils', 'bad-json'),
    kind('spoils', 'foreign-zip'),
    kind('fails', 'info-is-a-folder'),
    kind('fails', 'below-a-file', 'a-file/tree'),
    kind('not-found', 'missing'),
  ];
}

/** Returns a module's three files as the trees hold them. */
export async function treeAnswers(module: TreeModule): Promise<{ info: Buffer; mod: Buffer; zip: Buffer }> {
  return {
    info: Buffer.from(JSON.stringify({ Version: module.version, Origin: { VCS: TREE_ORIGIN } })),
    mod: treeMod(module),
    zip: await zipArchive(treeFiles(module)),
  };
}

async function writeModule(folder: string, module: TreeModule): Promise<void> {
  const { path, version } = module;
  const { info, mod, zip } = await treeAnswers(module);
  // go names the file in its error, which a broken archive would not have.
  const foreign = await zipArchive(new Map([[`${TREE_ORIGIN}/x.txt`, mod]]));
  const trees: Readonly<Record<string, Readonly<Record<string, Buffer | null>>>> = {
    'whole tree, 100%': { info, mod, zip },
    'no-zip': { info, mod },
    'no-info': { mod, zip },
    'bad-json': { info: info.subarray(0, 9), mod, zip },
    'foreign-zip': { info, mod, zip: foreign },
    'info-is-a-folder': { info: null, mod, zip },
  };
  for (const [tree, files] of Object.entries(trees)) {
    const base = join(folder, tree, escaped(path), '@v');
    await mkdir(base, { recursive: true });
    for (const [extension, content] of Object.entries(files)) {
      const file = join(base, `${escaped(version)}.${extension}`);
      if (content === null) await mkdir(file);
      else await writeFile(file, content);
    }
  }
}

/** The escaped path of golang.org/x/mod/module: `!a` for `A`. */
function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
