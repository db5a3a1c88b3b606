/** How an entry did over an hour, a day and a week: counts in buckets, so that its size does not grow with time. Pure. */
import type { Observation } from '../entryHealth.ts';
import { type Latencies, percentile, withLatency } from './latencies.ts';

export interface Bucket {
  /** In ms since the epoch; a multiple of the bucket's width. */
  readonly start: number;
  readonly count: number;
  readonly failures: number;
  /** Of those that answered. */
  readonly latencies: Latencies;
}

const HOUR = 3_600_000;
export const SPANS = {
  hour: { length: HOUR, width: HOUR / 12 },
  day: { length: 24 * HOUR, width: HOUR },
  week: { length: 7 * 24 * HOUR, width: 6 * HOUR },
} as const;
export type Span = keyof typeof SPANS;

/** The oldest bucket first. */
export type Series = Readonly<Record<Span, readonly Bucket[]>>;

export const NOTHING: Series = { hour: [], day: [], week: [] };

export interface Summary {
  readonly count: number;
  readonly failures: number;
  /** From 0 to 1; null where nothing was seen. */
  readonly errorRate: number | null;
  /** In ms; null where nothing answered. */
  readonly p50: number | null;
  readonly p95: number | null;
}

export function withObservation(series: Series, seen: Observation): Series {
  const grown = (span: Span) => {
    const { width } = SPANS[span];
    const start = Math.floor(seen.at / width) * width;
    const kept = alive(series[span], span, seen.at);
    const bucket = kept.find((one) => one.start === start) ?? { start, count: 0, failures: 0, latencies: [] };
    return [...kept.filter((one) => one !== bucket), counted(bucket, seen)];
  };
  return { hour: grown('hour'), day: grown('day'), week: grown('week') };
}

export function summarize(series: Series, span: Span, now: number): Summary {
  const buckets = alive(series[span], span, now);
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((total, bucket) => total + of(bucket), 0);
  const [count, failures] = [sum((one) => one.count), sum((one) => one.failures)];
  const latencies = buckets.flatMap((one) => one.latencies);
  return {
    count,
    failures,
    errorRate: count === 0 ? null : failures / count,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
  };
}

/** One bucket as it is drawn. */
export interface Point extends Pick<Summary, 'errorRate' | 'p50' | 'p95'> {
  /** The middle of the bucket, in ms since the epoch. */
  readonly at: number;
}

/** Returns a point for each bucket of the span, the oldest first: those in which nobody looked are there too. */
export function pointsOf(series: Series, span: Span, now: number): readonly Point[] {
  const { length, width } = SPANS[span];
  const known = new Map(alive(series[span], span, now).map((bucket) => [bucket.start, bucket]));
  const last = Math.floor(now / width) * width;
  return Array.from({ length: length / width }, (_, back) => last - (length / width - 1 - back) * width).map(
    (start) => {
      const { count, failures, latencies } = known.get(start) ?? { count: 0, failures: 0, latencies: [] };
      return {
        at: start + width / 2,
        errorRate: count === 0 ? null : failures / count,
        p50: percentile(latencies, 0.5),
        p95: percentile(latencies, 0.95),
      };
    },
  );
}

function counted({ start, count, failures, latencies }: Bucket, { failure, ms }: Observation): Bucket {
  if (failure !== null) return { start, count: count + 1, failures: failures + 1, latencies };
  return { start, count: count + 1, failures, latencies: withLatency(latencies, ms) };
}

/** What begins in the future was noted while the clock was wrong. */
function alive(buckets: readonly Bucket[], span: Span, now: number): readonly Bucket[] {
  return buckets.filter(({ start }) => start > now - SPANS[span].length && start <= now);
}
