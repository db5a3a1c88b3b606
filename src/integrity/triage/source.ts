/** What one source says of a version: two hashes, or why there are none. */
import type { FailureCode } from '../../failures/code.ts';
import type { Fork } from '../sumdb/sumdbFault.ts';

export type SourceKind = 'mirror' | 'direct' | 'sumdb' | 'go.sum' | 'cache' | 'vendor';

export interface Source {
  readonly source: SourceKind;
  /** A mirror's URL as written (may hold a secret), the database's name, a file's name; else as the kind. */
  readonly name: string;
  /** `h1:…` of the archive; of the database only where it is proved. */
  readonly zip: string | null;
  readonly mod: string | null;
  readonly code: FailureCode | null;
  /**
   * Beside the details of the code: `absent` it holds nothing of the version, `private` it is not to be asked about it, `off` it is switched
   * off, `too-large` its archive is beyond our cap, `unreadable` we cannot read its archive (cache), `conflict` the file has the markers of a
   * merge (go.sum); of vendor, which keeps no hash, `no-hash` nothing could be compared, `same` and `changed` its files are, are not, those
   * of the archive.
   */
  readonly detail: string | null;
  /** What go said where it failed, its last 2,000 characters (may hold a secret): the asker reads the cause in it. */
  readonly words: string | null;
  /** Where the database's record stands, and the signed tree that proves it. */
  readonly proof: { readonly record: number; readonly size: number; readonly hash: string } | null;
  /** The signed notes that cannot both be true: evidence, to be kept as it is. */
  readonly fork: Fork | null;
}

/** A row that says nothing yet. */
export function sourceRow(source: SourceKind, name: string = source): Source {
  return { source, name, zip: null, mod: null, code: null, detail: null, words: null, proof: null, fork: null };
}

export interface TriageModule {
  readonly module: string;
  /** Canonical. */
  readonly version: string;
}
