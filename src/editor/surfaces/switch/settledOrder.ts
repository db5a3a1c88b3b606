/** The order of a list that is sorted anew while somebody is choosing from it. Pure. */

/** Returns `ranked` in its order, but for `active`, which stays in the line where `shown` has it: nothing moves away under a cursor. */
export function settledOrder(ranked: readonly string[], shown: readonly string[], active: string | null): string[] {
  const line = active === null ? -1 : shown.indexOf(active);
  if (active === null || line < 0 || !ranked.includes(active)) return [...ranked];
  return ranked.filter((one) => one !== active).toSpliced(line, 0, active);
}
