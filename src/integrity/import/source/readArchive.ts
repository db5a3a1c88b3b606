/** One .zip that the user brings: a module's, a repository's, or a bundle. */
import { readFile, stat } from 'node:fs/promises';
import { failure, type Result, success } from '../../../base/result.ts';
import { entryContent } from '../../../goproxy/zip/entryContent.ts';
import { walkZip } from '../../../goproxy/zip/zipDirectory.ts';
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
  const archive = await readWhole(file, signal);
  if (typeof archive === 'string') return failure(sourceFault(archive, source));
  if (archive.subarray(0, GZIP.length).equals(GZIP)) return failure(sourceFault('tar', source));
  const names = await namesOf(archive, signal);
  if (names === null) return failure(sourceFault('not-a-module', source));
  if (names.has(MANIFEST)) return layBundle(archive, source, laying);
  if (archive.length > MAX_ARCHIVE) return failure(sourceFault('too-large', source));
  const [first = ''] = names;
  if (ownerOf(first) === null && hasOneFolder(names)) {
    const top = first.slice(0, first.indexOf('/'));
    const files = await repositoryFiles(archive, top, signal);
    return layRepository({ files, name: top }, source, 'source-archive', laying);
  }
  return layModule(archive, first, file, source, laying);
}

/** What the user says outranks what the archive says: where they differ, go refuses it. */
async function layModule(
  archive: Buffer,
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

/** In the archive's order; null where it is none. */
async function namesOf(archive: Buffer, signal: AbortSignal): Promise<ReadonlySet<string> | null> {
  const names = new Set<string>();
  const problem = await walkZip(archive, signal, ({ name }) => {
    names.add(name.toString('utf8'));
    return null;
  });
  return problem === null ? names : null;
}

function hasOneFolder(names: ReadonlySet<string>): boolean {
  const tops = new Set([...names].map((name) => name.split('/', 1)[0]));
  return tops.size === 1 && [...names].some((name) => name.includes('/'));
}

/** Without the folder that holds them all. */
async function repositoryFiles(archive: Buffer, top: string, signal: AbortSignal): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  await walkZip(archive, signal, (one) => {
    const path = one.name.toString('utf8').slice(top.length + 1);
    const { isRegular } = one;
    if (path !== '' && !path.endsWith('/'))
      files.push({ path, isRegular, content: (limit) => entryContent(archive, one, limit) });
    return null;
  });
  return files;
}
