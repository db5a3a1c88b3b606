/** A folder's .vscode/settings.json: single keys set and taken back, the rest left as it is. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failure, type Result, success } from '../../../base/result.ts';
import type { WritableFiles } from '../../../base/writableFiles.ts';
import type { ChangedValue, ChangeFault, JsonValue } from '../change.ts';
import type { ChangePlan } from '../changePlan.ts';
import { type FileRecord, isContent } from '../journal/journalEntry.ts';
import { readTarget, recordFile, writeTarget } from '../targetFile.ts';
import { SettingsText } from './settingsText.ts';

export async function planSettings(
  request: { readonly folder: string; readonly values: Readonly<Record<string, JsonValue>> },
  files: WritableFiles,
): Promise<Result<ChangePlan, ChangeFault>> {
  const file = path.resolve(request.folder, '.vscode', 'settings.json');
  if (!path.isAbsolute(request.folder)) return failure({ code: 'not-allowed', file });
  const record = await recordFile(files, file);
  if (!record.ok) return record;
  const { before } = record.value;
  const read = await SettingsText.read(before);
  if (!read.ok) return failure({ code: 'syntax', file, line: read.error });
  const text = read.value;
  const values = Object.entries(request.values).flatMap(([key, value]) => changesOf(key, value, text));
  for (const { path: at, after } of values) text.set(at as readonly [string], after);
  const bytes = text.bytes();
  const planned: FileRecord = {
    ...record.value,
    after: [values.length === 0 ? (before === null ? null : { bytes: before }) : { bytes }],
  };
  return success({ values, files: [planned], carryOut: () => writeUnchanged(files, planned, bytes) });
}

/**
 * Takes back the values that still are as we left them, where somebody else has changed the file too; null where all of
 * them are as they were before.
 */
export async function takeBackSettings(
  values: readonly ChangedValue[],
  record: FileRecord,
  current: Buffer | null,
  files: WritableFiles,
): Promise<Result<'merged' | null, ChangeFault>> {
  const { path: file } = record;
  const read = await SettingsText.read(current);
  if (!read.ok) return failure({ code: 'syntax', file, line: read.error });
  const text = read.value;
  const back: ChangedValue[] = [];
  for (const value of values) {
    const now = text.get(value.path);
    if (isDeepStrictEqual(now, value.before)) continue;
    if (isDeepStrictEqual(now, value.after)) back.push(value);
    else return failure(conflict(file, value, now));
  }
  if (back.length === 0) return success(null);
  for (const { path: at, before } of back) text.set(at as readonly [string], before);
  dropEmptied(text, values, record.before === null ? null : await SettingsText.read(record.before));
  const now: FileRecord = { ...record, before: current, folders: [] };
  const fault = await writeUnchanged(files, now, text.bytes());
  return fault === null ? success('merged') : failure(fault);
}

/** The single values that a request comes to: an object's members each by itself, where there is an object to merge into. */
function changesOf(key: string, value: JsonValue, text: SettingsText): readonly ChangedValue[] {
  const wanted = membersOf(value);
  if (wanted === null) return different({ path: [key], before: text.get([key]), after: value });
  const before = text.get([key]);
  if (before !== null && membersOf(before) === null) {
    // What stands there is no object: it gives way as a whole, so that it can come back as a whole.
    const kept = Object.fromEntries(Object.entries(wanted).filter(([, member]) => member !== null));
    return different({ path: [key], before, after: kept });
  }
  return Object.entries(wanted).flatMap(([name, after]) =>
    different({ path: [key, name], before: text.get([key, name]), after }),
  );
}

function different(value: ChangedValue): readonly ChangedValue[] {
  return isDeepStrictEqual(value.before, value.after) ? [] : [value];
}

function membersOf(value: JsonValue): Readonly<Record<string, JsonValue>> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, JsonValue>>) : null;
}

/** An object that our members alone had made goes with them. */
function dropEmptied(
  text: SettingsText,
  values: readonly ChangedValue[],
  before: Result<SettingsText, number | null> | null,
): void {
  for (const [key = '', member] of values.map(({ path: at }) => at)) {
    const holder = text.get([key]);
    const wasThere = before?.ok === true && before.value.get([key]) !== null;
    if (member === undefined || wasThere || holder === null) continue;
    if (Object.keys(membersOf(holder) ?? { other: true }).length === 0) text.set([key], null);
  }
}

/** Somebody may have saved the file since it was read: then nothing is written. */
async function writeUnchanged(files: WritableFiles, record: FileRecord, bytes: Buffer): Promise<ChangeFault | null> {
  const now = await readTarget(files, record.path);
  if (!now.ok) return now.error;
  const { before } = record;
  if (!isContent(now.value, before === null ? null : { bytes: before })) return { code: 'busy' };
  return writeTarget(files, record, bytes);
}

function conflict(file: string, { path: at, before, after }: ChangedValue, current: JsonValue): ChangeFault {
  const shown = (value: JsonValue) =>
    value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
  const texts = { before: shown(before), after: shown(after), current: shown(current) };
  return { code: 'changed-meanwhile', file, path: at, ...texts };
}
