/** Puts a mended go.sum, as stageSums has found it, in the place of the one that it was made of. */
import { failure, type Result, success } from '../../../base/result.ts';
import type { WritableFiles } from '../../../base/writableFiles.ts';
import type { ChangeFault, SumsEdit } from '../change.ts';
import type { ChangePlan } from '../changePlan.ts';
import type { FileRecord } from '../journal/journalEntry.ts';
import { recordFile, writeTarget } from '../targetFile.ts';

/** Refused where the file is not what it was when the user was shown the difference. */
export async function planSums(
  edits: readonly SumsEdit[],
  files: WritableFiles,
): Promise<Result<ChangePlan, ChangeFault>> {
  const records: FileRecord[] = [];
  for (const { path, before, after } of edits) {
    const record = await recordFile(files, path);
    if (!record.ok) return record;
    const current = record.value.before;
    if (current === null || !current.equals(before)) {
      const text = (bytes: Buffer | null) => bytes?.toString('utf8') ?? null;
      const known = { before: text(before), after: text(after), current: text(current) };
      return failure({ code: 'changed-meanwhile', file: path, path: [], ...known });
    }
    records.push({ ...record.value, after: [{ bytes: after }] });
  }
  const carryOut = async () => {
    for (const [at, { after }] of edits.entries()) {
      const record = records[at];
      const fault = record === undefined ? null : await writeTarget(files, record, after);
      if (fault !== null) return fault;
    }
    return null;
  };
  return success({ values: [], files: records, carryOut });
}
