/** `h1:`, the hash of a list of files that go.sum and the checksum database hold (golang.org/x/mod/sumdb/dirhash, Hash1). */
import { createHash } from 'node:crypto';

/** A file's whole name, and the SHA-256 of its content in hexadecimal. */
export type HashLine = readonly [name: Buffer, hex: string];

export function hashLines(lines: readonly HashLine[]): string {
  const whole = createHash('sha256');
  for (const [name, hex] of [...lines].sort(([a], [b]) => a.compare(b))) {
    whole.update(`${hex}  `).update(name).update('\n');
  }
  return `h1:${whole.digest('base64')}`;
}
