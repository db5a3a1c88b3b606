/** Judges a module's .zip as go does: first its names and sizes, then the content of each file. Hashes are not its matter. */

import { Breather } from '../../base/breather.ts';
import { isFileElement, isFilePath } from '../module/modulePath.ts';
import { type ArchiveBytes, bytesInMemory } from './archiveBytes.ts';
import { FileTree } from './fileTree.ts';
import { readDirectory } from './zipDirectory.ts';
import { readEntry, type Take } from './zipEntry.ts';
import type { ZipFile } from './zipHeader.ts';

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

/** Where the content of one file goes. */
export interface ContentSink {
  readonly take: Take;
  /** Called after an intact one. */
  end(): void;
}

/** golang.org/x/mod/zip: MaxZipFile (also of all content), MaxGoMod and MaxLICENSE, in bytes. */
const MAX_TOTAL = 500 * 2 ** 20;
const MAX_SINGLE = 16 * 2 ** 20;
const NOWHERE: ContentSink = { take: () => {}, end: () => {} };

/**
 * Returns the first problem, or null for an archive that go would extract (an empty one included), and for one that we
 * cannot read (`unreadable`: see DirectoryFault; or it has more names than we keep). Rejects with the signal's reason when aborted, and with nothing else.
 */
export async function checkModuleZip(
  body: Uint8Array,
  module: string,
  version: string,
  signal: AbortSignal,
): Promise<ZipProblem | null> {
  const problem = await readModuleZip(bytesInMemory(body), `${module}@${version}`, signal, () => NOWHERE);
  return problem === 'unreadable' ? null : problem;
}

/**
 * Checks an archive as that of `name` (`M@V`), and hands each file's content to a sink of its own. Memory stays near a few
 * megabytes and the names, whatever an archive declares. Rejects with the signal's reason when aborted, and with what the
 * archive rejects. Rules: downloadZip in cmd/go/internal/modfetch/fetch.go, checkZip and Unzip in golang.org/x/mod/zip/zip.go.
 */
export async function readModuleZip(
  archive: ArchiveBytes,
  name: string,
  signal: AbortSignal,
  sinkFor: (file: ZipFile) => ContentSink,
): Promise<ZipProblem | 'unreadable' | null> {
  signal.throwIfAborted();
  if (archive.size > MAX_TOTAL) return 'too-large';
  const files = await readDirectory(archive, signal);
  if (!files.ok) return files.error;
  const breather = new Breather(signal);
  const problemOf = nameChecker(`${name}/`);
  for (const file of files.value) {
    if (breather.isDue) await breather.breathe();
    const problem = problemOf(file);
    if (problem !== null) return problem;
  }
  for (const file of files.value) {
    if (breather.isDue) await breather.breathe();
    const sink = sinkFor(file);
    if (!(await readEntry(archive, file, signal, sink.take))) return 'corrupt-entry';
    sink.end();
  }
  return null;
}

/** Returns the check of one file, which remembers those before it. */
function nameChecker(prefix: string): (file: ZipFile) => ZipProblem | 'unreadable' | null {
  const tree = new FileTree();
  const isGood = filePathChecker();
  let total = 0;
  return ({ name, size }) => {
    if (!name.startsWith(prefix)) return 'unexpected-file';
    const isFolder = name.endsWith('/');
    const path = name.slice(prefix.length, isFolder && name.length > prefix.length ? -1 : undefined);
    if (path === '') return null;
    if (!isGood(path)) return 'bad-name';
    const problem = tree.add(path, isFolder);
    if (problem !== null || isFolder) return problem === 'full' ? 'unreadable' : problem;
    if (/(?:^|\/)go\.mod$/i.test(path) && path !== 'go.mod') return 'misplaced-go-mod';
    total += size;
    if (total > MAX_TOTAL) return 'too-large';
    return (path === 'go.mod' || path === 'LICENSE') && size > MAX_SINGLE ? 'too-large' : null;
  };
}

/** As isFilePath, but that the folder of the path before is not looked at again. */
function filePathChecker(): (path: string) => boolean {
  let goodFolder: string | null = null;
  return (path) => {
    const slash = path.lastIndexOf('/');
    if (slash < 0) return isFileElement(path);
    const folder = path.slice(0, slash);
    if (folder !== goodFolder && !isFilePath(folder)) return false;
    goodFolder = folder;
    return isFileElement(path.slice(slash + 1));
  };
}
