/** How long the latest answers of one entry took to begin: by that the relay knows when it is late. */

/** Answers that are remembered. */
const MOST = 100;
/** Fewer say nothing about the slowest of twenty. */
const ENOUGH = 20;
const SHARE = 0.95;

export class RecentLatencies {
  readonly #latest: number[] = [];
  #next = 0;

  get isEmpty(): boolean {
    return this.#latest.length === 0;
  }

  /** `ms` from the request to the head of its answer. */
  add(ms: number): void {
    this.#latest[this.#next] = ms;
    this.#next = (this.#next + 1) % MOST;
  }

  /** Returns the ms within which nineteen of twenty came; null as long as too few are known. */
  get p95(): number | null {
    if (this.#latest.length < ENOUGH) return null;
    const sorted = Float64Array.from(this.#latest).sort();
    return sorted[Math.ceil(SHARE * sorted.length) - 1] ?? null;
  }
}
