/** What go would hold a version against, as a port. */
import type { Disposable } from '../../base/disposable.ts';

export interface VersionHashes {
  readonly zip: string | null;
  readonly mod: string | null;
}

/** Of one list: of the module that is worked on, and of the go command's settings there. */
export interface Witness extends Disposable {
  /** Returns the hashes that the go.sum files in force name, as they are now: go takes nothing that differs from one of them. */
  named(module: string, version: string): Promise<Readonly<Record<'zip' | 'mod', readonly string[]>>>;
  /** Returns the verifier key of the database that go asks where go.sum says nothing; null where it asks none about the module. */
  databaseOf(module: string): string | null;
  /** Asks that database, and returns what it proves; null where it proves nothing. */
  prove(module: string, version: string): Promise<VersionHashes | null>;
}
