/** The hash of an extracted module, which equals that of its archive (dirhash.HashDir). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { failure, type Result, success } from '../../base/result.ts';
import { type HashLine, hashLines } from './hashLines.ts';

/** `bad-name`: a name with a line break, which would forge a line. */
export type DirectoryFault = 'absent' | 'not-a-directory' | 'unreadable' | 'bad-name';

/** `name` is `M@V`, which stands before each file's. Rejects with the signal's reason when aborted, and with nothing else. */
export async function hashDirectory(
  folder: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<string, DirectoryFault>> {
  signal.throwIfAborted();
  try {
    if (!(await lstat(folder)).isDirectory()) return failure('not-a-directory');
    const lines: HashLine[] = [];
    const folders = [''];
    for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
      for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
        signal.throwIfAborted();
        const file = `${below}/${entry.name}`;
        if (entry.isDirectory()) folders.push(file);
        else if (file.includes('\n')) return failure('bad-name');
        else if (!entry.isFile() && !entry.isSymbolicLink()) return failure('unreadable');
        else lines.push([name + file, await fileSum(path.join(folder, file), signal)]);
      }
    }
    return success(hashLines(lines));
  } catch (error) {
    signal.throwIfAborted();
    return failure((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable');
  }
}

async function fileSum(file: string, signal: AbortSignal): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file), sum, { signal });
  return sum.digest('hex');
}
