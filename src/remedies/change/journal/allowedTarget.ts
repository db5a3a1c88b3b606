/** The only files that a change may touch: a forged or an old line of the journal must not make us write elsewhere. */
import path from 'node:path';
import type { ChangeContext, ChangeRequest } from '../change.ts';
import type { FileRecord } from './journalEntry.ts';

const SUM_FILES = new Set(['go.sum', 'go.work.sum']);
const GO_FILES = new Set(['go.mod', 'go.work', ...SUM_FILES]);

/** Reports whether a change of this kind may touch the file, and whether the folders it would remove are above it. */
export function isAllowedTarget(
  kind: ChangeRequest['kind'],
  { path: file, folders }: Pick<FileRecord, 'path' | 'folders'>,
  context: Pick<ChangeContext, 'goenvFile'>,
): boolean {
  // Clean and absolute: nothing that `..` or a doubled slash would lead elsewhere.
  if (!path.isAbsolute(file) || path.resolve(file) !== file || file.includes('\0')) return false;
  if (!folders.every((folder) => file.startsWith(folder + path.sep) && path.resolve(folder) === folder)) return false;
  const parts = file.split(path.sep);
  const name = parts.at(-1) ?? '';
  const folder = parts.at(-2) ?? '';
  switch (kind) {
    case 'go-env':
      return file === context.goenvFile || (name === 'env' && folder === 'go');
    case 'settings':
      return name === 'settings.json' && folder === '.vscode';
    case 'go':
      return GO_FILES.has(name);
    case 'sums':
      return SUM_FILES.has(name);
  }
}
