/** When the list is looked at next. Pure: the monitor owns the timer. */
import type { Hysteresis } from './listState.ts';

export interface Look {
  readonly hysteresis: Hysteresis;
  /** Seconds that an entry asked us to keep off (Retry-After), 0 where it only said 429, null where none did. */
  readonly retryAfter: number | null;
  /** How many looks in a row were told to keep off. */
  readonly refusals: number;
}

/** ms while something is wrong comes from the settings; these are the others. */
const HEALTHY = 5 * 60_000;
/** A suspicion is confirmed or dropped soon. */
const CONFIRM = 3_000;
/** Where 429 names no time: doubled with every refusal. */
const REFUSED = 60_000;
const MAX_REFUSED = 60 * 60_000;
/** So that many windows do not ask in step. */
const JITTER = 0.2;

/**
 * Returns the ms until the next look. `interval` is the setting for times of trouble, in ms; `random` is in [0, 1).
 * Nobody is asked earlier than it wanted to be.
 */
export function nextLook({ hysteresis, retryAfter, refusals }: Look, interval: number, random: number): number {
  if (retryAfter !== null) {
    const wanted = Math.max(retryAfter * 1000, Math.min(MAX_REFUSED, REFUSED * 2 ** Math.max(0, refusals - 1)));
    return wanted * (1 + JITTER * random);
  }
  const { shown, suspected } = hysteresis;
  const base =
    suspected !== null ? CONFIRM : shown === 'healthy' || shown === 'off' ? Math.max(HEALTHY, interval) : interval;
  return base * (1 + JITTER * (random - 0.5));
}
