/** How much may be fetched early: what nobody asked for in the end is a waste, and a wasteful guess is not made again. */

/** Bytes that lie ready for go at a time. */
const MAX_HELD = 64 << 20;
/** Answers that lie ready or are on their way. */
const MAX_COUNT = 4_096;
/** Of the bytes that were served; and a few small files in any case. */
const MAX_WASTE = 0.05;
const FREE_WASTE = 64 << 10;

export class PrefetchBudget {
  #held = 0;
  #served = 0;
  #wasted = 0;

  /** Whether something more may be asked for beside `count` that wait, are on their way or lie ready. */
  allows(count: number): boolean {
    return count < MAX_COUNT && this.hasRoom && this.#wasted <= Math.max(FREE_WASTE, MAX_WASTE * this.#served);
  }

  /** Whether what waits for its turn may be fetched now. */
  get hasRoom(): boolean {
    return this.#held < MAX_HELD;
  }

  /** So many bytes lie ready. */
  held(bytes: number): void {
    this.#held += bytes;
  }

  /** Some of those were asked for. */
  used(bytes: number): void {
    this.#held -= bytes;
  }

  /** So many bytes were sent to go. */
  served(bytes: number): void {
    this.#served += bytes;
  }

  /** So many of those are thrown away. */
  dropped(bytes: number): void {
    this.#held -= bytes;
    this.#wasted += bytes;
  }

  /** What still lies ready is thrown away. */
  forget(): void {
    this.dropped(this.#held);
  }
}
