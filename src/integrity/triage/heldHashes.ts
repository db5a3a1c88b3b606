/** Hashes of archives that fit into memory, which is all that a triage fetches. The rules of go for module archives are checked first. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { failure, success } from '../../base/result.ts';
import { checkModuleZip } from '../../goproxy/zip/moduleZip.ts';
import { readArchive } from './archiveFiles.ts';
import type { Hashes } from './hashes.ts';

/** x/mod/zip: no file of a module is larger. */
const MAX_CONTENT = 500 << 20;

export const heldHashes: Hashes = {
  async zip(file, subject, signal) {
    const files = await readArchive(file, subject, signal);
    if (files === null) return failure('not-a-zip');
    const problem = await checkModuleZip(await readFile(file, { signal }), subject.module, subject.version, signal);
    if (problem !== null) return failure(problem);
    const prefix = `${subject.module}@${subject.version}/`;
    const lines: (readonly [string, string])[] = [];
    for (const [name, one] of files) {
      signal.throwIfAborted();
      const content = await one.content(Math.min(MAX_CONTENT, one.size + 1));
      if (content === null) return failure('corrupt-entry');
      lines.push([prefix + name, createHash('sha256').update(content).digest('hex')]);
    }
    return success(h1(lines));
  },
  goMod: (bytes) => h1([['go.mod', createHash('sha256').update(bytes).digest('hex')]]),
};

/** dirhash.Hash1: the files sorted by the bytes of their names, as sha256sum prints them, hashed again. */
function h1(lines: readonly (readonly [name: string, hex: string])[]): string {
  const sorted = lines.map(([name, hex]) => ({ key: Buffer.from(name), hex })).sort((a, b) => a.key.compare(b.key));
  const whole = createHash('sha256');
  for (const { key, hex } of sorted) whole.update(`${hex}  `).update(key).update('\n');
  return `h1:${whole.digest('base64')}`;
}
