/** What of a failure its words are made from. */
import type { FailureCode } from '../../../failures/code.ts';

export interface FailureWords {
  readonly code: FailureCode;
  readonly detail: string | null;
}
