/** What go would send, beside what stands in their URLs, to entries of a list and to the checksum database itself. */
import type { Clock } from '../../base/clock.ts';
import type { Entry } from '../../goproxy/list/list.ts';
import { databaseAddress, parseGosumdb } from '../../goproxy/protocol/sumdb.ts';
import type { FieldsByUrl } from '../../integrity/sumdb/database.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { type CredentialQuestion, urlCredentials } from '../environment/listCredentials.ts';

/** For a user who asked, in a workspace that is trusted. Rejects only when aborted. */
export async function fieldsByUrl(
  entries: readonly Entry[],
  asking: Pick<CredentialQuestion, 'env' | 'cwd' | 'timeout'>,
  view: GoView,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<FieldsByUrl> {
  const gosumdb = parseGosumdb(view.value('GOSUMDB') || 'sum.golang.org');
  const own = gosumdb.kind === 'on' ? [databaseAddress(gosumdb)] : [];
  const urls = [...new Set([...entries.flatMap((entry) => (entry.kind === 'url' ? [entry.url] : [])), ...own])];
  const found = await urlCredentials(urls, { ...asking, trusted: true, depth: 'sample' }, view, ports, signal);
  return new Map(urls.map((url, at) => [url, found[at]?.credentials.headers ?? []]));
}
