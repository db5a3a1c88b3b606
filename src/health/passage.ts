/** How requests go through the relay now: who serves, since when, and who is not trusted. Pure. */
import type { UrlEntry } from '../goproxy/list/list.ts';
import type { CircuitState } from './circuit.ts';
import type { Cause } from './entryHealth.ts';
import type { ListState } from './listState.ts';

/** An entry that nobody is made to wait for. */
export interface DoubtfulEntry {
  readonly entry: UrlEntry;
  /** Of its circuit; `down` where only the looks in the background say so, and no request has found out yet. */
  readonly state: Exclude<CircuitState, 'closed'> | 'down';
  /** In ms since the epoch. */
  readonly since: number;
  readonly cause: Cause | null;
}

/** What the user has chosen for now: who is asked first, and whether that is to stay whatever fails. */
export interface OrderChoice {
  /** In ms since the epoch. */
  readonly at: number;
  readonly isHeld: boolean;
}

/** Entries are those of the list in the user's own order. */
export interface Passage {
  /** Who is asked first, and trusted to serve; null where nobody is. */
  readonly front: UrlEntry | null;
  /** Since when that is so; null where it never was otherwise. */
  readonly since: number | null;
  /** In the user's own order. */
  readonly doubtful: readonly DoubtfulEntry[];
  /** Those of them in whose place the front serves: they stand before it in the user's own order, or in the one that is asked now. */
  readonly passed: readonly DoubtfulEntry[];
  readonly choice: OrderChoice | null;
}

/** Returns the state of a list whose requests go through the relay; `seen` is what go alone would meet. */
export function stateThrough(seen: ListState, passage: Passage): ListState {
  if (seen === 'checking') return seen;
  if (passage.front === null) return 'failing';
  return passage.passed.length > 0 ? 'degraded' : seen;
}
