/** The book as JSON, for the file that is kept across sessions. What is damaged is left out; nothing here throws. */
import { count, nullOr, oneOf, or, pair, record, type Shape, size, some, someOf, text } from '../base/jsonShape.ts';
import { FAILURE_CODES } from '../failures/code.ts';
import { type Book, type EntryRecord, FAILURES, type PastFailure } from './book.ts';
import type { Cause, EntryHealth, Observation } from './entryHealth.ts';
import type { Failover } from './failover.ts';
import type { Incident } from './history/incidents.ts';
import type { Bucket, Series } from './history/series.ts';
import type { Refusal } from './refusal.ts';
import type { Slot } from './usage.ts';

/** No list that people live with has more entries. */
const ENTRIES = 64;
/** Of anything else that there may be many of; what is written is below that. */
const MOST = 100;
/** Of an entry: a digest. */
const KEY = /^[0-9a-f]{16,64}$/;

const code = oneOf(FAILURE_CODES);
/** A machine word. */
const detail = or(text(/^[\w.-]{1,60}$/), null);
export const causeShape = record<Cause>({ code, detail });

const observation = record<Observation>({ at: size, failure: nullOr(causeShape), ms: size });
const health = record<EntryHealth>({
  state: oneOf(['up', 'degraded', 'down', 'half-open']),
  since: size,
  cause: or(causeShape, null),
  recent: some(observation, MOST),
  answers: count,
  doubts: count,
  troubledAt: or(size, null),
});

const bucket = record<Bucket>({ start: size, count, failures: count, latencies: some(pair(count, count), MOST) });
const series = record<Series>({ hour: some(bucket, MOST), day: some(bucket, MOST), week: some(bucket, MOST) });
const pastFailure = record<PastFailure>({ at: size, code, detail });
const entry = record<EntryRecord>({ health, series, failures: some(pastFailure, FAILURES) });

const deed = oneOf(['suggested', 'reordered', 'restored', 'relayed']);
const incident = record<Incident>({
  entry: text(KEY),
  begin: size,
  end: or(size, null),
  cause: causeShape,
  done: some(record<Incident['done'][number]>({ at: size, deed }), MOST),
  seenBy: or(oneOf(['looks', 'relay']), 'looks'),
});

const book = record<Book>({
  at: size,
  entries: someOf(KEY, entry, ENTRIES),
  incidents: some(incident, MOST),
  failover: or(record<Failover>({ front: text(KEY), since: size, cause: or(causeShape, null) }), null),
  usage: some(record<Slot>({ start: size, bytes: count, requests: count }), MOST),
  refusal: or(record<Refusal>({ count, until: size }), null),
});

export function bookJson(written: Book): object {
  return { ...written, entries: Object.fromEntries([...written.entries].slice(-ENTRIES)) };
}

/** A field of a larger document. Undefined where it is no book at all. */
export const bookShape: Shape<Book> = book;
