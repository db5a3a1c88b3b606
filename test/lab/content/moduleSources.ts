/**
 * The synthetic modules as data. Their graph, for tests that count or walk it:
 *
 *   a v1.0.0 → b v1.0.0, c v1.0.0, golang.org/x/text    a v1.1.0 → b v1.1.0, c v1.0.0, big
 *   b v1.0.0 → d v1.0.0      b v1.1.0 → d v1.1.0        c v1.0.0 → d v1.0.0, e v1.0.0
 *   d v1.1.0 → e v1.0.0      Upper/MixedCase, pseudo, v2mod/v2, old (+incompatible), big: leaves
 */
export interface ModuleSource {
  readonly path: string;
  readonly version: string;
  /** `path@version` of the direct requirements; each is imported by the module's only package. */
  readonly requires: readonly string[];
  /** Name of the package in the module's root. */
  readonly packageName: string;
  /** Bytes of incompressible ballast, in a file of its own. */
  readonly ballast?: number;
  /** True where the repository had no go.mod: the zip has none, and .mod is the synthesized single line. */
  readonly withoutGoMod?: boolean;
}

export const MODULE_SOURCES: readonly ModuleSource[] = [
  {
    path: 'example.test/a',
    version: 'v1.0.0',
    packageName: 'a',
    requires: ['example.test/b@v1.0.0', 'example.test/c@v1.0.0', 'golang.org/x/text@v0.14.0'],
  },
  {
    path: 'example.test/a',
    version: 'v1.1.0',
    packageName: 'a',
    requires: ['example.test/b@v1.1.0', 'example.test/c@v1.0.0', 'example.test/big@v1.0.0'],
  },
  { path: 'example.test/a', version: 'v1.2.0-rc.1', packageName: 'a', requires: ['example.test/b@v1.1.0'] },
  { path: 'example.test/b', version: 'v1.0.0', packageName: 'b', requires: ['example.test/d@v1.0.0'] },
  { path: 'example.test/b', version: 'v1.1.0', packageName: 'b', requires: ['example.test/d@v1.1.0'] },
  {
    path: 'example.test/c',
    version: 'v1.0.0',
    packageName: 'c',
    requires: ['example.test/d@v1.0.0', 'example.test/e@v1.0.0'],
  },
  { path: 'example.test/d', version: 'v1.0.0', packageName: 'd', requires: [] },
  { path: 'example.test/d', version: 'v1.1.0', packageName: 'd', requires: ['example.test/e@v1.0.0'] },
  { path: 'example.test/e', version: 'v1.0.0', packageName: 'e', requires: [] },
  { path: 'example.test/Upper/MixedCase', version: 'v1.0.0', packageName: 'mixedcase', requires: [] },
  { path: 'example.test/pseudo', version: 'v0.0.0-20240102030405-0123456789ab', packageName: 'pseudo', requires: [] },
  { path: 'example.test/v2mod/v2', version: 'v2.0.0', packageName: 'v2mod', requires: [] },
  { path: 'example.test/old', version: 'v2.0.0+incompatible', packageName: 'old', requires: [], withoutGoMod: true },
  { path: 'example.test/big', version: 'v1.0.0', packageName: 'big', requires: [], ballast: 1 << 20 },
  // A stand-in for the well-known sample: the path and the version are real, the content is ours.
  { path: 'golang.org/x/text', version: 'v0.14.0', packageName: 'text', requires: [] },
];
