/** Random numbers that are the same on every run with the same seed. */

export interface Random {
  /** Returns an integer from 0 to `below` - 1. */
  int(below: number): number;
  /** Reports true with probability `probability`. */
  chance(probability: number): boolean;
  /** Returns one of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T;
}

/** Makes a generator (mulberry32: one 32-bit state, quick, and good enough to draw lists). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}
