/**
 * The failover policy: which entry should be in front now. It never comes back to an entry that was in trouble a moment ago, so
 * that a primary that flaps moves nothing to and fro. Pure: who may stand in for whom is goproxy/list's to say (mirrorRun.ts).
 */
import type { Cause, EntryHealth } from './entryHealth.ts';
import { isWithin } from './entryHealth.ts';

/** An entry that may be in front, and how it does; null where it was never seen. */
export interface Candidate {
  readonly key: string;
  readonly health: EntryHealth | null;
}

export interface FailoverLimits {
  /** Answers in a row after which an entry may come to the front. */
  readonly recoverAfter: number;
  /** ms without trouble, the same. */
  readonly dwell: number;
}

export const FAILOVER_LIMITS: FailoverLimits = { recoverAfter: 2, dwell: 120_000 };

export interface Failover {
  /** The key of the entry that should be in front. */
  readonly front: string;
  readonly since: number;
  /** What ailed the entry that was left last; null while the user's own first entry is in front. */
  readonly cause: Cause | null;
}

/**
 * `candidates`: in the user's own order, the first one being what they want in front. Returns null where there are none: then
 * nothing is ever moved.
 */
export function nextFront(
  before: Failover | null,
  candidates: readonly Candidate[],
  now: number,
  limits: FailoverLimits,
): Failover | null {
  const [primary] = candidates;
  if (primary === undefined) return null;
  const front = candidates.find(({ key }) => key === before?.front) ?? primary;
  const stays = before?.front === front.key ? before : { front: front.key, since: now, cause: null };
  if (front !== primary && isSteady(primary, now, limits)) return { front: primary.key, since: now, cause: null };
  if (!isToBeLeft(front)) return stays;
  const better = candidates.find((one) => one !== front && isSteady(one, now, limits));
  return better === undefined ? stays : { front: better.key, since: now, cause: front.health?.cause ?? null };
}

function isToBeLeft({ health }: Candidate): boolean {
  return health?.state === 'down' || (health?.state === 'degraded' && health.cause?.code === 'slow');
}

function isSteady({ health }: Candidate, now: number, { recoverAfter, dwell }: FailoverLimits): boolean {
  if (health?.state !== 'up' || health.answers < recoverAfter) return false;
  return health.troubledAt === null || !isWithin(health.troubledAt, now, dwell);
}
