/** A finding: a failure that concerns the user, with the remedies that fit. Words are made from it in text/. */
import type { Severity } from '../failures/catalogue.ts';
import type { FailureCode } from '../failures/code.ts';
import type { NetworkFailure } from '../failures/network/networkFailure.ts';
import type { Remedy } from '../remedies/remedy.ts';

/** What was looked at beside the requests. */
export type Layer =
  | 'names'
  | 'routes'
  | 'certificates'
  | 'portal'
  | 'clock'
  | 'credentials'
  | 'forward-proxy'
  | 'system-proxy'
  | 'graph';

export interface LayerFailure extends NetworkFailure {
  readonly layer: Layer;
}

export interface Finding {
  readonly code: FailureCode;
  readonly detail: string | null;
  readonly severity: Severity;
  /** The entry it is about, or null. */
  readonly entry: number | null;
  /** The module it is about, or null. */
  readonly module: string | null;
  readonly remedies: readonly Remedy[];
  /** The layer that told it more exactly than a request does; null where none did. */
  readonly layer: Layer | null;
  /** What the layer's words name; see NetworkFailure. */
  readonly facts: NetworkFailure['facts'];
}
