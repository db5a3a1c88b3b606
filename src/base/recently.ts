/** What was found out a moment ago, and need not be found out again. */
import type { Clock } from './clock.ts';
import { SharedWork } from './sharedWork.ts';

export class Recently<T> {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #span: number;
  readonly #work = new SharedWork<T>();
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>();

  /** `span`: ms for which it is kept. */
  constructor(clock: Pick<Clock, 'monotonic'>, span: number) {
    this.#clock = clock;
    this.#span = span;
  }

  /** Returns what was found out for `key`, or else what `find` brings: once for all who ask meanwhile. What it rejects with is not kept. */
  get(key: string, signal: AbortSignal, find: () => Promise<T>): Promise<T> {
    const now = this.#clock.monotonic();
    for (const [old, { until }] of this.#kept) if (until <= now) this.#kept.delete(old);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return Promise.resolve(kept.value);
    return this.#work.join(key, signal, async () => {
      const value = await find();
      this.#kept.set(key, { value, until: this.#clock.monotonic() + this.#span });
      return value;
    });
  }
}
