/** Gathers what is known of the Go environment and the module graph: files, and what go tells of the graph without any network. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import type { Result } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { Setting } from '../../gocmd/env/setting.ts';
import type { GoFault } from '../../gocmd/goCommand.ts';
import type { ListedModule } from '../../gocmd/list/listedModule.ts';
import { findOnPath } from '../../gocmd/locate/searchPath.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { GoPorts } from '../environment/goView.ts';
import { findIncomplete, findMissingFolders } from './fileEntries.ts';
import type { FolderReplacement, GraphExamination, ModuleVersion } from './graphExamination.ts';
import { suspects } from './judge/judgeExposure.ts';
import { findPoisoned, findVouched } from './moduleCache.ts';
import { type ModuleFiles, readModuleFiles } from './readModuleFiles.ts';
import { replacements } from './replacements.ts';
import { findRepository } from './repository.ts';

export interface GraphRequest {
  /** What listModules gives; null where there is no go, or it must not be run (untrusted workspace). */
  readonly listed: Promise<Result<readonly ListedModule[], GoFault>> | null;
  /** As `go env GOVERSION` prints it; null where go was not asked. */
  readonly goVersion: string | null;
  readonly env: Environment;
  /** An existing folder. */
  readonly cwd: string;
  /** The list in force; null where it cannot be used. */
  readonly list: GoproxyList | null;
  /** As readGoEnvironment tells them. */
  readonly settings: readonly Setting[];
  /** See isPublicMirror. */
  readonly publicMirrors: readonly string[];
}

/** Never fails: what cannot be found out is null or empty. Rejects only when aborted. */
export async function examineGraph(
  request: GraphRequest,
  ports: GoPorts,
  signal: AbortSignal,
): Promise<GraphExamination> {
  const { listed, goVersion, list, publicMirrors, env, cwd } = request;
  signal.throwIfAborted();
  const settings = Object.fromEntries(request.settings.map(({ name, value }) => [name, value]));
  const cache = settings.GOMODCACHE ?? '';
  const [moduleFiles, graph] = await Promise.all([
    readModuleFiles({ cwd, env, platform: ports.platform, settings }, ports.files),
    listed,
  ]);
  signal.throwIfAborted();
  const repository = await findRepository((moduleFiles.workspace ?? moduleFiles.own)?.folder ?? cwd, ports.files);
  const known = { ...moduleFiles, list, publicMirrors, originHost: repository.originHost };
  const modules = graph?.ok ? graph.value : null;
  const fetched = fetchedVersions(moduleFiles);
  const [folderReplacements, missingFolders, incomplete, vouched, poisoned, toolchains] = await Promise.all([
    readReplacements(moduleFiles, modules, repository.root, ports.files),
    findMissingFolders(list, ports),
    findIncomplete(list, fetched, ports),
    findVouched(suspects(known), cache, ports.files),
    findPoisoned(fetched, cache, ports.files),
    findToolchains(moduleFiles, settings, env, ports),
  ]);
  signal.throwIfAborted();
  return {
    ...known,
    settings,
    goVersion,
    modules,
    fault: graph === null || graph.ok ? null : graph.error,
    folderReplacements,
    missingFolders,
    incomplete,
    vouched,
    poisoned,
    toolchains,
  };
}

/** What the modules require and go fetches: not what they are themselves, nor what a folder stands in for. */
function fetchedVersions({ mains, workspace }: ModuleFiles): readonly ModuleVersion[] {
  const isMain = new Set(mains.map(({ goMod }) => goMod.module));
  const found = new Map<string, ModuleVersion>();
  for (const { goMod } of mains) {
    const replacementOf = replacements(goMod, workspace?.goMod ?? null);
    for (const { module, version } of goMod.requires) {
      const replacement = replacementOf(module, version);
      if (isMain.has(module) || (replacement !== null && replacement.newVersion === null)) continue;
      const one = { module: replacement?.new ?? module, version: replacement?.newVersion ?? version };
      found.set(`${one.module}@${one.version}`, one);
    }
  }
  return [...found.values()];
}

/** Of the lines that nothing requires go reads nothing: they do no harm. */
async function readReplacements(
  { mains, workspace, own }: ModuleFiles,
  modules: readonly ListedModule[] | null,
  root: string | null,
  files: Files,
): Promise<readonly FolderReplacement[]> {
  const found = new Map<string, { module: string; target: string; file: string }>();
  const ofWork = new Set(workspace?.goMod.replaces ?? []);
  const isMain = new Set(mains.map(({ goMod }) => goMod.module));
  for (const { goMod, file } of mains) {
    const replacementOf = replacements(goMod, workspace?.goMod ?? null);
    const listed =
      modules?.flatMap(({ path: module, version }) => (version === null ? [] : [{ module, version }])) ?? [];
    for (const { module, version } of [...goMod.requires, ...listed]) {
      const replacement = isMain.has(module) ? null : replacementOf(module, version);
      if (replacement === null || replacement.newVersion !== null) continue;
      const home = workspace !== null && ofWork.has(replacement) ? workspace.file : file;
      found.set(module, { module, target: replacement.new, file: home });
    }
  }
  return Promise.all(
    [...found.values()].map(async ({ module, target, file }) => {
      const folder = path.resolve(path.dirname(file), target);
      const exists = (await files.readText(path.join(folder, 'go.mod'), 1)) !== null;
      const inside = path.relative(root ?? (workspace ?? own)?.folder ?? path.dirname(file), folder);
      const isInside = inside.split(path.sep)[0] !== '..' && !path.isAbsolute(inside);
      return { module, target, folder, file, exists, isInside };
    }),
  );
}

/** Of the toolchains that these files and GOTOOLCHAIN name, those that are here. */
async function findToolchains(
  { workspace, own }: ModuleFiles,
  settings: Readonly<Record<string, string>>,
  env: Environment,
  { programs, platform }: GoPorts,
): Promise<ReadonlySet<string>> {
  const { go = null, toolchain = null } = (workspace ?? own)?.goMod ?? {};
  const names = [go === null ? '' : `go${go}`, go === null ? '' : `go${go}.0`, toolchain ?? ''];
  names.push((settings.GOTOOLCHAIN ?? '').replace(/\+.*$/, ''));
  const cached = settings.GOMODCACHE ? await programs.list(path.join(settings.GOMODCACHE, 'golang.org')) : [];
  const here = new Set<string>();
  for (const name of new Set(names)) {
    if (!/^go\d[\w.-]*$/.test(name)) continue;
    const folder = `toolchain@v0.0.1-${name}.`;
    // Behind the version stands the system: `go1.22.linux-amd64`, but not `go1.22.3.linux-amd64`.
    const isCached = cached.some((file) => file.startsWith(folder) && /^[a-z]/.test(file.slice(folder.length)));
    if (isCached || (await findOnPath(name, env, platform, programs)) !== null) here.add(name);
  }
  return here;
}
