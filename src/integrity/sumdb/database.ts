/** A checksum database as go would ask it: through the list first, then itself. */
import type { Entry } from '../../goproxy/list/list.ts';
import type { CredentialFields, Session } from '../../net/exchange.ts';
import type { DatabaseKey } from './databaseKey.ts';
import { direct, firstOf, type SumdbSource, throughEntry } from './sources.ts';

/** Secrets, by an entry's URL: what go would send to it beside the URL's own userinfo. */
export type FieldsByUrl = ReadonlyMap<string, CredentialFields>;

export interface DatabaseWay {
  /** Of the user's own list. */
  readonly entries: readonly Entry[];
  readonly credentials: FieldsByUrl;
}

/** Returns where to ask, in this order: what the list passes on, then the database itself; a URL in GOSUMDB is the only place. */
export function databaseSources(
  { name, url }: DatabaseKey,
  { entries, credentials }: DatabaseWay,
  session: Session,
): readonly SumdbSource[] {
  const itself = direct(session, url ?? `https://${name}`);
  if (url !== null) return [itself];
  const through = firstOf(
    entries,
    (entry) => throughEntry(session, entry.url, name, credentials.get(entry.url)),
    itself,
  );
  return [through, itself];
}
