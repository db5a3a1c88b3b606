/** A finding: a failure that concerns the user, with the remedies that fit. Words are made from it in text/. */
import type { Severity } from '../failures/catalogue.ts';
import type { FailureCode } from '../failures/code.ts';
import type { Remedy } from '../remedies/remedy.ts';

export interface Finding {
  readonly code: FailureCode;
  readonly detail: string | null;
  readonly severity: Severity;
  /** The entry it is about, or null. */
  readonly entry: number | null;
  /** The module it is about, or null. */
  readonly module: string | null;
  readonly remedies: readonly Remedy[];
}
