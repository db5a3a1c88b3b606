/** What a bundle is to be made of for the user: the module that he stands in, his go and its cache, the database by way of his list. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { MAX_GO_SUM } from '../../integrity/gosum/goSum.ts';
import type { BundleQuestion } from '../../integrity/import/bundle/bundleQuestion.ts';
import { listDatabase } from '../checksum/listDatabase.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import { findWorkspaceModule } from '../environment/workspaceModule.ts';

export interface BundleRequest {
  /** Absolute path of the file to write; null: a file in `cwd` that is called after the module. */
  readonly out: string | null;
  readonly cwd: string;
  readonly env: Environment;
}

/** ms for each run of go: everything may have to be fetched. */
const DEADLINE = 30 * 60_000;
const MAX_GO_MOD = 16 << 20;

/** Returns null where `cwd` is in no module. For a workspace that the user trusts. Rejects only when aborted. */
export async function bundleQuestion(
  { out, cwd, env }: BundleRequest,
  go: string,
  view: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<BundleQuestion | null> {
  const found = await findWorkspaceModule(cwd, ports.files);
  const goMod = found === null ? null : await ports.files.readText(found.file, MAX_GO_MOD);
  if (found === null || goMod === null) return null;
  const folder = path.dirname(found.file);
  const name =
    (found.goMod.module ?? path.basename(folder))
      .split('/')
      .at(-1)
      ?.replace(/[^\w.-]/g, '') ?? '';
  return {
    folder,
    goMod,
    goSum: await ports.files.readText(path.join(folder, 'go.sum'), MAX_GO_SUM),
    go,
    env,
    modCache: view.value('GOMODCACHE'),
    database: await listDatabase({ goproxy: null, cwd, env }, view, ports, signal),
    network: networkVariables(env, view.environment.goVersion),
    out: out ?? path.join(cwd, `${name}-modules.zip`),
    deadline: DEADLINE,
  };
}
