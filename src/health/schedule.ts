/** When the list is looked at next. Pure: the monitor owns the timer. */
import type { Hysteresis } from './listState.ts';

export interface Look {
  readonly hysteresis: Hysteresis;
  /** How often a doubtful look at an entry has been repeated so far; null where none is doubtful. */
  readonly repetition: number | null;
  /** Whether nothing is to be expected of any entry soon. */
  readonly isSettled: boolean;
  /** ms that an entry wants to be left alone for. */
  readonly keepOff: number;
}

/** ms between looks. */
export interface Pace {
  readonly calm: number;
  /** While something is wrong. */
  readonly trouble: number;
}

/** ms before a doubtful look is repeated, doubled each time. */
const DOUBT = 3_000;
/** So that many windows do not ask in step. */
const JITTER = 0.2;

/** Returns the ms until the next look; `random` is in [0, 1). Nobody is asked earlier than it wanted to be. */
export function nextLook(look: Look, pace: Pace, random: number): number {
  const ms = usual(look, pace) * (1 + JITTER * (random - 0.5));
  return Math.max(ms, look.keepOff * (1 + JITTER * random));
}

function usual({ hysteresis: { shown, suspected }, repetition, isSettled }: Look, { calm, trouble }: Pace): number {
  if (suspected !== null || repetition !== null) return Math.min(trouble, DOUBT * 2 ** (repetition ?? 0));
  return isSettled && (shown === 'healthy' || shown === 'off') ? calm : trouble;
}
