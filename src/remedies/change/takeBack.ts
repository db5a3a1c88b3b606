/** Takes one recorded change back: exactly where nobody else has touched the files, our own values alone where somebody has. */
import { failure, type Result, success } from '../../base/result.ts';
import type { ChangeFault } from './change.ts';
import type { ChangeTools } from './changePlan.ts';
import { takeBackGoEnv } from './goEnvChange.ts';
import { type FileRecord, isContent, type JournalEntry } from './journal/journalEntry.ts';
import { takeBackSettings } from './settings/settingsChange.ts';
import { readTarget, removeFolders, sweepBeside, writeTarget } from './targetFile.ts';

export interface TakenBack {
  readonly files: readonly string[];
  readonly merged: boolean;
  readonly interrupted: boolean;
}

/** `before`: nothing to do · `ours`: as we left it · `foreign`: somebody else has changed it. */
type Standing = 'before' | 'ours' | 'foreign';

interface StandingFile {
  readonly record: FileRecord;
  readonly current: Buffer | null;
  readonly standing: Standing;
}

/**
 * Returns null where all is as it was before: a change that never came to be, or was taken back already. `mark` writes into
 * the journal that the entry is being taken back, before the first file is touched.
 */
export async function takeBack(
  entry: JournalEntry,
  tools: ChangeTools,
  mark: () => Promise<unknown>,
): Promise<Result<TakenBack | null, ChangeFault>> {
  const { files } = tools;
  const standing: StandingFile[] = [];
  for (const record of entry.files) {
    await sweepBeside(files, record.path);
    const current = await readTarget(files, record.path);
    if (!current.ok) return current;
    standing.push({ record, current: current.value, standing: standingOf(entry, record, current.value) });
  }
  // What a run of go that was cut off has left is not known: it is taken for ours, and said so.
  const interrupted = entry.kind === 'go' && entry.files.some(({ after }) => after.length === 0);
  const foreign = interrupted ? undefined : standing.find((file) => file.standing === 'foreign');
  if (foreign !== undefined) return takeBackValues(entry, foreign, tools);
  const changed = standing.filter((file) => file.standing !== 'before');
  for (const { record, current } of changed)
    if (current !== null && !(await files.isWritable(record.path)))
      return failure({ code: 'read-only', file: record.path });
  if (changed.length > 0) await mark();
  for (const { record } of changed) {
    const fault = await writeTarget(files, record, record.before);
    if (fault !== null) return failure(fault);
  }
  // One that was cut off behind the removal of the file has left the folders.
  for (const { record } of standing) if (record.before === null) await removeFolders(files, record.folders);
  if (changed.length === 0) return success(null);
  return success({ files: changed.map(({ record }) => record.path), merged: false, interrupted });
}

function standingOf(entry: JournalEntry, record: FileRecord, current: Buffer | null): Standing {
  if (isContent(current, record.before === null ? null : { bytes: record.before })) return 'before';
  if (record.after.some((content) => isContent(current, content))) return 'ours';
  // go writes its env file in place, and so do we where nothing may be put beside it: a part of what it was to be is a
  // writing that was cut off.
  const isPartOf = (bytes: Buffer) => current !== null && bytes.subarray(0, current.length).equals(current);
  const isTorn =
    (record.before !== null && isPartOf(record.before)) ||
    record.after.some((content) => content !== null && 'bytes' in content && isPartOf(content.bytes));
  return entry.state !== 'done' && isTorn ? 'ours' : 'foreign';
}

async function takeBackValues(
  entry: JournalEntry,
  { record, current }: StandingFile,
  tools: ChangeTools,
): Promise<Result<TakenBack | null, ChangeFault>> {
  if (entry.kind === 'go' || entry.kind === 'sums') return failure(conflict(record, current));
  if (current !== null && !(await tools.files.isWritable(record.path)))
    return failure({ code: 'read-only', file: record.path });
  const taken =
    entry.kind === 'go-env'
      ? await takeBackGoEnv(entry.values, record, current, tools)
      : await takeBackSettings(entry.values, record, current, tools.files);
  if (!taken.ok) return taken;
  return success(taken.value === null ? null : { files: [record.path], merged: true, interrupted: false });
}

function conflict(record: FileRecord, current: Buffer | null): ChangeFault {
  const after = record.after.at(-1) ?? null;
  return {
    code: 'changed-meanwhile',
    file: record.path,
    path: [],
    before: record.before?.toString('utf8') ?? null,
    after: after !== null && 'bytes' in after ? after.bytes.toString('utf8') : null,
    current: current?.toString('utf8') ?? null,
  };
}
