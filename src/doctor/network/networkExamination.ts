/** What the closer look at the network shows: the model that findings are made from. */
import type { LayerFailure } from '../finding.ts';

export interface NetworkExamination {
  /** By the number of the entry; the lowest layer first. */
  readonly entries: ReadonlyMap<number, readonly LayerFailure[]>;
  /** Of the machine, whatever the entry. */
  readonly machine: readonly LayerFailure[];
}

export const NOTHING_SEEN: NetworkExamination = { entries: new Map(), machine: [] };
