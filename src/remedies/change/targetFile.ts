/** A file that a change touches: read with what is needed to bring it back, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { failure, type Result, success } from '../../base/result.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import type { ChangeFault } from './change.ts';
import type { FileRecord } from './journal/journalEntry.ts';

/** Larger than any settings file or go.sum. */
const LIMIT = 16 << 20;
/** Before the umask. */
const NEW_FILE = 0o666;
const NEW_FOLDER = 0o777;
/** Where the file itself may be written, and nothing beside it: a file bound into a container, a folder of somebody else. */
const ONLY_IN_PLACE = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM', 'EROFS']);

/** Returns the file's bytes and the folders missing above it; a fault where it cannot be read, or not be written. */
export async function recordFile(files: WritableFiles, file: string): Promise<Result<FileRecord, ChangeFault>> {
  const before = await readTarget(files, file);
  if (!before.ok) return before;
  if (before.value !== null && !(await files.isWritable(file))) return failure({ code: 'read-only', file });
  // A link that leads nowhere would be lost in being written.
  if (before.value === null && (await files.look(file)) !== null)
    return failure({ code: 'unwritable', file, detail: 'ENOENT' });
  const folders: string[] = [];
  for (let at = path.dirname(file); path.dirname(at) !== at; at = path.dirname(at)) {
    if ((await files.look(at)) !== null) break;
    folders.push(at);
  }
  return success({ path: file, before: before.value, after: [], folders });
}

export async function readTarget(files: WritableFiles, file: string): Promise<Result<Buffer | null, ChangeFault>> {
  const content = await files.read(file, LIMIT);
  return content.ok ? content : failure(faultOf(content.error, file));
}

/**
 * Makes the file hold `bytes`, with the mode and the owner that it has; null: removes it, and the folders that were not
 * there, as far as they are empty. A link stays, what it leads to is written.
 */
export async function writeTarget(
  files: WritableFiles,
  { path: file, folders }: Pick<FileRecord, 'path' | 'folders'>,
  bytes: Buffer | null,
): Promise<ChangeFault | null> {
  const target = (await files.realPath(file)) ?? file;
  if (bytes === null) {
    const error = await files.remove(target);
    if (error !== null && error !== 'ENOENT') return faultOf(error, file);
    await removeFolders(files, folders);
    return null;
  }
  for (const folder of folders.toReversed()) {
    const error = await files.createFolder(folder, NEW_FOLDER);
    if (error !== null && error !== 'EEXIST') return faultOf(error, file);
  }
  const error = await replace(files, target, bytes);
  return error === null ? null : faultOf(error, file);
}

/** Removes folders, the deepest first, that are empty; others stay. */
export async function removeFolders(files: WritableFiles, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await files.removeFolder(folder);
}

/** Removes what a process that died between writing and renaming left beside the file. */
export async function sweepBeside(files: WritableFiles, file: string): Promise<void> {
  const target = (await files.realPath(file)) ?? file;
  const folder = path.dirname(target);
  for (const name of await files.list(folder))
    if (isDraftOf(path.basename(target), name)) await files.remove(path.join(folder, name));
}

async function replace(files: WritableFiles, target: string, bytes: Buffer): Promise<string | null> {
  const facts = await files.look(target);
  const draft = path.join(path.dirname(target), draftName(path.basename(target)));
  const created = await files.create(draft, bytes, facts ?? { mode: NEW_FILE });
  const error = created ?? (await files.rename(draft, target));
  if (error === null) return null;
  if (created === null) await files.remove(draft);
  return facts !== null && ONLY_IN_PLACE.has(error) ? files.overwrite(target, bytes) : error;
}

/** Not to be guessed, lest a repository put a link there. */
function draftName(name: string): string {
  return `.${name}.${randomBytes(6).toString('hex')}.goproxy-doctor`;
}

function isDraftOf(name: string, draft: string): boolean {
  return draft.startsWith(`.${name}.`) && /^[0-9a-f]{12}\.goproxy-doctor$/.test(draft.slice(name.length + 2));
}

function faultOf(errno: string, file: string): ChangeFault {
  const isReadOnly = errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS';
  return isReadOnly ? { code: 'read-only', file } : { code: 'unwritable', file, detail: errno };
}
