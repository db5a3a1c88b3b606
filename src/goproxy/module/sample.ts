/** The modules that an examination names when the user named none. */
import type { GoMod } from './goMod.ts';
import { isPrivate, type PrivateVariables, skipsSumdb } from './patterns.ts';
import { isCanonical, isVersionOf } from './version.ts';

export interface SampleModule {
  readonly module: string;
  readonly version: string;
}

/**
 * The well-known public module that any entry and any checksum database may be asked for. Every public mirror has it, go
 * itself uses its path to check a list, and its .info, .mod and list are 107, 197 and 631 bytes (measured November 2026).
 */
export const WELL_KNOWN: SampleModule = { module: 'golang.org/x/text', version: 'v0.14.0' };

/**
 * Returns the first requirement of go.mod that go would ask a proxy and the checksum database for, or null. Replaced ones
 * are passed over (a fork's go.mod may rightly name another module), and so are private ones and what is no version of a
 * module path.
 */
export function firstPublicRequirement(goMod: GoMod, variables: PrivateVariables): SampleModule | null {
  const replaced = new Set(goMod.replaces.map(({ old, oldVersion }) => key(old, oldVersion)));
  for (const { module, version } of goMod.requires) {
    if (replaced.has(key(module, null)) || replaced.has(key(module, version))) continue;
    if (!isCanonical(version) || !isVersionOf(module, version)) continue;
    if (!isPrivate(module, variables) && !skipsSumdb(module, variables)) return { module, version };
  }
  return null;
}

function key(module: string, version: string | null): string {
  return version === null ? module : `${module}@${version}`;
}
