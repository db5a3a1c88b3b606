/** What go would send to the entries of a list beside what stands in their URLs. */
import type { Clock } from '../../base/clock.ts';
import { type EntryCredentials, entryCredentials } from '../../gocmd/auth/entryCredentials.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { GoPorts, GoView } from './goView.ts';

export interface CredentialQuestion {
  readonly env: Environment;
  readonly cwd: string;
  readonly trusted: boolean;
  readonly depth: 'sample' | 'quick';
  readonly goproxy: { readonly origin: 'argument' | 'workspace' } | null;
  /** ms for all commands of GOAUTH together. */
  readonly timeout: number;
}

/**
 * Returns it by the number of the entry. The netrc file is read once. The commands of GOAUTH are run where the user asked for the
 * examination and trusts the workspace; a list that an untrusted workspace brings along gets nothing. Rejects only when aborted.
 */
export async function listCredentials(
  list: GoproxyList,
  question: CredentialQuestion,
  go: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<ReadonlyMap<number, EntryCredentials>> {
  if (!question.trusted && question.goproxy?.origin === 'workspace') return new Map();
  const entries = list.entries.filter((entry) => entry.kind === 'url');
  const urls = entries.map(({ url }) => url);
  const found = await urlCredentials(urls, question, go, ports, signal);
  return new Map(entries.flatMap(({ index }, at) => (found[at] === undefined ? [] : [[index, found[at]] as const])));
}

/** What go would send to these URLs, in their order; the rules as above. Rejects only when aborted. */
export function urlCredentials(
  urls: readonly string[],
  { env, cwd, trusted, depth, timeout }: Omit<CredentialQuestion, 'goproxy'>,
  go: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<readonly EntryCredentials[]> {
  return entryCredentials(urls, {
    ...ports,
    goVersion: go.environment.goVersion,
    goauth: go.value('GOAUTH'),
    mayRun: trusted && depth !== 'quick',
    env,
    cwd,
    signal,
    deadline: timeout,
  });
}
