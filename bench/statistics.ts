// What a handful of runs comes to.

/** Returns the `share` quantile (0 to 1) by the nearest rank; NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Returns the middle value, the lower of the two where there is none; NaN for no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
