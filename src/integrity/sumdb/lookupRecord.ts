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

/** Bytes. */
const MAX_TEXT = 1_000_000;

/** Reads the answer to a look-up; null where it is none. */
export function parseLookup(bytes: Uint8Array): LookupRecord | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = all.indexOf('\n');
  const end = first < 0 ? -1 : all.indexOf('\n\n', first + 1);
  if (end < 0) return null;
  const id = parseId(all.toString('latin1', 0, first));
  const text = cleanText(all.subarray(first + 1, end + 1));
  return id === null || text === null ? null : { id, text, note: all.subarray(end + 2) };
}

/** Reads the text of a head's note; null where it is none. Further lines are for clients to come. */
export function parseTreeHead(text: string): TreeHead | null {
  const [title, count = '', base64 = '', rest] = text.split('\n', 4);
  if (Buffer.byteLength(text) > MAX_TEXT) return null;
  const size = parseCount(count);
  const hash = decodeBase64(base64);
  if (title !== 'go.sum database tree' || rest === undefined || size === null || hash?.length !== 32) return null;
  return { size, hash };
}

/** A size is written in one way alone. */
function parseCount(text: string): number | null {
  return /^(?:0|[1-9]\d*)$/.test(text) ? safe(Number(text)) : null;
}

/** As strconv.ParseInt, which takes a sign and leading zeros: `-0` is 0. */
function parseId(text: string): number | null {
  return /^[+-]?\d+$/.test(text) ? safe(Number(text) || 0) : null;
}

function safe(count: number): number | null {
  return Number.isSafeInteger(count) && count >= 0 ? count : null;
}
