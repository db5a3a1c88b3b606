/** Who waits for one server, the best of those that are there first. */

export class WaitingLine<T> {
  readonly #worth: (one: T) => number;
  #waiting: T[] = [];
  #isClosed = false;
  #wake: () => void = () => undefined;

  /** Of those that wait, the one with the least `worth` is next. */
  constructor(worth: (one: T) => number) {
    this.#worth = worth;
  }

  add(one: T): void {
    this.#waiting.push(one);
    this.#wake();
  }

  /** Nobody else will come. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** Waits for the next one; undefined once there will be none. For one server. */
  async next(): Promise<T | undefined> {
    while (this.#waiting.length === 0 && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const [best] = [...this.#waiting].sort((a, b) => this.#worth(a) - this.#worth(b));
    this.#waiting = this.#waiting.filter((one) => one !== best);
    return best;
  }
}
