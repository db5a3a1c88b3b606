/** Time as a port, so that tests turn the clock by hand. */
import { type Disposable, toDisposable } from './disposable.ts';

export interface Clock {
  /** Wall time in ms since the epoch: for showing, never for measuring. */
  now(): number;
  /** Monotonic time in ms with a fraction: for measuring. */
  monotonic(): number;
  /** Runs `callback` once after `ms`. Does not keep the process alive. */
  after(ms: number, callback: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return toDisposable(() => clearTimeout(timer));
  },
};
