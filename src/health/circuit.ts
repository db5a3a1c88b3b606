/**
 * A circuit breaker for one entry: who has failed is left alone for a while, tried again with one request at a time, and trusted again after
 * some successes in a row and a while without a failure. Pure: time and chance come from outside.
 */

export interface CircuitLimits {
  /** Failures in a row that open it; one that cost a wait opens it alone. */
  readonly failures: number;
  /** Successes in a row that close it again, once it has served for `steady` ms without a failure: who flaps stays out. */
  readonly recoverAfter: number;
  readonly steady: number;
  /** ms that it stays open the first time; doubled each time that it fails again before it has closed, up to `longest`. */
  readonly pause: number;
  readonly longest: number;
}

export const CIRCUIT_LIMITS: CircuitLimits = {
  failures: 2,
  recoverAfter: 2,
  steady: 20_000,
  pause: 10_000,
  longest: 120_000,
};

export type CircuitState = 'closed' | 'open' | 'half-open';

export interface Circuit {
  readonly state: CircuitState;
  /** In a row; successes count while it is half-open only. */
  readonly failures: number;
  readonly successes: number;
  /** How many times it was opened without having been closed meanwhile. */
  readonly openings: number;
  /** When a trial may be made, in ms of the clock. */
  readonly retryAt: number;
  /** Since when it is in this state. */
  readonly since: number;
}

export function closedCircuit(now: number): Circuit {
  return { state: 'closed', failures: 0, successes: 0, openings: 0, retryAt: 0, since: now };
}

/** What opens a circuit: `cost` ms were waited in vain, and `retryAfter` ms are what the server asked for (429), or null. */
export interface CircuitFailure {
  readonly cost: number;
  readonly retryAfter: number | null;
}

/** A failure that made somebody wait longer than this is not awaited twice. */
const COSTLY = 1_000;
/** However long a server wants to be left alone: a word that is far too large, or a clock that was set, is not obeyed for days. */
const LONGEST_WISH = 3_600_000;
/** So that many clients do not come back in step. */
const JITTER = 0.2;

/** Returns what an entry is to be used for now: `closed` as usual, `open` not at all, `half-open` for a trial. */
export function stateAt({ state, retryAt }: Circuit, now: number): CircuitState {
  return state === 'open' && now >= retryAt ? 'half-open' : state;
}

export function afterSuccess(circuit: Circuit, now: number, limits: CircuitLimits): Circuit {
  if (circuit.state === 'closed') return circuit.failures === 0 ? circuit : { ...circuit, failures: 0 };
  const successes = circuit.successes + 1;
  const since = circuit.state === 'half-open' ? circuit.since : now;
  if (successes >= limits.recoverAfter && now - since >= limits.steady) return closedCircuit(now);
  return { ...circuit, state: 'half-open', failures: 0, successes, since };
}

/** `random` is in [0, 1). */
export function afterFailure(
  circuit: Circuit,
  { cost, retryAfter }: CircuitFailure,
  now: number,
  random: number,
  limits: CircuitLimits,
): Circuit {
  const failures = circuit.failures + 1;
  const isTrial = stateAt(circuit, now) === 'half-open';
  // Requests that were under way when it opened say nothing new.
  if (circuit.state === 'open' && !isTrial) return circuit;
  if (!isTrial && retryAfter === null && cost < COSTLY && failures < limits.failures) return { ...circuit, failures };
  const openings = circuit.openings + 1;
  const wish = Math.min(LONGEST_WISH, retryAfter ?? 0);
  const pause = Math.max(wish, Math.min(limits.longest, limits.pause * 2 ** (openings - 1)));
  const retryAt = now + pause * (1 + JITTER * random);
  const since = circuit.state === 'closed' ? now : circuit.since;
  return { state: 'open', failures, successes: 0, openings, retryAt, since };
}
