/** One .zip that the user brings: a module's, a repository's, or a bundle. */
import { readFile, stat } from 'node:fs/promises';
import { failure, type Result, success } from '../../../base/result.ts';
import { type ArchiveBytes, bytesInMemory } from '../../../goproxy/zip/archiveBytes.ts';
import { readDirectory } from '../../../goproxy/zip/zipDirectory.ts';
import { entryContent } from '../../../goproxy/zip/zipEntry.ts';
import type { ZipFile } from '../../../goproxy/zip/zipHeader.ts';
import { MANIFEST } from '../bundle/manifest.ts';
import { layBundle } from '../bundle/readBundle.ts';
import { goModOf, ownerOf } from '../stage/moduleArchive.ts';
import { stagedBase, writeStaged } from '../stage/stagedModule.ts';
import { layRepository } from './layRepository.ts';
import type { SourceFile } from './repository.ts';
import { type Laid, type Laying, MAX_ARCHIVE, type SourceFault, sourceFault } from './source.ts';

/** A bundle holds archives; more than this Node does not read at once. */
const MAX_FILE = 2 ** 31 - 1;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** `source` is how the user named it. Rejects only when aborted. */
export async function layArchive(file: string, source: string, laying: Laying): Promise<Result<Laid, SourceFault>> {
  const { signal } = laying;
  const bytes = await readWhole(file, signal);
  if (typeof bytes === 'string') return failure(sourceFault(bytes, source));
  if (bytes.subarray(0, GZIP.length).equals(GZIP)) return failure(sourceFault('tar', source));
  const archive = bytesInMemory(bytes);
  const directory = await readDirectory(archive, signal);
  if (!directory.ok && directory.error !== 'unreadable') return failure(sourceFault('not-a-module', source));
  // What go may read and we cannot is staged as it is, where the user says whose it is.
  const files = directory.ok ? directory.value : [];
  if (files.some(({ name }) => name === MANIFEST)) return layBundle(archive, files, source, laying);
  if (archive.size > MAX_ARCHIVE) return failure(sourceFault('too-large', source));
  const first = files[0]?.name ?? '';
  if (ownerOf(first) === null && hasOneFolder(files)) {
    const top = first.slice(0, first.indexOf('/'));
    const own = repositoryFiles(archive, files, top, signal);
    return layRepository({ files: own, name: top }, source, 'source-archive', laying);
  }
  return layModule(archive, first, file, source, laying);
}

/** What the user says outranks what the archive says: where they differ, go refuses it. */
async function layModule(
  archive: ArchiveBytes,
  first: string,
  file: string,
  source: string,
  { named, stage, signal }: Laying,
): Promise<Result<Laid, SourceFault>> {
  const inside = ownerOf(first);
  const told = {
    module: named?.module ?? inside?.module ?? '',
    version: named?.version ?? inside?.version ?? '',
  };
  const base = stagedBase(stage, told);
  if (base === null) {
    const code = named === null ? 'not-a-module' : 'unnamed';
    return failure(sourceFault(code, source, { module: named?.module ?? null }));
  }
  try {
    await writeStaged(base, told, { zip: file, mod: await goModOf(archive, told, signal), info: null });
  } catch {
    signal.throwIfAborted();
    return failure(sourceFault('no-room', source));
  }
  return success({ kind: 'module-archive', modules: [{ ...told, hasZip: true, expected: null }], database: null });
}

async function readWhole(file: string, signal: AbortSignal): Promise<Buffer | 'unreadable' | 'too-large'> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return 'unreadable';
    return facts.size > MAX_FILE ? 'too-large' : await readFile(file, { signal });
  } catch {
    signal.throwIfAborted();
    return 'unreadable';
  }
}

function hasOneFolder(files: readonly ZipFile[]): boolean {
  const tops = new Set(files.map(({ name }) => name.split('/', 1)[0]));
  return tops.size === 1 && files.some(({ name }) => name.includes('/'));
}

/** Without the folder that holds them all. */
function repositoryFiles(
  archive: ArchiveBytes,
  files: readonly ZipFile[],
  top: string,
  signal: AbortSignal,
): SourceFile[] {
  return files
    .map((one) => ({ path: one.name.slice(top.length + 1), one }))
    .filter(({ path }) => path !== '' && !path.endsWith('/'))
    .map(({ path, one }) => ({
      path,
      isRegular: one.isRegular,
      content: (limit) => entryContent(archive, one, limit, signal),
    }));
}
