/** Latencies as a histogram: small, mergeable, and a percentile of it is true to a tenth. Pure. */

/** How many fell into a bin, by the bin's number, in its order. */
export type Latencies = readonly (readonly [bin: number, count: number])[];

/** Bins a doubling: each is 19 % wide. */
const FINENESS = 4;
/** Of the last bin: more than a minute, however much. */
const LAST = 16 * FINENESS;

export function withLatency(latencies: Latencies, ms: number): Latencies {
  const bin = Math.min(LAST, Math.max(0, Math.round(FINENESS * Math.log2(Math.max(1, ms)))));
  return merged([...latencies, [bin, 1]]);
}

/** Returns the ms that the share `p` of them (from 0 to 1) did not exceed; null where there are none. */
export function percentile(latencies: Latencies, p: number): number | null {
  const total = latencies.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(p * total));
  for (const [bin, count] of merged(latencies)) {
    left -= count;
    if (left <= 0) return Math.round(2 ** (bin / FINENESS));
  }
  return null;
}

/** Adds up what is in the same bin. */
function merged(latencies: Latencies): Latencies {
  const counts = new Map<number, number>();
  for (const [bin, count] of latencies) counts.set(bin, (counts.get(bin) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b);
}
