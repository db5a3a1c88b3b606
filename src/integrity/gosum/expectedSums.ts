/** What go holds each version against that the go.sum files in force name. Rules: haveModSumLocked in cmd/go/internal/modfetch/fetch.go. */
import { type GoSumFault, type GoSumLine, parseGoSum } from './goSum.ts';

/** A go.sum file that go reads. */
export interface SumText {
  /** As the user would call it. */
  readonly name: string;
  readonly text: string;
}

/** A hash, and where it stands. */
export interface ExpectedSum {
  readonly hash: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What differs from any of them is a mismatch to go. */
export interface ExpectedSums {
  readonly module: string;
  readonly version: string;
  /** Of the archive. */
  readonly zip: readonly ExpectedSum[];
  readonly mod: readonly ExpectedSum[];
}

export interface ReadSums {
  /** One a version, in the order in which the files name them. */
  readonly versions: readonly ExpectedSums[];
  readonly faults: readonly (GoSumFault & { readonly file: string })[];
}

interface Found extends GoSumLine {
  readonly file: string;
  readonly isMain: boolean;
}

/**
 * The first file is the one that go writes: go.sum, or in a workspace go.work.sum. If it says something of a version, its first hash alone
 * counts; else every hash of all others, the go.sum files of the workspace's modules. Hashes of algorithms that go does not know are
 * passed over.
 */
export function readSums(files: readonly SumText[]): ReadSums {
  const faults: (GoSumFault & { readonly file: string })[] = [];
  const versions = new Map<string, { readonly module: string; readonly version: string; readonly found: Found[] }>();
  for (const [at, { name: file, text }] of files.entries()) {
    const parsed = parseGoSum(text);
    faults.push(...parsed.faults.map((fault) => ({ ...fault, file })));
    for (const line of parsed.lines) {
      const { module, version, hash } = line;
      const key = `${module} ${version}`;
      const one = versions.get(key) ?? { module, version, found: [] };
      versions.set(key, one);
      if (hash.startsWith('h1:')) one.found.push({ ...line, file, isMain: at === 0 });
    }
  }
  const expected = [...versions.values()].map(({ module, version, found }) => ({
    module,
    version,
    zip: deciding(found.filter(({ isGoMod }) => !isGoMod)),
    mod: deciding(found.filter(({ isGoMod }) => isGoMod)),
  }));
  return { versions: expected, faults };
}

function deciding(found: readonly Found[]): ExpectedSum[] {
  const main = found.find(({ isMain }) => isMain);
  return (main === undefined ? found : [main]).map(({ hash, file, line }) => ({ hash, file, line }));
}
