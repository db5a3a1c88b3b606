/** Reads the go.mod and go.sum files of one round of looking, each at most once. */
import path from 'node:path';
import { parseGoWork } from '../../goproxy/module/goWork.ts';

export interface NearestModule {
  /** Absolute path. */
  readonly folder: string;
  readonly goMod: string;
}

export class ModuleFiles {
  readonly #readText: (file: string) => Promise<string | null>;
  readonly #texts = new Map<string, Promise<string | null>>();

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

  /** The checksums that go has in `folder`: under a go.work those of all its modules count. */
  async sums(folder: string): Promise<string> {
    const files = [path.join(folder, 'go.sum')];
    for (const above of ancestors(folder)) {
      const work = await this.#text(path.join(above, 'go.work'));
      if (work === null) continue;
      files.push(path.join(above, 'go.work.sum'));
      files.push(...parseGoWork(work).uses.map((use) => path.resolve(above, use, 'go.sum')));
      break;
    }
    const texts = await Promise.all(files.map((file) => this.#text(file)));
    return texts.map((text) => text ?? '').join('\n');
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
