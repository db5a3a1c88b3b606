/** A line of the undo journal: what was there before a change, and what it makes of it. Written before anything is changed. */
import { createHash } from 'node:crypto';
import { listOf, objectOf, parseJson, textOf } from '../../../base/json.ts';
import type { ChangedValue, ChangeLabel, ChangeRequest, JsonValue } from '../change.ts';

/** The bytes of a file, or only their hash where the bytes are never needed again; null: no such file. */
export type Content = { readonly bytes: Buffer } | { readonly sha256: string } | null;

export interface FileRecord {
  /** Absolute, as the user names it: links in it are followed when it is written. */
  readonly path: string;
  readonly before: Buffer | null;
  /** What we make of it, step by step, the last one last; empty while it is not known (a run of go). */
  readonly after: readonly Content[];
  /** The folders above it that were not there, the deepest first. */
  readonly folders: readonly string[];
}

export interface JournalEntry {
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly label: ChangeLabel;
  readonly kind: ChangeRequest['kind'];
  /** `begun` until everything is written, `undoing` from the first step of taking it back. */
  readonly state: 'begun' | 'done' | 'undoing';
  readonly values: readonly ChangedValue[];
  readonly files: readonly FileRecord[];
}

/** Of this form alone; others are left alone, for a later version of ours may have written them. */
const VERSION = 1;
export const ENTRY_ID = /^\d{10,15}-[0-9a-f]{8}$/;

export function formatEntry(entry: JournalEntry): string {
  const content = (one: Content) =>
    one === null ? null : 'bytes' in one ? { bytes: one.bytes.toString('base64') } : { sha256: one.sha256 };
  const files = entry.files.map((file) => ({
    ...file,
    before: file.before?.toString('base64') ?? null,
    after: file.after.map(content),
  }));
  return JSON.stringify({ version: VERSION, ...entry, files });
}

/** Returns null for whatever is not what formatEntry writes. Total. */
export function parseEntry(text: string): JournalEntry | null {
  const value = objectOf(parseJson(text));
  const label = objectOf(value?.label);
  if (value === null || label === null || value.version !== VERSION) return null;
  const { id, at, kind, state } = value;
  const values = listOf(value.values, changedValueOf);
  const files = listOf(value.files, fileOf);
  if (typeof id !== 'string' || !ENTRY_ID.test(id) || typeof at !== 'number' || values === null || files === null)
    return null;
  if (kind !== 'go-env' && kind !== 'settings' && kind !== 'go' && kind !== 'sums') return null;
  if (state !== 'begun' && state !== 'done' && state !== 'undoing') return null;
  if (typeof label.remedy !== 'string' || typeof label.subject !== 'string' || files.length === 0) return null;
  return { id, at, label: { remedy: label.remedy, subject: label.subject }, kind, state, values, files };
}

/** Reports whether a file that is now `bytes` (null: absent) is what `content` says. */
export function isContent(bytes: Buffer | null, content: Content): boolean {
  if (bytes === null || content === null) return bytes === content;
  return 'bytes' in content ? bytes.equals(content.bytes) : sha256(bytes) === content.sha256;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function changedValueOf(item: unknown): ChangedValue | null {
  const value = objectOf(item);
  const path = listOf(value?.path, textOf);
  if (value === null || path === null || path.length === 0 || path.length > 2) return null;
  if (value.before === undefined || value.after === undefined) return null;
  return { path, before: value.before as JsonValue, after: value.after as JsonValue };
}

function fileOf(item: unknown): FileRecord | null {
  const value = objectOf(item);
  const folders = listOf(value?.folders, textOf);
  const after = listOf(value?.after, (one) => {
    const content = contentOf(one);
    return content === undefined ? null : { content };
  });
  if (value === null || folders === null || after === null || typeof value.path !== 'string') return null;
  if (value.before !== null && typeof value.before !== 'string') return null;
  const before = value.before === null ? null : Buffer.from(value.before, 'base64');
  return { path: value.path, before, after: after.map(({ content }) => content), folders };
}

/** Undefined for what is no content. */
function contentOf(item: unknown): Content | undefined {
  if (item === null) return null;
  const value = objectOf(item);
  if (typeof value?.bytes === 'string') return { bytes: Buffer.from(value.bytes, 'base64') };
  return typeof value?.sha256 === 'string' ? { sha256: value.sha256 } : undefined;
}
