// Which file of dist/ each module goes to that esbuild's code splitting has made.

/** Bytes of a chunk that is not worth a file: reading one takes half a millisecond, compiling these a tenth of that. */
const SMALL = 8_000;

/**
 * Returns the file that each module goes to: the root where that needs it; a small one to another that is loaded whenever it is,
 * where it needs nothing that this other would be loaded without; else it stays alone.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
export function homesOf(outputs, /** @type {string} */ root) {
  const files = Object.keys(outputs);
  const needs = new Map(
    files.map((file) => {
      const imports = outputs[file].imports.filter(
        ({ kind, path: needed }) => kind === 'import-statement' && needed in outputs,
      );
      return [file, new Set(imports.map(({ path: needed }) => needed))];
    }),
  );
  /** The parts that cannot be loaded without it. */
  const users = new Map(files.map((file) => [file, new Set()]));
  const use = (/** @type {string} */ file, /** @type {string} */ part) => {
    if (users.get(file).has(part)) return;
    users.get(file).add(part);
    for (const needed of needs.get(file)) use(needed, part);
  };
  const isPart = (/** @type {string} */ file) => outputs[file].entryPoint !== undefined;
  for (const part of files.filter(isPart)) use(part, part);

  const homes = new Map(files.map((file) => [file, users.get(file).has(root) ? root : file]));
  const isAtHome = (/** @type {string} */ file) => homes.get(file) === file && file !== root;
  const small = files.filter((file) => isAtHome(file) && !isPart(file) && outputs[file].bytes < SMALL);
  for (const file of small.sort((a, b) => outputs[a].bytes - outputs[b].bytes)) {
    const fits = (/** @type {string} */ one) =>
      isAtHome(one) &&
      one !== file &&
      isIn(users.get(file), users.get(one)) &&
      [...needs.get(file)].every((needed) => {
        const home = homes.get(needed);
        return home === root || home === file || home === one || isIn(users.get(one), users.get(home));
      });
    const [home] = files.filter(fits).sort((a, b) => users.get(a).size - users.get(b).size);
    if (home === undefined) continue;
    for (const [one, its] of homes) if (its === file) homes.set(one, home);
    for (const needed of needs.get(file)) needs.get(home).add(needed);
  }
  return homes;
}

function isIn(/** @type {Set<string>} */ some, /** @type {Set<string>} */ all) {
  return [...some].every((one) => all.has(one));
}
