/** go.work read leniently: the folders of its modules. */
import { readModLines } from './modFileLines.ts';

export interface GoWork {
  /** As written: absolute, or relative to the folder of go.work. */
  readonly uses: readonly string[];
}

/** Reads a go.work file. Total and linear. */
export function parseGoWork(text: string): GoWork {
  const uses: string[] = [];
  for (const { verb, words } of readModLines(text)) {
    const [folder] = words;
    if (verb === 'use' && folder !== undefined && words.length === 1) uses.push(folder);
  }
  return { uses };
}
