// What a caller asked for by name, among what there is.

/** Returns those of `all` that are in `named`; all of them where none is. */
export function chosen(all, named) {
  const some = all.filter((one) => named.includes(one));
  return some.length === 0 ? all : some;
}
