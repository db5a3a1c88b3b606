/** One entry over time: a state that no single lost probe moves, from what was seen of it. Pure: time comes from outside. */
import type { FailureCode } from '../failures/code.ts';

export type EntryState = 'up' | 'degraded' | 'down' | 'half-open';

export interface Cause {
  readonly code: FailureCode;
  readonly detail: string | null;
}

/** What one look saw of an entry. */
export interface Observation {
  /** In ms since the epoch, as all times here. */
  readonly at: number;
  /** Null where it answered. “Not found” in the protocol's way is an answer. */
  readonly failure: Cause | null;
  /** How long it took to answer, or to fail. */
  readonly ms: number;
}

export interface HealthLimits {
  /** Above this share of failures an entry is down. */
  readonly errorRate: number;
  /** ms; an entry that usually takes longer is slow. */
  readonly latency: number;
  /** How often a look that failed, or was slow, is repeated before it is believed. */
  readonly retries: number;
  /** Answers in a row after which an entry that was down is up. */
  readonly recoverAfter: number;
}

export const HEALTH_LIMITS: HealthLimits = { errorRate: 0.5, latency: 2_000, retries: 3, recoverAfter: 2 };

export interface EntryHealth {
  readonly state: EntryState;
  /** Since when it is in this state. */
  readonly since: number;
  /** Why it is not up; `slow` where it serves. */
  readonly cause: Cause | null;
  /** What the error rate and the latency are made from, the oldest first: the last minutes, since it was last down. */
  readonly recent: readonly Observation[];
  /** In a row: answers, and looks that failed or were slow. */
  readonly answers: number;
  readonly doubts: number;
  /** When it last failed or was slow; null where it never was. */
  readonly troubledAt: number | null;
}

const WINDOW = 2 * 60_000;
/** However often an entry is looked at, no more is kept. */
const MOST = 32;
/** One lost probe is nobody's fault: it takes as many failures, or looks at all, to say anything. */
const LEAST = 2;
const SLOW: Cause = { code: 'slow', detail: 'latency' };

type Counted = Pick<EntryHealth, 'recent' | 'answers' | 'doubts' | 'troubledAt'>;
type Verdict = Pick<EntryHealth, 'state' | 'cause'>;

/** `before`: null for an entry that is seen for the first time. */
export function afterObservation(before: EntryHealth | null, seen: Observation, limits: HealthLimits): EntryHealth {
  const counted = count(before, seen, limits);
  const verdict = judge(before, counted, seen, limits);
  return { ...verdict, since: verdict.state === before?.state ? before.since : seen.at, ...counted };
}

/** Returns how often a doubtful look has been repeated so far; null where there is nothing to be repeated. */
export function repetition({ state, cause, recent, doubts }: EntryHealth, { retries }: HealthLimits): number | null {
  if (doubts === 0 || doubts > retries || state === 'down') return null;
  const isKnownAsSlow = cause?.code === 'slow' && recent.at(-1)?.failure === null;
  return isKnownAsSlow ? null : doubts - 1;
}

/** Reports whether nothing is to be expected of it soon: it is up, or down, or slow, and was so a while ago. */
export function isSettled({ state, recent }: EntryHealth): boolean {
  return state === 'down' || (state !== 'half-open' && recent.every(({ failure }) => failure === null));
}

/** Reports whether two times are less than `ms` apart. A clock that was set back makes old times future ones: they are as far away. */
export function isWithin(one: number, other: number, ms: number): boolean {
  return Math.abs(one - other) < ms;
}

function count(before: EntryHealth | null, seen: Observation, { latency, recoverAfter }: HealthLimits): Counted {
  const isBad = seen.failure !== null || seen.ms > latency;
  const answers = seen.failure === null ? (before?.answers ?? 0) + 1 : 0;
  const kept = (before?.recent ?? []).filter(({ at }) => isWithin(at, seen.at, WINDOW));
  // What was before it recovered says nothing of what it is now.
  const hasRecovered = isBroken(before) && answers >= recoverAfter;
  return {
    recent: [...kept, seen].slice(hasRecovered ? -answers : -MOST),
    answers,
    doubts: isBad ? (before?.doubts ?? 0) + 1 : 0,
    troubledAt: isBad ? seen.at : (before?.troubledAt ?? null),
  };
}

function judge(before: EntryHealth | null, counted: Counted, { failure }: Observation, limits: HealthLimits): Verdict {
  if (failure !== null) {
    if (isBroken(before) || isBelieved(failure, counted, limits)) return { state: 'down', cause: failure };
    if (before === null) return { state: 'degraded', cause: failure };
  } else if (before !== null && isBroken(before) && counted.answers < limits.recoverAfter) {
    return { state: 'half-open', cause: before.cause };
  }
  if (isSlow(counted, limits)) return { state: 'degraded', cause: SLOW };
  const failures = counted.recent.filter((one) => one.failure !== null);
  if (failures.length >= LEAST) return { state: 'degraded', cause: failures.at(-1)?.failure ?? null };
  return { state: 'up', cause: null };
}

function isBroken(health: EntryHealth | null): boolean {
  return health?.state === 'down' || health?.state === 'half-open';
}

/** An entry that wants fewer requests is not asked once more to be sure. */
function isBelieved({ code }: Cause, { recent, doubts }: Counted, limits: HealthLimits): boolean {
  const isUsual = isEnough(recent, limits) && errorRate(recent) > limits.errorRate;
  return code === 'rate-limited' || doubts > limits.retries || isUsual;
}

/** Returns the share of the recent looks that failed, from 0 to 1. */
function errorRate(recent: readonly Observation[]): number {
  return recent.length === 0 ? 0 : recent.filter(({ failure }) => failure !== null).length / recent.length;
}

function isSlow({ recent, doubts }: Counted, limits: HealthLimits): boolean {
  const times = recent.flatMap(({ failure, ms }) => (failure === null ? [ms] : [])).sort((a, b) => a - b);
  const median = times[Math.floor((times.length - 1) / 2)] ?? 0;
  return median > limits.latency && (isEnough(recent, limits) || doubts > limits.retries);
}

function isEnough(recent: readonly Observation[], { retries }: HealthLimits): boolean {
  return recent.length >= Math.max(LEAST, retries);
}
