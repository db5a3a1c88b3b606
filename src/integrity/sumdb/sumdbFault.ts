/** Why the checksum database gave no proved answer. */
import type { NetFault } from '../../net/exchange.ts';
import type { ProvedRecord } from './provedRecord.ts';

/** Why a source could not read a path. */
export type SourceFault =
  | { readonly kind: 'status'; readonly url: string; readonly status: number }
  | { readonly kind: 'network'; readonly url: string; readonly fault: NetFault }
  /** The answer is longer than anything that a database sends. */
  | { readonly kind: 'too-large'; readonly url: string };

/** Two signed notes that cannot both be true: `found` is what the newer tree holds where the older one's hash should be. */
export interface Fork {
  readonly older: string;
  readonly newer: string;
  readonly found: string;
}

export type SumdbFault =
  | { readonly kind: 'source'; readonly path: string; readonly fault: SourceFault }
  /** The module's path or version can be in no database. */
  | { readonly kind: 'invalid-query' }
  | { readonly kind: 'malformed'; readonly what: 'record' | 'note' | 'tree' | 'tile'; readonly path: string }
  /** `unknown`: signed by others only; `invalid`: not by the key that it names. */
  | { readonly kind: 'signature'; readonly reason: 'unknown' | 'invalid'; readonly path: string }
  /** Tiles or a record that are not those of the signed tree. */
  | { readonly kind: 'inconsistent'; readonly what: 'record' | 'tile'; readonly path: string }
  /** The record is proved, and says nothing of the .zip or of go.mod. */
  | { readonly kind: 'missing'; readonly record: ProvedRecord }
  | { readonly kind: 'forked'; readonly code: 'sumdb-forked'; readonly fork: Fork }
  /** The heads that we remember cannot be read or written (`detail`: an errno). */
  | { readonly kind: 'memory'; readonly detail: string };
