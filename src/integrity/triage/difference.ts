/** What two archives of the same version differ in, file by file. */
import { isUtf8 } from 'node:buffer';
import { type ArchiveFile, readArchive } from './archiveFiles.ts';
import type { TriageModule } from './source.ts';

export interface FileDifference {
  /** Without `M@V/`. */
  readonly name: string;
  /** Seen from the first archive. */
  readonly kind: 'added' | 'removed' | 'changed';
  /** Bytes; null where it is not there. */
  readonly before: number | null;
  readonly after: number | null;
  /** The first line that differs, from 1, and what stands there (at most 200 characters); null for what is no text. */
  readonly line: { readonly number: number; readonly before: string | null; readonly after: string | null } | null;
}

export interface Difference {
  /** Names of the sources: the one that is held for right where one is, and the one that differs. */
  readonly from: string;
  readonly to: string;
  readonly files: readonly FileDifference[];
  /** Files that differ beyond those shown. */
  readonly more: number;
}

export interface NamedArchive {
  readonly name: string;
  readonly file: string;
}

const MOST_FILES = 50;
/** Larger texts are not read for the line in which they differ. */
const MAX_TEXT = 1 << 20;
const MAX_LINE = 200;

/** Returns null where one of them cannot be read. Rejects only when aborted. */
export async function compareArchives(
  from: NamedArchive,
  to: NamedArchive,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<Difference | null> {
  const before = await readArchive(from.file, subject, signal);
  const after = before === null ? null : await readArchive(to.file, subject, signal);
  if (before === null || after === null) return null;
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const differing = names.filter((name) => !isSame(before.get(name), after.get(name)));
  const files: FileDifference[] = [];
  for (const name of differing.slice(0, MOST_FILES)) {
    signal.throwIfAborted();
    files.push(await describe(name, before.get(name), after.get(name)));
  }
  return { from: from.name, to: to.name, files, more: differing.length - files.length };
}

function isSame(a: ArchiveFile | undefined, b: ArchiveFile | undefined): boolean {
  return a?.size === b?.size && a?.crc32 === b?.crc32;
}

async function describe(
  name: string,
  before: ArchiveFile | undefined,
  after: ArchiveFile | undefined,
): Promise<FileDifference> {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const line = before !== undefined && after !== undefined ? await lineOf(before, after) : null;
  return { name, kind, before: before?.size ?? null, after: after?.size ?? null, line };
}

async function lineOf(before: ArchiveFile, after: ArchiveFile): Promise<FileDifference['line']> {
  const [a, b] = [await before.content(MAX_TEXT), await after.content(MAX_TEXT)];
  return a === null || b === null || !isText(a) || !isText(b) ? null : firstLine(a.toString(), b.toString());
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
