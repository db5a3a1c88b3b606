/** An entry over an hour, a day and a week, for who draws it. Pure. */
import {
  type Point,
  pointsOf,
  type Series,
  SPANS,
  type Span,
  type Summary,
  summarize,
} from '../../health/history/series.ts';

export interface EntryHistory {
  readonly summary: Summary;
  /** The oldest first. */
  readonly points: readonly Point[];
  /** ms that a point stands for. */
  readonly width: number;
}

/** The shortest first. */
export const HISTORY_SPANS: readonly Span[] = ['hour', 'day', 'week'];

export function entryHistory(series: Series, span: Span, now: number): EntryHistory {
  return { summary: summarize(series, span, now), points: pointsOf(series, span, now), width: SPANS[span].width };
}
