/** The book of a list: its entries over time, their incidents, who should be in front, what looking has cost. Pure. */
import {
  afterObservation,
  type Cause,
  type EntryHealth,
  type HealthLimits,
  isSettled,
  type Observation,
  repetition,
} from './entryHealth.ts';
import { type Failover, type FailoverLimits, nextFront } from './failover.ts';
import { afterCircuit, afterDeed, afterHealth, type CircuitTold, type Incident } from './history/incidents.ts';
import { NOTHING, type Series, withObservation } from './history/series.ts';
import { afterAnswers, type Refusal } from './refusal.ts';
import { type Traffic, type Usage, withTraffic } from './usage.ts';

export interface PastFailure extends Cause {
  readonly at: number;
}

export interface EntryRecord {
  readonly health: EntryHealth;
  readonly series: Series;
  /** The latest ones, the oldest first. They are kept when the successes around them are forgotten. */
  readonly failures: readonly PastFailure[];
}

export interface Book {
  /** When somebody looked last, in ms since the epoch; 0: never. */
  readonly at: number;
  /** By the entry's key. */
  readonly entries: ReadonlyMap<string, EntryRecord>;
  /** The newest first. */
  readonly incidents: readonly Incident[];
  readonly failover: Failover | null;
  readonly usage: Usage;
  readonly refusal: Refusal | null;
}

export const EMPTY_BOOK: Book = {
  at: 0,
  entries: new Map(),
  incidents: [],
  failover: null,
  usage: [],
  refusal: null,
};

/** What one look at the list saw. */
export interface Sight {
  readonly at: number;
  /** By the entry's key; none where nothing could be reached, which is no entry's fault. */
  readonly observations: ReadonlyMap<string, Observation>;
  /** The keys of those that may be in front, in the user's own order. */
  readonly candidates: readonly string[];
  readonly traffic: Traffic;
  /** Seconds that an entry wants to be left alone, 0 where it names no time, null where none does. */
  readonly retryAfter: number | null;
}

export type Limits = HealthLimits & FailoverLimits;

/** Beyond these the oldest are forgotten. */
export const FAILURES = 20;

export function withSight(book: Book, sight: Sight, limits: Limits): Book {
  const { at, observations } = sight;
  const entries = new Map(book.entries);
  let { incidents } = book;
  for (const [key, seen] of observations) {
    const record = withSeen(entries.get(key), seen, limits);
    entries.set(key, record);
    incidents = afterHealth(incidents, key, record.health);
  }
  const candidates = sight.candidates.map((key) => ({ key, health: entries.get(key)?.health ?? null }));
  return {
    at,
    entries,
    incidents,
    failover: observations.size === 0 ? book.failover : nextFront(book.failover, candidates, at, limits),
    usage: withTraffic(book.usage, at, sight.traffic),
    refusal: afterAnswers(book.refusal, sight.retryAfter, at),
  };
}

function withSeen(before: EntryRecord | undefined, seen: Observation, limits: HealthLimits): EntryRecord {
  const { health = null, series = NOTHING, failures = [] } = before ?? {};
  return {
    health: afterObservation(health, seen, limits),
    series: withObservation(series, seen),
    failures: seen.failure === null ? failures : [...failures, { at: seen.at, ...seen.failure }].slice(-FAILURES),
  };
}

/** Notes what was done about an entry in trouble. */
export function withDeed(book: Book, key: string, done: Incident['done'][number]): Book {
  return { ...book, incidents: afterDeed(book.incidents, key, done) };
}

/** Notes what the relay tells of its circuits, by the entry's key. */
export function withCircuits(book: Book, circuits: ReadonlyMap<string, CircuitTold>): Book {
  let { incidents } = book;
  for (const [key, told] of circuits) incidents = afterCircuit(incidents, key, told);
  return incidents === book.incidents ? book : { ...book, incidents };
}

/** What the entries with these keys ask of the next look; see schedule.ts. */
export function expectations(book: Book, keys: readonly string[], limits: HealthLimits) {
  const known = keys.flatMap((key) => book.entries.get(key)?.health ?? []);
  const repetitions = known.flatMap((health) => repetition(health, limits) ?? []);
  // Away from the user's own order, the way back is looked for.
  const isMoved = book.failover !== null && book.failover.cause !== null;
  return {
    repetition: repetitions.length === 0 ? null : Math.min(...repetitions),
    isSettled: !isMoved && known.every(isSettled),
  };
}
