/** A list as the relay serves it: who is a public mirror, what go would send to whom, what the module will want next. */
import path from 'node:path';
import { defaultMirrors } from '../../doctor/defaultMirrors.ts';
import type { GoView } from '../../doctor/goView.ts';
import { listCredentials } from '../../doctor/listCredentials.ts';
import { findWorkspaceModule } from '../../doctor/workspaceModule.ts';
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
  const found = await findWorkspaceModule(cwd, ports.files);
  const source = {
    folder: found === null ? cwd : path.dirname(found.file),
    modCache: view.value('GOMODCACHE'),
    variables: { GOPRIVATE: view.value('GOPRIVATE'), GONOPROXY: view.value('GONOPROXY') },
    files: ports.files,
  };
  return {
    list,
    foresee: () => foresee(source),
    isPublic: ({ url }) => isPublicMirror(url, known),
    credentials: ({ index }) => credentials.get(index)?.credentials.headers ?? [],
  };
}
