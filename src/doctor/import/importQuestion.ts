/** What an import is to ask for the user: his go and its cache, the go.sum that he stands in, the database by way of his list. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import { MAX_GO_SUM } from '../../integrity/gosum/goSum.ts';
import type { ImportQuestion } from '../../integrity/import/importQuestion.ts';
import { listDatabase } from '../checksum/listDatabase.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import { findWorkspaceModule } from '../environment/workspaceModule.ts';

export interface ImportRequest {
  /** Paths, absolute or below `cwd`, and URLs. */
  readonly sources: readonly string[];
  readonly named: ModuleQuery | null;
  readonly unproved: boolean;
  /** The workspace's list; null where go's own settings count. */
  readonly goproxy: string | null;
  readonly cwd: string;
  readonly env: Environment;
}

/** ms for each run of go: a large archive is unpacked. */
const DEADLINE = 120_000;

/** `go`: the absolute path of the go command. For a workspace that the user trusts. Rejects only when aborted. */
export async function importQuestion(
  { sources, named, unproved, goproxy, cwd, env }: ImportRequest,
  go: string,
  view: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<ImportQuestion> {
  const found = await findWorkspaceModule(cwd, ports.files);
  const folder = found === null ? null : path.dirname(found.file);
  const goSum = folder === null ? null : await ports.files.readText(path.join(folder, 'go.sum'), MAX_GO_SUM);
  return {
    sources: sources.map((source) => (isAddress(source) ? source : path.resolve(cwd, source))),
    named,
    go,
    // What the user has stored counts too.
    env: { ...env, GOFLAGS: view.value('GOFLAGS') },
    modCache: view.value('GOMODCACHE'),
    folder,
    goSum,
    database: await listDatabase({ goproxy, cwd, env }, view, ports, signal),
    network: networkVariables(env, view.environment.goVersion),
    unproved,
    deadline: DEADLINE,
  };
}

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}
