/** What is known of the list at this moment: every surface draws from it. */
import type { ListState, UnknownReason } from '../../health/listState.ts';
import { type Passage, stateThrough } from '../../health/passage.ts';
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
  /** How requests go where a relay stands between go and the list; null where none does. */
  readonly passage: Passage | null;
}

export const UNSEEN_SNAPSHOT: Snapshot = {
  state: 'checking',
  reason: null,
  examination: null,
  health: null,
  passage: null,
};

export function unknown(reason: UnknownReason): Snapshot {
  return { state: 'unknown', reason, examination: null, health: null, passage: null };
}

/** Returns the snapshot of a list whose requests go through the relay: what that does counts, not what go alone would meet. */
export function throughRelay(snapshot: Snapshot, passage: Passage): Snapshot {
  const state = stateThrough(snapshot.state, passage);
  return { ...snapshot, state, reason: state === 'unknown' ? snapshot.reason : null, passage };
}
