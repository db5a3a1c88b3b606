/** A cause as the tail of a message tells it. */
import type { FailureCode } from '../code.ts';

export interface Cause {
  readonly code: FailureCode;
  readonly detail: string | null;
  /** The party that failed where the tail itself names it; undefined: that of the URL. */
  readonly host?: string | null;
  /** Nothing better was found: another reading of the same lines may know more. */
  readonly isGuess?: boolean;
}

export function cause(code: FailureCode, detail: string | null = null): Cause {
  return { code, detail };
}

/** A cause taken for want of words that tell more. */
export function guess(code: FailureCode, detail: string | null = null): Cause {
  return { code, detail, isGuess: true };
}
