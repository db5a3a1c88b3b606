/** Work that nobody waits for: a few jobs at a time, and no more of them than there is memory for. */

/** Jobs at a time. */
const AT_ONCE = 4;

export class Background {
  readonly #most: number;
  readonly #waiting: { readonly job: () => Promise<void>; readonly bytes: number }[] = [];
  #bytes = 0;
  #running = 0;

  /** `most` bytes may be held by jobs that are not done. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Does the job some time, which holds so many bytes until then. Returns false where there is no room for it. */
  add(bytes: number, job: () => Promise<void>): boolean {
    if (this.#bytes + bytes > this.#most) return false;
    this.#bytes += bytes;
    this.#waiting.push({ job, bytes });
    this.#start();
    return true;
  }

  #start(): void {
    while (this.#running < AT_ONCE) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running += 1;
      void next
        .job()
        .catch(() => undefined)
        .then(() => {
          this.#running -= 1;
          this.#bytes -= next.bytes;
          this.#start();
        });
    }
  }
}
