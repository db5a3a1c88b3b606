/** A remedy as data: every surface makes its button, link or line from the same record. */
import type { RemedyId } from '../failures/catalogue.ts';
import type { Store } from './shellLine.ts';

/** What pressing it does. change/requests.ts says what is changed for it. */
export type Action =
  /** Sets go's variables; null takes the stored value away. GOPROXY goes to `Remedy.store`, the others to the user's env file. */
  | { readonly kind: 'set'; readonly values: Readonly<Record<string, string | null>> }
  /** Runs go with these arguments in the folder of the module: what it writes to go.mod and go.sum can be undone. */
  | { readonly kind: 'go'; readonly args: readonly string[] }
  /** Deletes one version's files from the module cache; go fetches them again. */
  | { readonly kind: 'clean'; readonly module: string; readonly version: string }
  /** Asks every source for the version, and says who is wrong. Changes nothing. */
  | { readonly kind: 'triage'; readonly module: string; readonly version: string }
  /** A file, a folder or an address that the user has brings the version into the module cache, through go. */
  | { readonly kind: 'import'; readonly module: string; readonly version: string }
  /** Wrong lines of go.sum give way to the proved ones, once the user has seen the difference. */
  | { readonly kind: 'mend-sums'; readonly mend: SumsMend }
  /** A text for somebody who can put it right at the source. */
  | { readonly kind: 'report'; readonly report: MismatchReport }
  /** The failed command again, after so many ms. */
  | { readonly kind: 'retry'; readonly wait: number }
  /** The page of our documentation that explains the failure. */
  | { readonly kind: 'explain' }
  /** Nothing that could be done for the user: the words say what to do. */
  | { readonly kind: 'advice' };

/** What stageSums is told. */
export interface SumsMend {
  /** Absolute paths of go.sum and go.work.sum files. */
  readonly files: readonly string[];
  readonly module: string;
  readonly version: string;
  /** What the checksum database proves. */
  readonly zip: string;
  readonly mod: string;
  /** An entry that sends those bytes, as a list of its own (may hold a secret); null: the list that is in force. */
  readonly goproxy: string | null;
}

/** Who sends what, in place of what. Names may hold secrets. */
export interface MismatchReport {
  readonly to: 'mirror' | 'author';
  readonly module: string;
  readonly version: string;
  /** What is held for right; null where nothing is. */
  readonly expected: Hashes | null;
  /** Where the checksum database has it; null where it does not prove it. */
  readonly proof: RecordProof | null;
  readonly sent: readonly (Hashes & { readonly name: string })[];
}

export interface Hashes {
  readonly zip: string | null;
  readonly mod: string | null;
}

/** A record of a checksum database, and the signed tree that holds it. */
export interface RecordProof {
  readonly database: string;
  readonly record: number;
  readonly size: number;
  /** Of the tree, base64. */
  readonly hash: string;
}

/** A price that the user should know, as a word that text/ explains. */
export type Cost =
  /** Module paths that a private entry was asked for are then asked of a public mirror. */
  | 'asks-public-mirror'
  /** The module's repository is asked itself: slower, and it needs its own credentials and git. */
  | 'asks-repository'
  /** The checksum database no longer vouches for the module; go.sum still does once it knows it. */
  | 'unchecked-first-time';

export interface Remedy {
  readonly id: RemedyId;
  readonly action: Action;
  /** The entry to put first, or the one that the remedy is about; null where it is about none. */
  readonly entry: number | null;
  /** The name or host to show for it; empty where there is none. */
  readonly host: string;
  /** The module that it is about; null where it is about none. */
  readonly module: string | null;
  /** Where the change is made; null where nothing is changed. */
  readonly store: Store | null;
  /** What to type, or the line for settings.json; null where it would have to hold a secret, or where there is nothing to type. */
  readonly command: string | null;
  /** What to type to take it back; null likewise. */
  readonly undo: string | null;
  readonly cost: Cost | null;
}
