/** What one source says of a version: two hashes, or why there are none. */
import type { FailureCode } from '../../failures/code.ts';

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
   * off, `too-large` its archive is beyond our cap, `no-hash` it keeps none (vendor), `unreadable` we cannot read its archive (cache).
   */
  readonly detail: string | null;
}

export interface TriageModule {
  readonly module: string;
  /** Canonical. */
  readonly version: string;
}
