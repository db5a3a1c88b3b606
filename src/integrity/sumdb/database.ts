/** A checksum database as go would ask it: through the list first, then itself. */
import type { Entry, UrlEntry } from '../../goproxy/list/list.ts';
import type { CredentialFields, Session } from '../../net/exchange.ts';
import type { DatabaseKey } from './databaseKey.ts';
import { direct, firstOf, type SumdbSource, throughEntry } from './sources.ts';

export interface DatabaseWay {
  /** Of the user's own list. */
  readonly entries: readonly Entry[];
  /** Secrets: what go would send to the entry beside its URL's own userinfo. */
  readonly credentials: (entry: UrlEntry) => CredentialFields;
}

/** Returns where to ask, in this order: what the list passes on, then the database itself; a URL in GOSUMDB is the only place. */
export function databaseSources(
  { name, url }: DatabaseKey,
  { entries, credentials }: DatabaseWay,
  session: Session,
): readonly SumdbSource[] {
  const itself = direct(session, url ?? `https://${name}`);
  if (url !== null) return [itself];
  return [firstOf(entries, (entry) => throughEntry(session, entry.url, name, credentials(entry)), itself), itself];
}
