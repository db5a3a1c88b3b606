/** Which replace line go goes by. Pure. */
import type { GoMod, Replacement } from '../../goproxy/module/goMod.ts';

export type FindReplacement = (module: string, version: string) => Replacement | null;

/** Returns the look-up of what stands in for `module@version`. go.work outranks go.mod, a line with the version one without. */
export function replacements(goMod: Pick<GoMod, 'replaces'>, goWork: Pick<GoMod, 'replaces'> | null): FindReplacement {
  const files = (goWork === null ? [goMod] : [goWork, goMod]).map(({ replaces }) => {
    const lines = new Map<string, Replacement>();
    for (const one of replaces) {
      const key = keyOf(one.old, one.oldVersion);
      if (!lines.has(key)) lines.set(key, one);
    }
    return lines;
  });
  return (module, version) => {
    for (const lines of files) {
      const found = lines.get(keyOf(module, version)) ?? lines.get(keyOf(module, null));
      if (found !== undefined) return found;
    }
    return null;
  };
}

function keyOf(module: string, version: string | null): string {
  return version === null ? module : `${module}@${version}`;
}
