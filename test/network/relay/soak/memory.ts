/** What a process's memory did over a soak. */

export interface MemorySample {
  /** Since the start. */
  readonly ms: number;
  readonly bytes: number;
}

/** Returns the bytes a minute by which it grew, by least squares, from `since` ms on; null with fewer than two samples. */
export function slope(samples: readonly MemorySample[], since: number): number | null {
  const late = samples.filter(({ ms }) => ms >= since);
  if (late.length < 2) return null;
  const mean = (of: (sample: MemorySample) => number) => late.reduce((sum, one) => sum + of(one), 0) / late.length;
  const [ms, bytes] = [mean((one) => one.ms), mean((one) => one.bytes)];
  const both = mean((one) => (one.ms - ms) * (one.bytes - bytes));
  return (both / mean((one) => (one.ms - ms) ** 2)) * 60_000;
}

/** Returns the sample that is nearest to a share of the time. */
export function sampleAt(samples: readonly MemorySample[], share: number): MemorySample | undefined {
  return samples[Math.round(share * (samples.length - 1))];
}
