/** Signed notes: a text, a blank line, signature lines. Rules: Open in golang.org/x/mod/sumdb/note. */
import { verify } from 'node:crypto';
import { failure, type Result, success } from '../../base/result.ts';
import { isGoSpace } from '../../goproxy/golang/goSpace.ts';
import type { DatabaseKey } from './databaseKey.ts';

export type NoteFault = 'malformed' | 'unknown' | 'invalid';

const MAX_SIGNATURES = 100;
const PREFIX = '\u2014 ';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns the text of a note that the key signed. Other signers' lines are read, and believed by nobody. */
export function openNote(bytes: Uint8Array, key: DatabaseKey): Result<string, NoteFault> {
  const note = cleanText(bytes);
  const split = note?.lastIndexOf('\n\n') ?? -1;
  if (note === null || split < 0 || !note.endsWith('\n')) return failure('malformed');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (note.length === split + 2 || lines.length > MAX_SIGNATURES) return failure('malformed');
  let signed = false;
  for (const line of lines) {
    const signature = readSignature(line);
    if (signature === null) return failure('malformed');
    // A second line of the same signer counts for nothing, as in go.
    if (signed || signature.name !== key.name || signature.bytes.readUInt32BE(0) !== key.hash) continue;
    if (!verify(null, Buffer.from(text), key.publicKey, signature.bytes.subarray(4))) return failure('invalid');
    signed = true;
  }
  return signed ? success(text) : failure('unknown');
}

/** Returns the text of bytes that are UTF-8 without control characters other than newlines; null for others. */
export function cleanText(bytes: Uint8Array): string | null {
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x0a) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Returns the bytes of canonical standard base64, or null. */
export function decodeBase64(text: string): Buffer | null {
  if (!BASE64.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  // Go lets stray bits in the last character pass; no one that signs writes them.
  return bytes.toString('base64') === text ? bytes : null;
}

function readSignature(line: string): { name: string; bytes: Buffer } | null {
  if (!line.startsWith(PREFIX)) return null;
  const space = line.indexOf(' ', PREFIX.length);
  if (space < 0) return null;
  const name = line.slice(PREFIX.length, space);
  const bytes = decodeBase64(line.slice(space + 1));
  if (!isName(name) || bytes === null || bytes.length < 5) return null;
  return { name, bytes };
}

function isName(text: string): boolean {
  return text !== '' && !text.includes('+') && !Array.from(text).some((one) => isGoSpace(one.charCodeAt(0)));
}
