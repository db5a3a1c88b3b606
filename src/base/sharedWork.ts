/** Work that several want at the same time, and that is done once for all of them. */
export class SharedWork<T> {
  readonly #underWay = new Map<string, Promise<T>>();

  /**
   * Returns what the work under way for `key` comes to, or else does it. `work` keeps to the signal of whoever began it: where that one
   * gives up, the next of those who wait does it over. Nothing is kept when it is done.
   */
  async join(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const others = this.#underWay.get(key);
      if (others === undefined) return this.#begin(key, work);
      try {
        return await others;
      } catch {
        signal.throwIfAborted();
      }
    }
  }

  async #begin(key: string, work: () => Promise<T>): Promise<T> {
    const own = work();
    this.#underWay.set(key, own);
    try {
      return await own;
    } finally {
      this.#underWay.delete(key);
    }
  }
}
