/** What the files of the same version from two sources differ in, one by one. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Fetched } from './fetched.ts';
import { type ModuleFile, type ModuleFiles, openModuleFiles } from './moduleFiles.ts';
import type { TriageModule } from './source.ts';

export interface FileDifference {
  /** Without `M@V/`; `V.mod` is the go.mod that a source serves beside its archive. */
  readonly name: string;
  /** Seen from the first source. */
  readonly kind: 'added' | 'removed' | 'changed';
  /** Bytes; null where it is not there. */
  readonly before: number | null;
  readonly after: number | null;
  /** The first line that differs, from 1, and what stands there (at most 200 characters); null for what is no text. */
  readonly line: { readonly number: number; readonly before: string | null; readonly after: string | null } | null;
  /** Both texts, '' where it is not there; null for what is no text, and for what is too much to hand over. */
  readonly texts: { readonly before: string; readonly after: string } | null;
}

export interface Difference {
  /** Names of the sources: the one that is held for right where one is, and the one that differs. */
  readonly from: string;
  readonly to: string;
  readonly files: readonly FileDifference[];
  /** Files that differ beyond those shown. */
  readonly more: number;
}

const MOST_FILES = 50;
/** Larger texts are not read for the line in which they differ. */
const MAX_TEXT = 1 << 20;
/** Characters of all texts together. */
const MAX_TEXTS = 8 << 20;
const MAX_LINE = 200;
const MAX_FILE = 64 << 20;

/**
 * Compares what both have: the files, the go.mod beside them, or both. Returns null where that is nothing, or cannot be read. Of a vendor
 * folder, which holds what is built only, and of other modules too, the files count that the other has. Rejects only when aborted.
 */
export async function compareSources(
  from: Fetched,
  to: Fetched,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<Difference | null> {
  const found = new Finding(signal);
  const hasContent = from.content !== null && to.content !== null;
  if (hasContent && !(await compareFiles(from.content, to.content, to.row.source === 'vendor', subject, found)))
    return null;
  if (from.goMod !== null && to.goMod !== null) {
    await found.compare(await goModOf(from.goMod, subject, signal), await goModOf(to.goMod, subject, signal));
  } else if (!hasContent) return null;
  return { from: from.row.name, to: to.row.name, files: found.files, more: found.more };
}

/** `isPart`: only those count that both have. Returns false where one of them cannot be read. */
async function compareFiles(
  from: NonNullable<Fetched['content']>,
  to: NonNullable<Fetched['content']>,
  isPart: boolean,
  subject: TriageModule,
  found: Finding,
): Promise<boolean> {
  const before = await openModuleFiles(from, subject, found.signal);
  try {
    const after = before === null ? null : await openModuleFiles(to, subject, found.signal);
    if (before === null || after === null) return false;
    try {
      if (isPart) await found.compare(only(before.files, after.files), only(after.files, before.files));
      else await found.compare(before.files, after.files);
      return true;
    } finally {
      after.close();
    }
  } finally {
    before?.close();
  }
}

function only(files: ModuleFiles, others: ModuleFiles): ModuleFiles {
  return new Map([...files].filter(([name]) => others.has(name)));
}

/** The go.mod that stands beside an archive, under the name that the protocol gives it; nothing where it is gone. */
async function goModOf(file: string, { version }: TriageModule, signal: AbortSignal): Promise<ModuleFiles> {
  const bytes = await readFile(file, { signal }).catch(() => null);
  signal.throwIfAborted();
  return new Map(bytes === null ? [] : [[`${version}.mod`, { size: bytes.length, content: async () => bytes }]]);
}

/** The files found to differ, as many as a report can hold. */
class Finding {
  readonly files: FileDifference[] = [];
  readonly signal: AbortSignal;
  more = 0;
  #room = MAX_TEXTS;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  async compare(before: ModuleFiles, after: ModuleFiles): Promise<void> {
    for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      this.signal.throwIfAborted();
      const [one, other] = [before.get(name), after.get(name)];
      if (!(await isSame(one, other))) await this.#add(name, one, other);
    }
  }

  async #add(name: string, before: ModuleFile | undefined, after: ModuleFile | undefined): Promise<void> {
    if (this.files.length === MOST_FILES) {
      this.more++;
      return;
    }
    const file = await describe(name, before, after);
    this.#room -= (file.texts?.before.length ?? 0) + (file.texts?.after.length ?? 0);
    this.files.push(this.#room < 0 ? { ...file, texts: null } : file);
  }
}

/** By content: whoever alters a file can see to it that its size and its CRC stay. */
async function isSame(a: ModuleFile | undefined, b: ModuleFile | undefined): Promise<boolean> {
  if (a === undefined || b === undefined || a.size !== b.size) return false;
  const [one, other] = [await a.content(MAX_FILE), await b.content(MAX_FILE)];
  // What is too large to be read is not said to differ.
  return one === null || other === null ? one === other : one.equals(other);
}

async function describe(
  name: string,
  before: ModuleFile | undefined,
  after: ModuleFile | undefined,
): Promise<FileDifference> {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const texts = await textsOf(before, after);
  const line = texts === null || kind !== 'changed' ? null : firstLine(texts.before, texts.after);
  return { name, kind, before: before?.size ?? null, after: after?.size ?? null, line, texts };
}

async function textsOf(
  before: ModuleFile | undefined,
  after: ModuleFile | undefined,
): Promise<FileDifference['texts']> {
  const empty = Buffer.alloc(0);
  const a = before === undefined ? empty : await before.content(MAX_TEXT);
  const b = after === undefined ? empty : await after.content(MAX_TEXT);
  if (a === null || b === null || !isText(a) || !isText(b)) return null;
  return { before: a.toString(), after: b.toString() };
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** Returns the first line in which two texts differ; null where they do not. */
export function firstLine(before: string, after: string): FileDifference['line'] {
  if (before === after) return null;
  const [a, b] = [before.split('\n'), after.split('\n')];
  let at = 0;
  while (a[at] === b[at]) at++;
  const shown = (text: string | undefined) => text?.slice(0, MAX_LINE) ?? null;
  return { number: at + 1, before: shown(a[at]), after: shown(b[at]) };
}
