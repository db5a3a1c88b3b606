/** The checksum database by way of the user's list, with what go would send its entries. */
import type { Clock } from '../../base/clock.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type GoproxyList, parseList } from '../../goproxy/list/list.ts';
import type { DatabaseQuestion } from '../../integrity/sumdb/openDatabase.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { databaseQuestion } from './databaseQuestion.ts';
import { fieldsByUrl } from './fieldsByUrl.ts';

export interface DatabaseUser {
  /** The workspace's list; null where go's own settings count. */
  readonly goproxy: string | null;
  readonly cwd: string;
  readonly env: Environment;
}

/** ms for the commands of GOAUTH. */
const CREDENTIALS = 10_000;

/** For a workspace that the user trusts. Rejects only when aborted. */
export async function listDatabase(
  { goproxy, cwd, env }: DatabaseUser,
  view: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<DatabaseQuestion> {
  const parsed = parseList(goproxy ?? view.value('GOPROXY'));
  const own: GoproxyList = parsed.ok ? parsed.value : { text: '', entries: [] };
  const credentials = await fieldsByUrl(own.entries, { env, cwd, timeout: CREDENTIALS }, view, ports, signal);
  return databaseQuestion(view, { entries: own.entries, credentials }, { env, platform: ports.platform });
}
