/** Whether this machine's clock is wrong, so that good certificates seem bad. Pure and total. */
import { clockSkew } from './clockSkew.ts';
import type { NetworkFailure } from './networkFailure.ts';

/** What a server said of the time. */
export interface ClockSample {
  /** Each host counts once: the sample that agrees best with our clock. */
  readonly host: string;
  /** Exchange.date. */
  readonly date: string | null;
  /** When it arrived, in ms since the epoch by our clock. */
  readonly receivedAt: number;
}

/** The span of a certificate that Go refuses for its dates, in ms since the epoch (CertificateEvidence). */
export interface RefusedSpan {
  readonly validFrom: number;
  readonly validTo: number;
}

const TOLERANCE = 5 * 60_000;

/**
 * Returns the failure, or null. A clock is wrong where every server that told the time says so: one that agrees with ours speaks for it, and
 * it is the others that are wrong. More than 5 minutes count (details `ahead`, `behind`), or any error that makes the difference for a
 * certificate in `refused` (`explains-certificate`). Facts: `direction`, `skew` (ms, without sign), `ours`, `theirs` (ISO), `host`.
 */
export function clockFailure(
  samples: readonly ClockSample[],
  refused: readonly RefusedSpan[] = [],
): NetworkFailure | null {
  let closest: { readonly sample: ClockSample; readonly skew: number } | null = null;
  for (const sample of samples) {
    const skew = clockSkew(sample.date, sample.receivedAt);
    if (skew === null) continue;
    if (closest === null || Math.abs(skew) < Math.abs(closest.skew)) closest = { sample, skew };
  }
  if (closest === null) return null;
  const { sample, skew } = closest;
  const theirs = sample.receivedAt - skew;
  const explains = refused.some((span) => !isWithin(span, sample.receivedAt) && isWithin(span, theirs));
  const isOff = Math.abs(skew) > TOLERANCE;
  if (!isOff && !explains) return null;
  const direction = skew > 0 ? 'ahead' : 'behind';
  return {
    code: 'clock-skew',
    detail: explains ? 'explains-certificate' : direction,
    facts: {
      direction,
      skew: String(Math.round(Math.abs(skew))),
      ours: isoDate(sample.receivedAt),
      theirs: isoDate(theirs),
      host: sample.host,
    },
  };
}

function isWithin({ validFrom, validTo }: RefusedSpan, instant: number): boolean {
  return instant >= validFrom && instant <= validTo;
}

function isoDate(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
