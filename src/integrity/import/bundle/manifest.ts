/** What stands in a bundle, as its first file says: whose graph it is for, and each version with its hashes. */
import { objectOf, parseJson, textOf } from '../../../base/json.ts';
import { isModulePath } from '../../../goproxy/module/modulePath.ts';
import { isCanonical } from '../../../goproxy/module/version.ts';

export interface BundledModule {
  readonly module: string;
  readonly version: string;
  /** `h1:…` of the archive; null where go.mod alone is bundled. */
  readonly zip: string | null;
  /** `h1:…` of the go.mod. */
  readonly mod: string;
  /** What vouches for the hashes: the database's answer lies in the bundle, or go.sum has them; null for neither. */
  readonly proof: 'database' | 'go.sum' | null;
}

export interface BundleManifest {
  /** The module that it was made for. */
  readonly module: string | null;
  /** The go line and the toolchain line of its go.mod: a toolchain is in no bundle. */
  readonly go: string | null;
  readonly toolchain: string | null;
  /** The checksum database whose answers are in it; null for none. */
  readonly database: string | null;
  readonly modules: readonly BundledModule[];
}

/** Its name in the archive, before every other. */
export const MANIFEST = 'goproxy-doctor-bundle.json';
const FORMAT = 1;
const HASH = /^h1:[A-Za-z0-9+/]{43}=$/;

export function formatManifest(manifest: BundleManifest): string {
  return `${JSON.stringify({ bundle: FORMAT, ...manifest }, null, 2)}\n`;
}

/** Returns null for whatever is not what formatManifest writes. Total. */
export function parseManifest(text: string): BundleManifest | null {
  const value = objectOf(parseJson(text));
  if (value === null || value.bundle !== FORMAT || !Array.isArray(value.modules)) return null;
  const modules = value.modules.map(moduleOf).filter((one) => one !== null);
  if (modules.length !== value.modules.length) return null;
  const [module, go, toolchain, database] = ['module', 'go', 'toolchain', 'database'].map((name) =>
    textOf(value[name]),
  );
  return { module: module ?? null, go: go ?? null, toolchain: toolchain ?? null, database: database ?? null, modules };
}

function moduleOf(item: unknown): BundledModule | null {
  const value = objectOf(item);
  const module = textOf(value?.module) ?? '';
  const version = textOf(value?.version) ?? '';
  const [zip, mod] = [textOf(value?.zip), textOf(value?.mod)];
  if (!isModulePath(module) || !isCanonical(version) || mod === null || !HASH.test(mod)) return null;
  if (zip !== null && !HASH.test(zip)) return null;
  const proof = textOf(value?.proof);
  return { module, version, zip, mod, proof: proof === 'database' || proof === 'go.sum' ? proof : null };
}
