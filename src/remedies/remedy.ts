/** A remedy as data: every surface makes its button, link or line from the same record. */
import type { RemedyId } from '../failures/catalogue.ts';
import type { Store } from './shellLine.ts';

export interface Remedy {
  readonly id: RemedyId;
  /** The entry to put first, or the one that the remedy is about; null where it is about none. */
  readonly entry: number | null;
  /** The name or host to show for it; empty where there is none. */
  readonly host: string;
  /** Where the change is made; null where nothing is changed. */
  readonly store: Store | null;
  /** What to type, or the line for settings.json; null where it would have to hold a secret, or where there is nothing to type. */
  readonly command: string | null;
  /** What to type to take it back; null likewise. */
  readonly undo: string | null;
  /** A price that the user should know, as a word that text/ explains. */
  readonly cost: 'asks-public-mirror' | null;
}
