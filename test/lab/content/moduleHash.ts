/** The h1 hash of a module zip and of a go.mod, computed independently of src/, so that tests compare two implementations. */
import { createHash } from 'node:crypto';

/**
 * Returns `h1:` + standard base64 of the SHA-256 over one line a file, `hex(sha256(content))  NAME\n`, the names sorted bytewise.
 * `files` maps full zip names (`M@V/path`) to contents; a go.mod is hashed as the single name `go.mod`. Source: golang.org/x/mod/sumdb/dirhash.
 */
export function moduleHash(files: ReadonlyMap<string, Buffer>): string {
  const names = [...files.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const summary = createHash('sha256');
  for (const name of names) {
    const content = createHash('sha256')
      .update(files.get(name) ?? '')
      .digest('hex');
    summary.update(`${content}  ${name}\n`);
  }
  return `h1:${summary.digest('base64')}`;
}
