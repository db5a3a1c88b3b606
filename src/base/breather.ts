/** Long work on a thread that must not be silent meanwhile. */
import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work between two breaths of the event loop. */
const BREATH = 10;

/** To be asked between two steps: small ones are too many to wait for a promise, or ask the signal, after each. */
export class Breather {
  readonly #signal: AbortSignal;
  #last = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get isDue(): boolean {
    return performance.now() - this.#last > BREATH;
  }

  /** Lets the event loop run. Rejects with the signal's reason when aborted. */
  async breathe(): Promise<void> {
    this.#signal.throwIfAborted();
    await setImmediate();
    this.#last = performance.now();
    this.#signal.throwIfAborted();
  }
}
