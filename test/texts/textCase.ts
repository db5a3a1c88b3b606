/** A stored output of the go command, and what is to be read in it: `NAME.txt` with the bytes, `NAME.json` with the rest. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FailureCode } from '../../src/failures/code.ts';

/** Shape as in contracts.md, `failures[]`. A field that is left out is not asserted: there the text can be read in two ways. */
export interface ExpectedFailure {
  readonly code: FailureCode;
  readonly detail?: string;
  readonly module?: string | null;
  readonly version?: string | null;
  readonly host?: string | null;
}

export interface TextCase {
  readonly name: string;
  readonly text: Buffer;
  /** Version of the go command; `unknown` for some of the texts that were not recorded. */
  readonly go: string;
  readonly command: string;
  readonly scenario: string;
  /** The deciding failure first; empty where the text tells of no failure of ours. */
  readonly expect: readonly ExpectedFailure[];
}

/** Reads the cases of `recorded` or `wild`, by name; none where the folder does not exist. Throws for a file without its partner. */
export function readTextCases(group: 'recorded' | 'wild'): TextCase[] {
  const folder = fileURLToPath(new URL(`./${group}`, import.meta.url));
  const files = new Set(namesIn(folder));
  const names = [...files].filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  for (const file of files) {
    const partner = file.endsWith('.txt') ? file.replace(/\.txt$/, '.json') : file.replace(/\.json$/, '.txt');
    if (/\.(txt|json)$/.test(file) && !files.has(partner)) throw new Error(`${group}/${file} has no ${partner}`);
  }
  return names.sort().map((name) => ({
    ...(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Omit<TextCase, 'name' | 'text'>),
    name,
    text: readFileSync(join(folder, `${name}.txt`)),
  }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
