/** What a triage is to ask for the user: the mirrors of the list and more, with what go would send them, and what lies on this machine. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import { isPrivate } from '../../goproxy/module/patterns.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import type { TriageQuestion } from '../../integrity/triage/triageQuestion.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import { readModuleFiles } from '../graph/readModuleFiles.ts';
import { databaseQuestion } from './databaseQuestion.ts';
import { fieldsByUrl } from './fieldsByUrl.ts';

export interface TriageRequest {
  readonly subject: TriageModule;
  /** The list in force; null where there is none that can be parsed. */
  readonly own: GoproxyList | null;
  /** More mirrors, and the origin where it names `direct`. */
  readonly more: GoproxyList | null;
  readonly cwd: string;
  readonly env: Environment;
  /** ms for each source. */
  readonly deadline: number;
}

/** For a workspace that the user trusts: go will be run, and GOAUTH's commands are. Rejects only when aborted. */
export async function triageQuestion(
  request: TriageRequest,
  view: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<TriageQuestion> {
  const { subject, own, more, cwd, env, deadline } = request;
  // What go fetches past the list is not named to the list's mirrors; those that the user names besides are asked.
  const isPast = isPrivate(subject.module, {
    GOPRIVATE: view.value('GOPRIVATE'),
    GONOPROXY: view.value('GONOPROXY'),
  });
  const entries = [isPast ? null : own, more].flatMap((list) => list?.entries ?? []);
  const urls = entries.filter((entry): entry is UrlEntry => entry.kind === 'url');
  // Their numbers in two lists may be the same: here each has its own.
  const mirrors = urls
    .filter((one, at) => urls.findIndex(({ url }) => url === one.url) === at)
    .map((entry, index) => ({ ...entry, index }));
  const asking = { env, cwd, timeout: deadline };
  const credentials = await fieldsByUrl(mirrors, asking, view, ports, signal);
  const go = view.located.path;
  const asksOrigin = go !== null && (isPast || entries.some(({ kind }) => kind === 'direct'));
  return {
    subject,
    mirrors,
    credentials,
    database: databaseQuestion(view, { entries: own?.entries ?? [], credentials }, { env, platform: ports.platform }),
    network: networkVariables(env, view.environment.goVersion),
    direct: asksOrigin ? { go, env, goenvFile: view.environment.goenvFile } : null,
    ...(await filesOf(request, view, ports)),
    modCache: view.value('GOMODCACHE'),
    deadline,
  };
}

/** The go.sum files that go reads for the module in `cwd`, and the vendor folder that it builds from. */
async function filesOf(
  { cwd, env }: TriageRequest,
  view: GoView,
  { files, platform }: GoPorts,
): Promise<Pick<TriageQuestion, 'sums' | 'vendor'>> {
  const settings = { GOFLAGS: view.value('GOFLAGS'), GO111MODULE: view.value('GO111MODULE') };
  const { own, mains, workspace, vendor } = await readModuleFiles({ cwd, env, platform, settings }, files);
  const home = own?.folder ?? cwd;
  const named = (place: string) => path.relative(home, place).split(path.sep).join('/');
  const others = mains.map(({ folder }) => path.join(folder, 'go.sum')).filter((place) => place !== ownSum(own));
  const sums = [
    ...(own === null ? [] : [{ name: 'go.sum', path: ownSum(own) }]),
    ...(workspace === null ? [] : [{ name: 'go.work.sum', path: path.join(workspace.folder, 'go.work.sum') }]),
    ...others.map((place) => ({ name: named(place), path: place })),
  ];
  const root = vendor === null ? null : (workspace ?? own);
  return { sums, vendor: root === null ? null : path.join(root.folder, 'vendor') };
}

function ownSum(own: { readonly folder: string } | null): string {
  return own === null ? '' : path.join(own.folder, 'go.sum');
}
