/** What a triage is to ask for the user: the mirrors of the list and more, with what go would send them, and what lies on this machine. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Files } from '../../base/files.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import { parseGoWork } from '../../goproxy/module/goWork.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import type { TriageQuestion } from '../../integrity/triage/triageQuestion.ts';
import type { GoPorts, GoView } from '../goView.ts';
import { networkVariables } from '../networkVariables.ts';
import { findWorkspaceModule } from '../workspaceModule.ts';
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

/** Bytes. */
const MAX_GO_WORK = 1 << 20;

/** For a workspace that the user trusts: go will be run, and GOAUTH's commands are. Rejects only when aborted. */
export async function triageQuestion(
  { subject, own, more, cwd, env, deadline }: TriageRequest,
  view: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<TriageQuestion> {
  const entries = [own, more].flatMap((list) => list?.entries ?? []);
  const urls = entries.filter((entry): entry is UrlEntry => entry.kind === 'url');
  // Their numbers in two lists may be the same: here each has its own.
  const mirrors = urls
    .filter((one, at) => urls.findIndex(({ url }) => url === one.url) === at)
    .map((entry, index) => ({ ...entry, index }));
  const asking = { env, cwd, timeout: deadline };
  const credentials = await fieldsByUrl(mirrors, asking, view, ports, signal);
  const go = view.located.path;
  const asksOrigin = go !== null && entries.some(({ kind }) => kind === 'direct');
  const found = await findWorkspaceModule(cwd, ports.files);
  return {
    subject,
    mirrors,
    credentials,
    database: databaseQuestion(view, { entries: own?.entries ?? [], credentials }, { env, platform: ports.platform }),
    network: networkVariables(env, view.environment.goVersion),
    direct: asksOrigin ? { go, env, goenvFile: view.environment.goenvFile } : null,
    ...(await filesOf(found === null ? null : path.dirname(found.file), view.value('GOWORK'), ports.files)),
    modCache: view.value('GOMODCACHE'),
    deadline,
  };
}

/** The go.sum files and the vendor folder that go goes by in the module at `folder`; `goWork` is GOWORK. */
async function filesOf(
  folder: string | null,
  goWork: string,
  files: Files,
): Promise<Pick<TriageQuestion, 'sums' | 'vendor'>> {
  if (folder === null) return { sums: [], vendor: null };
  const own = { name: 'go.sum', path: path.join(folder, 'go.sum') };
  const root = path.basename(goWork) === 'go.work' ? path.dirname(goWork) : null;
  const text = root === null ? null : await files.readText(goWork, MAX_GO_WORK);
  if (root === null || text === null) return { sums: [own], vendor: path.join(folder, 'vendor') };
  const places = [
    path.join(root, 'go.work.sum'),
    ...parseGoWork(text).uses.map((use) => path.join(path.resolve(root, use), 'go.sum')),
  ].filter((place) => place !== own.path);
  const named = (place: string) => path.relative(folder, place).split(path.sep).join('/');
  const sums = places.map((place, at) => ({ name: at === 0 ? 'go.work.sum' : named(place), path: place }));
  return { sums: [own, ...sums], vendor: path.join(root, 'vendor') };
}
