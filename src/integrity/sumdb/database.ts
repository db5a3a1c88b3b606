/** A checksum database as go would ask it: through the list first, then itself. */
import type { Entry } from '../../goproxy/list/list.ts';
import { databaseAddress } from '../../goproxy/protocol/sumdb.ts';
import type { CredentialFields, Session } from '../../net/exchange.ts';
import type { DatabaseKey } from './databaseKey.ts';
import { direct, firstOf, type SumdbSource, throughEntry } from './sources.ts';

/** Secrets, by the URL of an entry or of the database itself: what go would send there beside the URL's own userinfo. */
export type FieldsByUrl = ReadonlyMap<string, CredentialFields>;

export interface DatabaseWay {
  /** Of the user's own list. */
  readonly entries: readonly Entry[];
  readonly credentials: FieldsByUrl;
}

/** Returns where to ask, in this order: what the list passes on, then the database itself; a URL in GOSUMDB is the only place. */
export function databaseSources(
  key: DatabaseKey,
  { entries, credentials }: DatabaseWay,
  session: Session,
): readonly SumdbSource[] {
  const address = databaseAddress(key);
  const itself = direct(session, address, credentials.get(address));
  if (key.url !== null) return [itself];
  const through = firstOf(
    entries,
    (entry) => throughEntry(session, entry.url, key.name, credentials.get(entry.url)),
    itself,
  );
  return [through, itself];
}
