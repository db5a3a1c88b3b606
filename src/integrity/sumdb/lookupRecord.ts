/** The two texts of a look-up: the record with its number, and the head of the tree. Rules: golang.org/x/mod/sumdb/tlog note.go. */
import { cleanText, decodeBase64 } from './signedNote.ts';

export interface LookupRecord {
  readonly id: number;
  /** What the tree's leaf is made of. */
  readonly text: string;
  /** The signed head, still to be opened. */
  readonly note: Uint8Array;
}

export interface TreeHead {
  readonly size: number;
  readonly hash: Buffer;
}

/** Reads the answer to a look-up; null where it is none. */
export function parseLookup(bytes: Uint8Array): LookupRecord | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = all.indexOf('\n');
  const end = first < 0 ? -1 : all.indexOf('\n\n', first + 1);
  if (end < 0) return null;
  const id = parseCount(all.toString('latin1', 0, first));
  const text = cleanText(all.subarray(first + 1, end + 1));
  // The first blank line ends the record, so that only an empty first line is left to refuse.
  if (id === null || text === null || text.startsWith('\n')) return null;
  return { id, text, note: all.subarray(end + 2) };
}

/** Reads the text of a head's note; null where it is none. Further lines are for clients to come. */
export function parseTreeHead(text: string): TreeHead | null {
  const [title, count = '', base64 = '', rest] = text.split('\n', 4);
  const size = parseCount(count);
  const hash = decodeBase64(base64);
  if (title !== 'go.sum database tree' || rest === undefined || size === null || hash?.length !== 32) return null;
  return { size, hash };
}

function parseCount(text: string): number | null {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}
