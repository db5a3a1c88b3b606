/** go.mod read leniently: what it requires and replaces, line by line; a file in the middle of an edit gives what it has. */
import { goFields } from '../golang/goSpace.ts';
import { readModLines } from './modFileLines.ts';

export interface Requirement {
  readonly module: string;
  readonly version: string;
  /** Marked `// indirect`. */
  readonly indirect: boolean;
  /** From 1. */
  readonly line: number;
}

export interface Replacement {
  readonly old: string;
  /** Null: every version. */
  readonly oldVersion: string | null;
  /** A module path, or a folder where `newVersion` is null. */
  readonly new: string;
  readonly newVersion: string | null;
  /** From 1. */
  readonly line: number;
}

export interface GoMod {
  readonly module: string | null;
  readonly go: string | null;
  readonly toolchain: string | null;
  readonly requires: readonly Requirement[];
  readonly replaces: readonly Replacement[];
}

/** Reads a go.mod file; paths and versions are as written, not checked. Of a directive given twice the first counts. Total and linear. */
export function parseGoMod(text: string): GoMod {
  const requires: Requirement[] = [];
  const replaces: Replacement[] = [];
  const single: Record<'module' | 'go' | 'toolchain', string | null> = { module: null, go: null, toolchain: null };
  for (const { verb, words, comment, line } of readModLines(text)) {
    const [first, second] = words;
    if (first === undefined) continue;
    switch (verb) {
      case 'module':
      case 'go':
      case 'toolchain':
        if (words.length === 1) single[verb] ??= first;
        break;
      case 'require':
        if (second === undefined || words.length !== 2) break;
        requires.push({ module: first, version: second, indirect: isIndirect(comment), line });
        break;
      case 'replace': {
        const replacement = readReplacement(words);
        if (replacement !== null) replaces.push({ ...replacement, line });
        break;
      }
    }
  }
  return { ...single, requires, replaces };
}

/** As isIndirect in golang.org/x/mod/modfile/rule.go: `// indirect` or `// indirect; more`. */
function isIndirect(comment: string): boolean {
  const [first, second] = goFields(comment, 2);
  return first === (second === undefined ? 'indirect' : 'indirect;');
}

/** `old [version] => new [version]` */
function readReplacement(words: readonly string[]): Omit<Replacement, 'line'> | null {
  const arrow = words.indexOf('=>');
  const [old, oldVersion = null, ...more] = words.slice(0, Math.max(arrow, 0));
  const [target, newVersion = null, ...rest] = words.slice(arrow + 1);
  if (old === undefined || target === undefined || more.length > 0 || rest.length > 0) return null;
  return { old, oldVersion, new: target, newVersion };
}
