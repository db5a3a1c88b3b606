/** Long work on a thread that must not be silent meanwhile. */
import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work between two breaths of the event loop. */
const BREATH = 10;

/** Returns what is to be awaited between two steps: it lets the event loop run now and then, and rejects with the signal's reason. */
export function breather(signal: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > BREATH) {
      await setImmediate();
      last = performance.now();
    }
    signal.throwIfAborted();
  };
}
