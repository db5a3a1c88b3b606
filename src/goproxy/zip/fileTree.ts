/** The files of a module as a tree, to find names that a file system could not keep apart. */
import { foldCase } from './foldCase.ts';

/** By folded name. */
type Folder = Map<string, Node>;

interface Node {
  readonly name: string;
  /** What is in it; null for a file. */
  readonly folder: Folder | null;
}

/** How many names a tree may hold, and so its memory; the largest modules have some ten thousand. Ours, not go's. */
const MAX_NAMES = 400_000;

/** `full`: whether the path could stand beside all others is not known. */
export type TreeProblem = 'collision' | 'full';

/** Grows by one path at a time. Time is linear in the path, where go's collisionChecker (x/mod/zip) is quadratic. */
export class FileTree {
  readonly #root: Folder = new Map();
  /** The folder that was added to before: the next path mostly lies in it, too. */
  #last = { path: '', folder: this.#root };
  #names = 0;

  /** Adds a clean relative path; returns a problem where it equals another but for case, twice a file, or both file and folder. */
  add(path: string, isFolder: boolean): TreeProblem | null {
    const slash = path.lastIndexOf('/');
    const folder = this.#enter(path.slice(0, Math.max(slash, 0)));
    if (typeof folder === 'string') return folder;
    const added = this.#put(folder, path.slice(slash + 1), isFolder);
    return typeof added === 'string' ? added : null;
  }

  #enter(path: string): Folder | TreeProblem {
    if (path === this.#last.path) return this.#last.folder;
    let folder = this.#root;
    for (const name of path === '' ? [] : path.split('/')) {
      const node = this.#put(folder, name, true);
      if (typeof node === 'string') return node;
      folder = node.folder ?? folder;
    }
    this.#last = { path, folder };
    return folder;
  }

  #put(folder: Folder, name: string, isFolder: boolean): Node | TreeProblem {
    const folded = foldCase(name);
    const found = folder.get(folded);
    if (found !== undefined) return found.name === name && isFolder && found.folder !== null ? found : 'collision';
    if (++this.#names > MAX_NAMES) return 'full';
    const node: Node = { name, folder: isFolder ? new Map() : null };
    folder.set(folded, node);
    return node;
  }
}
