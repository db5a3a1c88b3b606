/** How long this thread stands still while it waits for others: so much of a time that it measures may be its own. */

const TICK = 20;

export interface LagWatch {
  /** The longest so far, in ms. */
  readonly ms: number;
  stop(): void;
}

export function watchLag(): LagWatch {
  let ms = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    ms = Math.max(ms, now - last - TICK);
    last = now;
  }, TICK).unref();
  return {
    get ms() {
      return ms;
    },
    stop: () => clearInterval(timer),
  };
}
