/** Judges a module's .zip as go does: first its names and sizes, then the content of each file. Hashes are not its matter. */

import { isFilePath } from '../module/modulePath.ts';
import { FileTree } from './fileTree.ts';
import { walkZip, type ZipFile } from './zipDirectory.ts';
import { isIntactEntry } from './zipEntry.ts';

/**
 * `unexpected-file`: a name outside `M@V/`. `bad-name`: one that go writes to no disk. `collision`: two names that differ
 * by case only, or a file that is a folder too. `misplaced-go-mod`: below the root, or in other case. `too-large`: beyond
 * go's limits. `corrupt-entry`: content that does not inflate to what was declared, or has another checksum.
 */
export type ZipProblem =
  | 'not-a-zip'
  | 'unexpected-file'
  | 'bad-name'
  | 'collision'
  | 'misplaced-go-mod'
  | 'too-large'
  | 'corrupt-entry';

/** golang.org/x/mod/zip: MaxZipFile (also of all content), MaxGoMod and MaxLICENSE, in bytes. */
const MAX_TOTAL = 500 * 2 ** 20;
const MAX_SINGLE = 16 * 2 ** 20;

/**
 * Returns the first problem, or null for an archive that go would extract (an empty one included), and for one that we
 * cannot read (walkZip says which). Memory stays near one file's 64 KiB and the names, whatever an archive declares;
 * rejects with the signal's reason when aborted, and with nothing else.
 * Rules: downloadZip in cmd/go/internal/modfetch/fetch.go, checkZip and Unzip in golang.org/x/mod/zip/zip.go.
 */
export async function checkModuleZip(
  body: Uint8Array,
  module: string,
  version: string,
  signal: AbortSignal,
): Promise<ZipProblem | null> {
  signal.throwIfAborted();
  if (body.byteLength > MAX_TOTAL) return 'too-large';
  const archive = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const named = await walkZip(archive, signal, nameChecker(`${module}@${version}/`));
  if (named !== null) return named;
  return walkZip(archive, signal, async (file) =>
    (await isIntactEntry(archive, file, signal)) ? null : ('corrupt-entry' as const),
  );
}

/** Returns the check of one file, which remembers those before it. */
function nameChecker(prefix: string): (file: ZipFile) => ZipProblem | null {
  const tree = new FileTree();
  let total = 0;
  return (file) => {
    // Byte by byte a name either is UTF-8 or is refused; go's prefix check comes first, so the decoder is lenient.
    const name = file.name.toString('utf8');
    if (!name.startsWith(prefix)) return 'unexpected-file';
    if (name.includes('\ufffd')) return 'bad-name';
    const isFolder = name.endsWith('/');
    const path = name.slice(prefix.length, isFolder && name.length > prefix.length ? -1 : undefined);
    if (path === '') return null;
    if (!isFilePath(path)) return 'bad-name';
    const problem = tree.add(path, isFolder);
    if (problem !== null || isFolder) return problem;
    if (/(?:^|\/)go\.mod$/i.test(path) && path !== 'go.mod') return 'misplaced-go-mod';
    total += file.size;
    if (total > MAX_TOTAL) return 'too-large';
    return (path === 'go.mod' || path === 'LICENSE') && file.size > MAX_SINGLE ? 'too-large' : null;
  };
}
