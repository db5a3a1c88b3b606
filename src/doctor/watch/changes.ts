/** What has changed from one snapshot to the next: the list's state, and each entry's. Pure. */
import type { Cause, EntryState } from '../../health/entryHealth.ts';
import type { ListState, UnknownReason } from '../../health/listState.ts';
import type { Examination } from '../examination.ts';
import { isAlive } from '../list/listExamination.ts';
import type { EntryView } from './healthView.ts';
import { keyOf } from './sight.ts';
import type { Snapshot } from './snapshot.ts';

export interface WatchChange {
  /** In ms since the epoch. */
  readonly at: number;
  /** The list's state after it. */
  readonly state: ListState;
  readonly reason: UnknownReason | null;
  /** The entry that has changed; null where it is the list. */
  readonly view: EntryView | null;
  /** Null for what is seen for the first time. */
  readonly from: ListState | EntryState | null;
  readonly to: ListState | EntryState;
  /** Why it is not well. */
  readonly cause: Cause | null;
}

/** The list first, then the entries in their order. */
export function changesBetween(before: Snapshot, after: Snapshot, at: number): readonly WatchChange[] {
  const { state, reason } = after;
  const common = { at, state, reason };
  const changes: WatchChange[] = [];
  if (before.state !== state || before.reason !== reason) {
    const from = before.state === 'checking' ? null : before.state;
    changes.push({ ...common, view: null, from, to: state, cause: causeOf(after.examination) });
  }
  const known = new Map(before.health?.entries.map(({ entry, health }) => [keyOf(entry), health.state]));
  for (const view of after.health?.entries ?? []) {
    const from = known.get(keyOf(view.entry)) ?? null;
    const { state: to, cause } = view.health;
    if (from !== to) changes.push({ ...common, view, from, to, cause });
  }
  return changes;
}

/** Of a list that is served by a later entry: what ails the first that is passed by. */
function causeOf(examination: Examination | null): Cause | null {
  if (examination === null) return null;
  const { verdict, entries } = examination;
  if (verdict.failure !== null) return verdict.failure;
  return entries.slice(0, verdict.servedBy ?? 0).find((one) => !isAlive(one))?.failure ?? null;
}
