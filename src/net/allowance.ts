/** What one request may spend: time, and the caller's patience. */

export interface Allowance {
  /** When time is up: an instant of `performance.now()`, in ms. */
  readonly until: number;
  /**
   * Ms of waiting in vain after which silence is the other side's doing. A wait that the deadline cut off before
   * that says nothing about the other side: min(3 s, half of the deadline), and 50 ms at the least.
   */
  readonly fair: number;
  /** Aborting it ends every wait at once, with the signal's reason. */
  readonly signal: AbortSignal;
}

/** What `within` resolves to when the time ran out. */
export const timeUp: unique symbol = Symbol('time is up');

const FAIR_WAIT = 3000;

/** Nobody can be blamed for not answering faster than this. */
const LEAST_FAIR_WAIT = 50;

/** The longest delay that a timer takes (2^31 - 1 ms); anything longer would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Starts an allowance of `deadline` ms from now. Zero, a negative number and NaN allow nothing. */
export function allow(deadline: number, signal: AbortSignal): Allowance {
  const ms = Number.isNaN(deadline) ? 0 : Math.min(LONGEST_DELAY, Math.max(0, deadline));
  return { until: performance.now() + ms, fair: Math.max(LEAST_FAIR_WAIT, Math.min(FAIR_WAIT, ms / 2)), signal };
}

/** Returns the ms that are left, 0 when time is up. */
export function timeLeft(allowance: Allowance): number {
  return Math.max(0, allowance.until - performance.now());
}

/**
 * Runs something that answers by callback. Resolves with what `start` hands to `settle`, or with `timeUp`; rejects with
 * the signal's reason. `start` returns its clean-up, which runs exactly once, with true when the answer is no longer wanted. Where there is no time at all, nothing is started.
 */
export function within<T>(
  allowance: Allowance,
  start: (settle: (value: T) => void) => (abandoned: boolean) => void,
): Promise<T | typeof timeUp> {
  const { signal } = allowance;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    if (timeLeft(allowance) === 0) {
      resolve(timeUp);
      return;
    }
    let release: ((abandoned: boolean) => void) | null = null;
    let over = false;
    const end = (abandoned: boolean): boolean => {
      if (over) return false;
      over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      release?.(abandoned);
      return true;
    };
    const onAbort = () => {
      if (end(true)) reject(signal.reason);
    };
    // An answer that arrived while the event loop was busy is read before this verdict is spoken: hence the second step.
    const timer = setTimeout(() => {
      setImmediate(() => {
        if (end(true)) resolve(timeUp);
      });
    }, timeLeft(allowance));
    signal.addEventListener('abort', onAbort);
    const cleanUp = start((value) => {
      if (end(false)) resolve(value);
    });
    // `start` may have settled before it returned.
    if (over) cleanUp(false);
    else release = cleanUp;
  });
}
