/** Waiting for work that may take too long, without ending it. */
import type { Clock } from './clock.ts';

/** Returns what `work` comes to; what `late` returns where that takes longer than `ms`. */
export function inTime<T>(work: Promise<T>, ms: number, clock: Pick<Clock, 'after'>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(ms, () => resolve(late()));
    work.then(resolve, reject).finally(() => timer.dispose());
  });
}
