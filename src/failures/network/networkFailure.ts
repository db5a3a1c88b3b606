/** A failure of the network below an entry, as the layers show it: what `failures/` makes of the evidence of `net/`. */
import type { FailureCode } from '../code.ts';

export interface NetworkFailure {
  readonly code: FailureCode;
  /** Tells the variants of a code apart; see details.ts. */
  readonly detail: string;
  /** What its words name: addresses, name servers, files, issuers. Plain words and numbers, never a sentence. */
  readonly facts: Readonly<Record<string, string>>;
}
