// Which file of dist/ each module goes to that esbuild's code splitting has made.

/** Bytes of a chunk that is not worth a file: reading one takes half a millisecond, compiling these a tenth of that. */
const SMALL = 8_000;

/**
 * Returns the file that each module goes to: the root where that needs it; a small one to another that is loaded whenever it is,
 * where it needs nothing that this other would be loaded without, and where no two files need each other then; else it stays alone.
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
  const parts = files.filter(isPart);
  for (const part of parts) use(part, part);
  const before = loadedBefore(outputs, parts, users, root);
  /** Whether what belongs to these parts is there whenever one of those is. */
  const isThere = (/** @type {Set<string>} */ these, /** @type {Set<string>} */ those) =>
    [...those].every((part) => [...before.get(part)].some((one) => these.has(one)));

  const homes = new Map(files.map((file) => [file, users.get(file).has(root) ? root : file]));
  /** Whether a file that held both would need another one that needs it. */
  const isCircle = (/** @type {string} */ one, /** @type {string} */ file) => {
    const seen = new Set([one, file]);
    const rest = [one, file];
    for (const each of rest) {
      for (const needed of needs.get(each)) {
        const home = homes.get(needed);
        const isBoth = home === one || home === file;
        if (isBoth && each !== one && each !== file) return true;
        if (!seen.has(home)) rest.push(home);
        seen.add(home);
      }
    }
    return false;
  };

  const isAtHome = (/** @type {string} */ file) => homes.get(file) === file && file !== root;
  const small = files.filter((file) => isAtHome(file) && !isPart(file) && outputs[file].bytes < SMALL);
  for (const file of small.sort((a, b) => outputs[a].bytes - outputs[b].bytes)) {
    const fits = (/** @type {string} */ one) =>
      isAtHome(one) &&
      one !== file &&
      isThere(users.get(one), users.get(file)) &&
      [...needs.get(file)].every((needed) => {
        const home = homes.get(needed);
        return home === root || home === file || home === one || isThere(users.get(home), users.get(one));
      }) &&
      !isCircle(one, file);
    const [home] = files.filter(fits).sort((a, b) => users.get(a).size - users.get(b).size);
    if (home === undefined) continue;
    for (const [one, its] of homes) if (its === file) homes.set(one, home);
    for (const needed of needs.get(file)) needs.get(home).add(needed);
  }
  return homes;
}

/**
 * Returns the parts that are loaded by the time that each part is, itself among them: what asks for it belongs to them.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string[]} parts
 * @param {Map<string, Set<string>>} users
 */
function loadedBefore(outputs, parts, users, /** @type {string} */ root) {
  const askedFor = (/** @type {string} */ file, /** @type {string} */ part) =>
    outputs[file].imports.some(({ kind, path }) => kind === 'dynamic-import' && path === part);
  const askers = new Map(
    parts.map((part) => [
      part,
      Object.keys(outputs)
        .filter((file) => askedFor(file, part))
        .flatMap((file) => [...users.get(file)]),
    ]),
  );
  const before = new Map(parts.map((part) => [part, new Set(part === root ? [root] : parts)]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const part of parts) {
      if (part === root) continue;
      const all = askers.get(part).map((asker) => before.get(asker));
      const left = parts.filter((one) => one === part || all.every((its) => its.has(one)));
      changed ||= left.length < before.get(part).size;
      before.set(part, new Set(left));
    }
  }
  return before;
}
