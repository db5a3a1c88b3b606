/** What is known of the list at this moment: every surface draws from it. */
import type { ListState, UnknownReason } from '../../health/listState.ts';
import type { Examination } from '../examination.ts';
import type { HealthView } from './healthView.ts';

export interface Snapshot {
  readonly state: ListState;
  /** Null unless the state is unknown. */
  readonly reason: UnknownReason | null;
  /** The latest one; null before the first, and where there is no list. */
  readonly examination: Examination | null;
  /** The entries over time; null where none was looked at. */
  readonly health: HealthView | null;
}

export const UNSEEN_SNAPSHOT: Snapshot = { state: 'checking', reason: null, examination: null, health: null };

export function unknown(reason: UnknownReason): Snapshot {
  return { state: 'unknown', reason, examination: null, health: null };
}
