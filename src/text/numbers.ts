/** Numbers with their units. */

/** Returns `3 ms`, `450 ms`, `5.0 s`, `90 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms < 0.95 ? ms.toFixed(1) : Math.round(ms)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 9_950 && ms % 1000 !== 0 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** Returns a number with its unit so that both stay in one line, however narrow a column is. */
export function unbroken(figure: string): string {
  return figure.replaceAll(' ', '\u00a0');
}

/** Returns `15:04:05` of a time in ms since the epoch, on this machine's clock. */
export function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** Returns the same, with its day where that is not today's: `2026-11-30 15:04:05`. */
export function momentOf(at: number, now: number): string {
  const [day, today] = [dayOf(at), dayOf(now)];
  return day === today ? timeOfDay(at) : `${day} ${timeOfDay(at)}`;
}

function dayOf(at: number): string {
  const date = new Date(at);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Returns `0 B`, `38 kB`, `2.5 MB`. */
export function dataSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${bytes % 1_000_000 === 0 ? bytes / 1_000_000 : (bytes / 1_000_000).toFixed(1)} MB`;
}
