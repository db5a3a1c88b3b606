/** What a triage is to ask for the user: the mirrors of the list and more, with what go would send them, and what lies on this machine. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import type { TriageQuestion } from '../../integrity/triage/triageQuestion.ts';
import type { GoPorts, GoView } from '../goView.ts';
import { listCredentials } from '../listCredentials.ts';
import { networkVariables } from '../networkVariables.ts';
import { findWorkspaceModule } from '../workspaceModule.ts';
import { databaseQuestion } from './databaseQuestion.ts';

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
  const asking = { env, cwd, trusted: true, depth: 'sample', goproxy: null, timeout: deadline } as const;
  const known = await listCredentials({ text: '', entries: mirrors }, asking, view, ports, signal);
  const credentials = new Map(
    mirrors.map(({ url, index }) => [url, known.get(index)?.credentials.headers ?? []] as const),
  );
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
    folder: found === null ? null : path.dirname(found.file),
    modCache: view.value('GOMODCACHE'),
    deadline,
  };
}
