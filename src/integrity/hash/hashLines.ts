/** `h1:`, the hash of a list of files that go.sum and the checksum database hold (golang.org/x/mod/sumdb/dirhash, Hash1). */
import { createHash } from 'node:crypto';

/** A file's whole name, and the SHA-256 of its content in hexadecimal. */
export type HashLine = readonly [name: string, hex: string];

export function hashLines(lines: readonly HashLine[]): string {
  const whole = createHash('sha256');
  const byBytes = lines.map(([name, hex]) => [asBytes(name), hex] as const);
  for (const [name, hex] of byBytes.sort(([a], [b]) => (a < b ? -1 : 1))) whole.update(`${hex}  ${name}\n`, 'latin1');
  return `h1:${whole.digest('base64')}`;
}

/** Returns the bytes of a name, a character each: so texts are in the order of their bytes, which is not that of their letters. */
function asBytes(name: string): string {
  return /^[\x00-\x7f]*$/.test(name) ? name : Buffer.from(name).toString('latin1');
}
