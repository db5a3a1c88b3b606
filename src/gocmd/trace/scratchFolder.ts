/** A folder of our own for one run of go, which is gone afterwards, whatever go has put there. */
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failure, type Result, success } from '../../base/result.ts';

/**
 * Resolves to what `use` does, once the folder is removed; fails with the errno word where there can be none. `cwd` is an empty
 * folder in it.
 */
export async function inScratchFolder<T>(use: (folder: string, cwd: string) => Promise<T>): Promise<Result<T, string>> {
  let folder: string | null = null;
  let cwd: string;
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-doctor-'));
    cwd = path.join(folder, 'work');
    await mkdir(cwd);
  } catch (error) {
    if (folder !== null) await removeTree(folder);
    const code = (error as NodeJS.ErrnoException | null)?.code;
    return failure(typeof code === 'string' ? code : 'UNKNOWN');
  }
  try {
    return success(await use(folder, cwd));
  } finally {
    await removeTree(folder);
  }
}

/** A child of a go that was killed may still be writing for a moment. */
const RETRIES = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

async function removeTree(folder: string): Promise<void> {
  try {
    await rm(folder, RETRIES);
  } catch {
    await makeWritable(folder);
    // What still cannot be removed is left to the system's own cleaning: a trace does not fail for it.
    await rm(folder, RETRIES).catch(() => undefined);
  }
}

/** A module cache is read-only where the flag against it was not heard. Links are not followed. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700).catch(() => undefined);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await makeWritable(path.join(folder, entry.name));
}
