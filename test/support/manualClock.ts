/** A clock that stands still until a test turns it. */

import type { Clock } from '../../src/base/clock.ts';
import { type Disposable, toDisposable } from '../../src/base/disposable.ts';

export class ManualClock implements Clock {
  #time = 0;
  /** How much the wall clock is ahead of what it should be. */
  #ahead = 0;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  now(): number {
    return Date.UTC(2026, 0, 1) + this.#time + this.#ahead;
  }

  monotonic(): number {
    return this.#time;
  }

  after(ms: number, callback: () => void): Disposable {
    const timer = { at: this.#time + ms, callback };
    this.#timers.add(timer);
    return toDisposable(() => this.#timers.delete(timer));
  }

  /** Sets the wall clock: on by `ms`, or back; the other one goes on as before. */
  setWall(ms: number): void {
    this.#ahead += ms;
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  /** When the next timer fires, in ms from now; null where none is set. */
  get next(): number | null {
    const times = [...this.#timers].map(({ at }) => at - this.#time);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Moves on by `ms`, firing what falls due in its order, with a turn of the event loop after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#time + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#time = Math.max(this.#time, due.at);
      due.callback();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#time = end;
  }
}
