/** A remedy as data: every surface makes its button, link or line from the same record. */
import type { RemedyId } from '../failures/catalogue.ts';

export interface Remedy {
  readonly id: RemedyId;
  /** The entry to put first, or the one that the remedy is about; null where it is about none. */
  readonly entry: number | null;
  /** The name or host to show for it; empty where there is none. */
  readonly host: string;
  /** What to type; null where it would have to hold a secret, or where there is nothing to type. */
  readonly command: string | null;
  /** What to type to take it back; null likewise. */
  readonly undo: string | null;
  /** A price that the user should know, as a word that text/ explains. */
  readonly cost: 'asks-public-mirror' | null;
}
