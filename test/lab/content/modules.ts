/** The synthetic modules, built: files, zip and true hashes. */
import { createHash } from 'node:crypto';
import { moduleHash } from './moduleHash.ts';
import { MODULE_SOURCES, type ModuleSource } from './moduleSources.ts';
import { zipArchive } from './zipArchive.ts';

export interface LabModule {
  readonly path: string;
  /** Canonical, with `+incompatible` where it applies. */
  readonly version: string;
  /** RFC 3339, as in .info. */
  readonly time: string;
  /** The text that .mod serves. */
  readonly goMod: string;
  readonly zip: Buffer;
  /** A valid zip of the same names with one file's content changed: its hash is not `zipHash`. */
  readonly alteredZip: Buffer;
  /** The zip with one byte of a file flipped, so that a CRC is wrong. */
  readonly corruptZip: Buffer;
  /** `h1:…` of the zip and of go.mod. */
  readonly zipHash: string;
  readonly modHash: string;
}

export interface LabModules {
  readonly all: readonly LabModule[];
  /** Returns the module of that exact version, or undefined. */
  find(path: string, version: string): LabModule | undefined;
  /** Returns every version of a path, in the order of the sources; empty for a path that does not exist. */
  versions(path: string): readonly LabModule[];
  /** Returns the go.sum text, both lines of each module in `names` (`path@version`; all when left out). */
  goSum(names?: readonly string[]): string;
}

/** Builds all modules; about 10 ms. */
export async function buildModules(): Promise<LabModules> {
  const all = await Promise.all(MODULE_SOURCES.map(build));
  const byName = new Map(all.map((module) => [`${module.path}@${module.version}`, module]));
  return {
    all,
    find: (path, version) => byName.get(`${path}@${version}`),
    versions: (path) => all.filter((module) => module.path === path),
    goSum(names = [...byName.keys()]) {
      const modules = names.map((name) => byName.get(name)).filter((module) => module !== undefined);
      return modules.map(goSumLines).sort().join('');
    },
  };
}

/** Returns the two go.sum lines of a module, each with its newline. */
export function goSumLines(module: LabModule): string {
  const { path, version, zipHash, modHash } = module;
  return `${path} ${version} ${zipHash}\n${path} ${version}/go.mod ${modHash}\n`;
}

async function build(source: ModuleSource): Promise<LabModule> {
  const goMod = goModText(source);
  const files = filesOf(source, goMod);
  const sourceName = `${source.path}@${source.version}/${source.packageName}.go`;
  const original = files.get(sourceName) ?? Buffer.alloc(0);
  const zip = await zipArchive(files);
  const altered = new Map(files).set(sourceName, Buffer.concat([original, Buffer.from('\n// Altered.\n')]));
  const corruptZip = Buffer.from(zip);
  // Stored, not compressed: the content stands in the archive as it is. Its last byte is a newline.
  const lastByte = corruptZip.indexOf(original) + original.length - 1;
  corruptZip[lastByte] = 0x20;
  return {
    path: source.path,
    version: source.version,
    time: '2024-01-02T03:04:05Z',
    goMod,
    zip,
    alteredZip: await zipArchive(altered),
    corruptZip,
    zipHash: moduleHash(files),
    modHash: moduleHash(new Map([['go.mod', Buffer.from(goMod)]])),
  };
}

function goModText(source: ModuleSource): string {
  if (source.withoutGoMod) return `module ${source.path}\n`;
  const requires = source.requires.map((name) => `\t${name.replace('@', ' ')}\n`).join('');
  return `module ${source.path}\n\ngo 1.19\n${requires === '' ? '' : `\nrequire (\n${requires})\n`}`;
}

function filesOf(source: ModuleSource, goMod: string): Map<string, Buffer> {
  const prefix = `${source.path}@${source.version}/`;
  const imports = source.requires.map((name) => `import _ "${name.split('@')[0]}"\n`).join('');
  const code = `// Package ${source.packageName} is synthetic.\npackage ${source.packageName}\n\n${imports}\nconst Version = "${source.version}"\n`;
  const files = new Map<string, Buffer>();
  if (!source.withoutGoMod) files.set(`${prefix}go.mod`, Buffer.from(goMod));
  files.set(`${prefix}${source.packageName}.go`, Buffer.from(code));
  if (source.ballast !== undefined) files.set(`${prefix}ballast.bin`, ballast(source.ballast));
  return files;
}

/** Bytes that look random and are the same on every run. */
function ballast(size: number): Buffer {
  return createHash('shake256', { outputLength: size }).update('ballast').digest();
}
