/** Gathers what is known of the Go environment and the module graph: files, and what go tells of the graph without any network. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../../base/files.ts';
import type { Result } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { Setting } from '../../gocmd/env/setting.ts';
import type { GoFault } from '../../gocmd/goCommand.ts';
import type { ListedModule } from '../../gocmd/list/listedModule.ts';
import { findOnPath } from '../../gocmd/locate/searchPath.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import { escapePath, escapeUpperCase } from '../../goproxy/module/modulePath.ts';
import type { GoPorts } from '../goView.ts';
import type { FolderReplacement, GraphExamination } from './graphExamination.ts';
import { suspects } from './judge/judgeExposure.ts';
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

/** The one database that vouches for public modules only. */
const DATABASE = 'sum.golang.org';
/** More are not looked up: each costs a file. */
const MAX_SUSPECTS = 200;

/** Never fails: what cannot be found out is null or empty. Rejects only when aborted. */
export async function examineGraph(
  request: GraphRequest,
  ports: GoPorts,
  signal: AbortSignal,
): Promise<GraphExamination> {
  const { listed, goVersion, list, publicMirrors, env, cwd } = request;
  signal.throwIfAborted();
  const settings = Object.fromEntries(request.settings.map(({ name, value }) => [name, value]));
  const [moduleFiles, graph] = await Promise.all([
    readModuleFiles({ cwd, env, platform: ports.platform, settings }, ports.files),
    listed,
  ]);
  signal.throwIfAborted();
  const repository = await findRepository((moduleFiles.workspace ?? moduleFiles.own)?.folder ?? cwd, ports.files);
  const known = { ...moduleFiles, list, publicMirrors, originHost: repository.originHost };
  const modules = graph?.ok ? graph.value : null;
  const [folderReplacements, missingFolders, vouched, toolchains] = await Promise.all([
    readReplacements(moduleFiles, modules, repository.root, ports.files),
    findMissingFolders(list, ports),
    findVouched(suspects(known), settings.GOMODCACHE ?? '', ports.files),
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
    vouched,
    toolchains,
  };
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

async function findMissingFolders(list: GoproxyList | null, { programs }: GoPorts): Promise<Map<number, string>> {
  const missing = new Map<number, string>();
  for (const one of list?.entries ?? []) {
    if (one.kind !== 'url' || one.scheme !== 'file') continue;
    const folder = folderOf(one.url);
    if (folder !== null && (await programs.kind(folder)) !== 'directory') missing.set(one.index, folder);
  }
  return missing;
}

function folderOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}

/** A record of the database in the module cache says that the module was public when it came. */
async function findVouched(
  modules: ReturnType<typeof suspects>,
  cache: string,
  files: Files,
): Promise<ReadonlySet<string>> {
  const vouched = new Set<string>();
  if (cache === '') return vouched;
  for (const { module, version } of modules.slice(0, MAX_SUSPECTS)) {
    const escaped = escapePath(module);
    // The version becomes a part of a file's name: nothing but a version may stand there.
    if (escaped === null || !/^[\w.+-]+$/.test(version)) continue;
    const record = `${escaped}@${escapeUpperCase(version)}`;
    const file = path.join(cache, 'cache', 'download', 'sumdb', DATABASE, 'lookup', record);
    if ((await files.readText(file, 1)) !== null) vouched.add(module);
  }
  return vouched;
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
