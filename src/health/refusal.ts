/** Keeping off: an entry that answers 429 is asked again when it wants to be, and later each time where it names no time. Pure. */

export interface Refusal {
  /** How many looks in a row were refused. */
  readonly count: number;
  /** Nobody is asked before this, in ms since the epoch. */
  readonly until: number;
}

/** ms, where 429 names no time: doubled with every refusal. */
const PAUSE = 60_000;
const LONGEST = 60 * 60_000;
/** Longer than any entry may keep us away: a clock that was set, or a server that means it ill. */
const DAY = 24 * 60 * 60_000;

/** `retryAfter`: seconds, 0 where the entry only said 429, null where none did. */
export function afterAnswers(before: Refusal | null, retryAfter: number | null, now: number): Refusal | null {
  if (retryAfter === null) return null;
  const count = (before?.count ?? 0) + 1;
  const wanted = Math.max(retryAfter * 1000, Math.min(LONGEST, PAUSE * 2 ** (count - 1)));
  return { count, until: now + Math.min(DAY, wanted) };
}

/** Returns the ms that nobody is to be asked for; 0 where they may be. */
export function keepOff(refusal: Refusal | null, now: number): number {
  const left = (refusal?.until ?? 0) - now;
  return left > DAY ? 0 : Math.max(0, left);
}
