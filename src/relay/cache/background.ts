/** Work that nobody waits for, and that takes nothing from go: done when it is quiet, or where there is no more room for what waits. */
import type { Clock } from '../../base/clock.ts';

interface Waiting {
  readonly bytes: number;
  run(): Promise<void>;
}

/** ms without a request after which go is not at work. */
const QUIET = 500;
/** Jobs at a time. */
const AT_ONCE = 4;

export class Background {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #waiting: Waiting[] = [];
  /** Held by jobs that are not done. */
  #bytes = 0;
  #running = 0;
  #lastUse = Number.NEGATIVE_INFINITY;
  #isWaking = false;

  /** `most` bytes may be held by jobs that are not done; from half of that on they are done while go is at work. */
  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Notes that go is at work. */
  busy(): void {
    this.#lastUse = this.#clock.monotonic();
  }

  /** Does the job some time, which holds so many bytes until then. Returns false where there is no room for it. */
  add(bytes: number, run: () => Promise<void>): boolean {
    if (this.#bytes + bytes > this.#most) return false;
    this.#bytes += bytes;
    this.#waiting.push({ bytes, run });
    this.#start();
    return true;
  }

  #start(): void {
    const quiet = QUIET - (this.#clock.monotonic() - this.#lastUse);
    if (quiet > 0 && this.#bytes < this.#most / 2) {
      this.#wake(quiet);
      return;
    }
    while (this.#running < AT_ONCE) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running += 1;
      void next
        .run()
        .catch(() => undefined)
        .then(() => {
          this.#running -= 1;
          this.#bytes -= next.bytes;
          this.#start();
        });
    }
  }

  #wake(ms: number): void {
    if (this.#isWaking || this.#waiting.length === 0) return;
    this.#isWaking = true;
    this.#clock.after(ms, () => {
      this.#isWaking = false;
      this.#start();
    });
  }
}
