/** A list as the relay serves it: who is a public mirror, what go would send to whom, what the module will want next. */
import { defaultMirrors } from '../../doctor/defaultMirrors.ts';
import type { GoView } from '../../doctor/goView.ts';
import { type ModuleFiles, readModuleFiles } from '../../doctor/graph/readModuleFiles.ts';
import { listCredentials } from '../../doctor/listCredentials.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import { foresee } from '../../relay/prefetch/foresight.ts';
import type { ServedList } from '../../relay/relay.ts';
import type { Host } from '../host.ts';

export interface ServedListRequest {
  readonly list: GoproxyList;
  /** Where go would be run. */
  readonly cwd: string;
  /** URLs that count as public mirrors too. */
  readonly publics: readonly string[];
}

/** ms for the commands of GOAUTH together. */
const CREDENTIALS = 10_000;

/** Rejects only when aborted. */
export async function servedList(
  { list, cwd, publics }: ServedListRequest,
  view: GoView,
  { env, ports, signal }: Host,
): Promise<ServedList> {
  const known = [...(await defaultMirrors(view, ports)), ...publics];
  const question = { env, cwd, trusted: true, depth: 'sample', goproxy: null, timeout: CREDENTIALS } as const;
  const credentials = await listCredentials(list, question, view, ports, signal);
  const settings = { GOFLAGS: view.value('GOFLAGS'), GO111MODULE: view.value('GO111MODULE') };
  const source = {
    modCache: view.value('GOMODCACHE'),
    variables: { GOPRIVATE: view.value('GOPRIVATE'), GONOPROXY: view.value('GONOPROXY') },
    files: ports.files,
  };
  return {
    list,
    async foresee() {
      const found = await readModuleFiles({ cwd, env, platform: ports.platform, settings }, ports.files);
      if (found.own === null) return null;
      return foresee({ ...source, folder: found.own.folder, workspace: keptByWorkspace(found) });
    },
    isPublic: ({ url }) => isPublicMirror(url, known),
    credentials: ({ index }) => credentials.get(index)?.credentials.headers ?? [],
  };
}

/** Modules that are worked on together, and what go.work or one of them replaces, which counts for all. */
function keptByWorkspace({ mains, workspace }: ModuleFiles): string[] {
  const own = mains.flatMap(({ goMod }) => (goMod.module === null ? [] : [goMod.module]));
  const replaced = [...mains, ...(workspace === null ? [] : [workspace])].flatMap(({ goMod }) => goMod.replaces);
  return [...own, ...replaced.map(({ old }) => old)];
}
