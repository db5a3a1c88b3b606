/** What the go.mod and go.sum files say, in one round of looking: each is read at most once. */
import path from 'node:path';
import { parseGoWork } from '../../goproxy/module/goWork.ts';
import { hasSum, providerOf } from './provider.ts';
import type { MissingPackage } from './trueCause.ts';

export interface NearestModule {
  /** Absolute path. */
  readonly folder: string;
  readonly goMod: string;
}

/** Characters, of ASCII: files.ts reads no more unless told, and what is cut off cannot be missed. */
const CUT = 1 << 20;

export class ModuleFiles {
  readonly #readText: (file: string) => Promise<string | null>;
  readonly #texts = new Map<string, Promise<string | null>>();
  readonly #missing = new Map<string, Promise<MissingPackage>>();

  constructor(readText: (file: string) => Promise<string | null>) {
    this.#readText = readText;
  }

  /** The module that `folder` lies in. */
  async nearest(folder: string): Promise<NearestModule | null> {
    for (const above of ancestors(folder)) {
      const goMod = await this.#text(path.join(above, 'go.mod'));
      if (goMod !== null) return { folder: above, goMod };
    }
    return null;
  }

  /** The module that stands for `folder`: its own, or in a go.work without one the first that it uses. */
  async ofWorkspace(folder: string): Promise<NearestModule | null> {
    const own = await this.nearest(folder);
    if (own !== null) return own;
    const [use] = parseGoWork((await this.#text(path.join(folder, 'go.work'))) ?? '').uses;
    return use === undefined ? null : this.nearest(path.resolve(folder, use));
  }

  /** What is known of a package that gopls misses in `module`. */
  missing(module: NearestModule, wanted: string): Promise<MissingPackage> {
    const key = `${wanted}\n${module.folder}`;
    const known = this.#missing.get(key) ?? this.#look(module, wanted);
    this.#missing.set(key, known);
    return known;
  }

  async #look({ folder, goMod }: NearestModule, wanted: string): Promise<MissingPackage> {
    const provider = providerOf(wanted, goMod);
    if (provider === null) return { provider, hasSum: false };
    const sums = await Promise.all((await this.#sumFiles(folder)).map((file) => this.#text(file)));
    const isIn = (text: string | null) => text !== null && (text.length >= CUT || hasSum(provider, text));
    return { provider, hasSum: sums.some(isIn) };
  }

  /** Under a go.work the checksums of all its modules count. */
  async #sumFiles(folder: string): Promise<string[]> {
    const own = path.join(folder, 'go.sum');
    for (const above of ancestors(folder)) {
      const work = await this.#text(path.join(above, 'go.work'));
      if (work === null) continue;
      const used = parseGoWork(work).uses.map((use) => path.resolve(above, use, 'go.sum'));
      return [own, path.join(above, 'go.work.sum'), ...used];
    }
    return [own];
  }

  #text(file: string): Promise<string | null> {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const text = this.#readText(file);
    this.#texts.set(file, text);
    return text;
  }
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
