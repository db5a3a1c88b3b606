/** Numbers with their units. */

/** Returns `3 ms`, `450 ms`, `5.0 s`, `90 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms < 0.95 ? ms.toFixed(1) : Math.round(ms)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 9_950 && ms % 1000 !== 0 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** Returns `15:04:05` of a time in ms since the epoch, on this machine's clock. */
export function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
