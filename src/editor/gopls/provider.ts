/** Which of go.mod's modules a package comes from. Pure. */
import { parseGoMod } from '../../goproxy/module/goMod.ts';

/** The module that go downloads for a package. */
export interface Provider {
  readonly module: string;
  readonly version: string;
}

/** Returns the module of the longest path that `wanted` lies in; null where go.mod requires none, or replaces it by a folder. */
export function providerOf(wanted: string, goMod: string): Provider | null {
  const { requires, replaces } = parseGoMod(goMod);
  const [nearest] = requires
    .filter(({ module }) => `${wanted}/`.startsWith(`${module}/`))
    .sort((a, b) => b.module.length - a.module.length);
  if (nearest === undefined) return null;
  const { module, version } = nearest;
  const isMeant = (one: { readonly old: string; readonly oldVersion: string | null }) =>
    one.old === module && (one.oldVersion === null || one.oldVersion === version);
  const replaced = replaces.find(isMeant);
  if (replaced === undefined) return { module, version };
  return replaced.newVersion === null ? null : { module: replaced.new, version: replaced.newVersion };
}

/** Reports whether `goSum` has the checksum of the module's files; go and gopls fetch nothing without it. */
export function hasSum({ module, version }: Provider, goSum: string): boolean {
  const line = `${module} ${version} h1:`;
  return goSum.startsWith(line) || goSum.includes(`\n${line}`);
}
