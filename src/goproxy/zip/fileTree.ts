/** The files of a module as a tree, to find names that a file system could not keep apart. */
import { foldCase } from './foldCase.ts';

interface Node {
  readonly name: string;
  readonly isFolder: boolean;
  /** By folded name; null for a file. */
  readonly children: Map<string, Node> | null;
}

/** How many names a tree may hold, and so its memory; the largest modules have some ten thousand. Ours, not go's. */
const MAX_NAMES = 400_000;

export type TreeProblem = 'collision' | 'too-large';

/** Grows by one path at a time. Time is linear in the path, where go's collisionChecker (x/mod/zip) is quadratic. */
export class FileTree {
  readonly #root = new Map<string, Node>();
  #names = 0;

  /** Adds a clean relative path; returns a problem where it equals another but for case, twice a file, or both file and folder. */
  add(path: string, isFolder: boolean): TreeProblem | null {
    const elements = path.split('/');
    let folder = this.#root;
    for (const [at, name] of elements.entries()) {
      const isLast = at === elements.length - 1;
      const node = { name, isFolder: !isLast || isFolder };
      const folded = foldCase(name);
      let found = folder.get(folded);
      if (found === undefined) {
        if (++this.#names > MAX_NAMES) return 'too-large';
        found = { ...node, children: node.isFolder ? new Map() : null };
        folder.set(folded, found);
      } else if (found.name !== name || found.isFolder !== node.isFolder || found.children === null) {
        return 'collision';
      }
      if (found.children !== null) folder = found.children;
    }
    return null;
  }
}
