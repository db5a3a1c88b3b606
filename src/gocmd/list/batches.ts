/** Many arguments, cut to what one command line takes. */

/** Bytes: Windows takes 32,767 characters in all. */
const MAX_LINE = 24_000;

/** Returns the items in their order; `textOf` is what stands on the line for one. */
export function batches<T>(items: readonly T[], textOf: (item: T) => string): T[][] {
  const all: T[][] = [];
  let room = 0;
  for (const item of items) {
    const length = textOf(item).length + 1;
    if (length > room) {
      all.push([]);
      room = MAX_LINE;
    }
    all.at(-1)?.push(item);
    room -= length;
  }
  return all;
}
