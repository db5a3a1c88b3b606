/** The files that a build is made from: go.work, the modules built together, their go.sum, vendor/. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { type Environment, environmentVariable } from '../../gocmd/env/environmentVariable.ts';
import { parseGoMod } from '../../goproxy/module/goMod.ts';
import { parseGoWork } from '../../goproxy/module/goWork.ts';
import { findWorkspaceModule } from '../environment/workspaceModule.ts';
import { flagOf } from './goFlags.ts';
import { compareReleases } from './goRelease.ts';
import type { GraphExamination, ModuleFile } from './graphExamination.ts';

export type ModuleFiles = Pick<GraphExamination, 'own' | 'mains' | 'workspace' | 'vendor'>;

export interface ModuleFilesRequest {
  readonly cwd: string;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly settings: Readonly<Record<string, string>>;
}

const MOD_LIMIT = 1 << 20;
/** More modules in one workspace than anybody has. */
const MAX_USES = 500;
const NOTHING: ModuleFiles = { own: null, mains: [], workspace: null, vendor: null };

export async function readModuleFiles(request: ModuleFilesRequest, files: Files): Promise<ModuleFiles> {
  const { settings } = request;
  const goflags = settings.GOFLAGS ?? '';
  // Another file stands in for go.mod, and what we read here would not count.
  if (flagOf('modfile', goflags) !== '') return NOTHING;
  const cwd = path.resolve(request.cwd);
  const found = await findWorkspaceModule(cwd, files);
  const own = found === null ? null : { ...found, folder: path.dirname(found.file) };
  const goWork = settings.GO111MODULE === 'off' ? null : await readGoWork(request, cwd, files);
  const mains = goWork === null ? (own === null ? [] : [own]) : await readUses(goWork, files);
  const workspace =
    goWork === null
      ? null
      : { ...goWork.module, isAbove: goWork.module.folder !== cwd && goWork.module.folder !== own?.folder };
  return {
    own,
    mains,
    workspace,
    vendor: await vendorMode(workspace, own, goflags, files),
  };
}

interface FoundGoWork {
  readonly module: ModuleFile;
  readonly uses: readonly string[];
}

/** GOWORK names the file or is `off`; else it is the nearest one at or above the folder. */
async function readGoWork(
  { env, platform }: ModuleFilesRequest,
  cwd: string,
  files: Files,
): Promise<FoundGoWork | null> {
  const named = environmentVariable(env, 'GOWORK', platform);
  if (named === 'off') return null;
  if (named !== '' && named !== 'auto') return readGoWorkFile(path.resolve(cwd, named), files);
  for (let folder = cwd; ; ) {
    const found = await readGoWorkFile(path.join(folder, 'go.work'), files);
    const above = path.dirname(folder);
    if (found !== null || above === folder) return found;
    folder = above;
  }
}

async function readGoWorkFile(file: string, files: Files): Promise<FoundGoWork | null> {
  const text = await files.readText(file, MOD_LIMIT);
  if (text === null) return null;
  return { module: { file, folder: path.dirname(file), goMod: parseGoMod(text) }, uses: parseGoWork(text).uses };
}

async function readUses({ module, uses }: FoundGoWork, files: Files): Promise<readonly ModuleFile[]> {
  const read = uses.slice(0, MAX_USES).map(async (use): Promise<ModuleFile | null> => {
    const folder = path.resolve(module.folder, use);
    const file = path.join(folder, 'go.mod');
    const text = await files.readText(file, MOD_LIMIT);
    return text === null ? null : { file, folder, goMod: parseGoMod(text) };
  });
  return (await Promise.all(read)).filter((one) => one !== null);
}

/** As setDefaultBuildMod in cmd/go/internal/modload/init.go: the folder counts from `go 1.14` on, in a workspace from 1.22 on. */
async function vendorMode(
  workspace: ModuleFile | null,
  own: ModuleFile | null,
  goflags: string,
  files: Files,
): Promise<GraphExamination['vendor']> {
  const root = workspace ?? own;
  const flag = flagOf('mod', goflags);
  if (root === null || (flag !== 'vendor' && flag !== '')) return null;
  const head = await files.readText(path.join(root.folder, 'vendor', 'modules.txt'), 64);
  if (flag === 'vendor') return head === null ? 'flag-without-folder' : 'flag';
  const first = workspace === null ? 'go1.14' : 'go1.22';
  const isOfItsKind = head !== null && head.startsWith('## workspace') === (workspace !== null);
  return isOfItsKind && (compareReleases(`go${root.goMod.go ?? ''}`, first) ?? -1) >= 0 ? 'folder' : null;
}
