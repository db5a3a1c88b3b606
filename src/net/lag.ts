/** How long this thread stands still while it waits for others: so much of a time that it measures may be its own. */

const TICK = 20;

export interface LagWatch {
  /** The longest so far, in ms. */
  readonly ms: number;
  stop(): void;
}

export function watchLag(): LagWatch {
  let longest = 0;
  let last = performance.now();
  // What is read between two turns counts too: an answer may be handed on before a timer that is long due.
  const measure = () => Math.max(longest, performance.now() - last - TICK);
  const timer = setInterval(() => {
    longest = measure();
    last = performance.now();
  }, TICK).unref();
  return {
    get ms() {
      return measure();
    },
    stop: () => clearInterval(timer),
  };
}
