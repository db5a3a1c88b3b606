/**
 * The user's env file, changed by the go command itself. What go will make of the file is found out on a copy: go drops
 * doubles and sorts, so that only its own result, known beforehand, tells our change from somebody else's.
 */
import { failure, type Result, success } from '../../base/result.ts';
import { parseEnvFile } from '../../gocmd/env/envFile.ts';
import { goCommand } from '../../gocmd/goCommand.ts';
import type { ChangedValue, ChangeFault } from './change.ts';
import type { ChangePlan, ChangeTools } from './changePlan.ts';
import type { Content, FileRecord } from './journal/journalEntry.ts';
import { readTarget, recordFile } from './targetFile.ts';

/** ms for one `go env -w`; 10 is usual. */
const DEADLINE = 10_000;
/** A name that go could know, and no flag. */
const NAME = /^[A-Z][A-Z0-9_]*$/;
const PRIVATE_FILE = 0o600;

export async function planGoEnv(
  values: Readonly<Record<string, string | null>>,
  tools: ChangeTools,
): Promise<Result<ChangePlan, ChangeFault>> {
  const { goenvFile: file } = tools.context;
  if (file === null) return failure({ code: 'no-env-file' });
  if (!Object.keys(values).every((name) => NAME.test(name))) return failure({ code: 'not-allowed', file });
  const record = await recordFile(tools.files, file);
  if (!record.ok) return record;
  const stored = storedValues(record.value.before);
  const changed = Object.entries(values).flatMap(([name, after]): ChangedValue[] => {
    const before = stored.get(name) ?? null;
    return before === after ? [] : [{ path: [name], before, after }];
  });
  const calls = callsFor(changed.map(({ path: [name = ''], after }) => [name, after as string | null]));
  const outcome = await rehearse(calls, record.value.before, tools);
  if (!outcome.ok) return outcome;
  return success({
    values: changed,
    files: [{ ...record.value, after: outcome.value }],
    carryOut: () => runCalls(calls, file, tools),
  });
}

/**
 * Takes back the values that still are as we left them, where somebody else has changed the file too; null where all of
 * them are as they were before.
 */
export async function takeBackGoEnv(
  values: readonly ChangedValue[],
  { path: file }: FileRecord,
  current: Buffer | null,
  tools: ChangeTools,
): Promise<Result<'merged' | null, ChangeFault>> {
  const stored = storedValues(current);
  const back: [string, string | null][] = [];
  for (const { path, before, after } of values) {
    const [name = ''] = path;
    const now = stored.get(name) ?? null;
    if (now === before) continue;
    const texts = { before: before as string | null, after: after as string | null, current: now };
    if (now !== after) return failure({ code: 'changed-meanwhile', file, path, ...texts });
    back.push([name, texts.before]);
  }
  if (back.length === 0) return success(null);
  const fault = await runCalls(callsFor(back), file, tools);
  return fault === null ? success('merged') : failure(fault);
}

function storedValues(bytes: Buffer | null): ReadonlyMap<string, string> {
  return parseEnvFile(bytes?.toString('utf8') ?? '', 'last-wins');
}

/** go sets and unsets in calls of their own. */
function callsFor(values: readonly (readonly [string, string | null])[]): readonly (readonly string[])[] {
  const set = values.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  const unset = values.flatMap(([name, value]) => (value === null ? [name] : []));
  return [
    ...(set.length === 0 ? [] : [['env', '-w', ...set]]),
    ...(unset.length === 0 ? [] : [['env', '-u', ...unset]]),
  ];
}

/** Returns what the file holds after each of the calls. */
async function rehearse(
  calls: readonly (readonly string[])[],
  before: Buffer | null,
  tools: ChangeTools,
): Promise<Result<readonly Content[], ChangeFault>> {
  if (calls.length === 0) return success([before === null ? null : { bytes: before }]);
  const { files } = tools;
  const copy = tools.scratch();
  try {
    const error = before === null ? null : await files.create(copy, before, { mode: PRIVATE_FILE });
    if (error !== null) return failure({ code: 'unwritable', file: copy, detail: error });
    const outcome: Content[] = [];
    for (const call of calls) {
      const fault = await runCalls([call], copy, tools);
      if (fault !== null) return failure(fault);
      const after = await readTarget(files, copy);
      if (!after.ok) return after;
      outcome.push(after.value === null ? null : { bytes: after.value });
    }
    return success(outcome);
  } finally {
    await files.remove(copy);
  }
}

/** The file is named in GOENV: with GOENV=off go would write to the default one all the same, silently (facts: 8.1). */
async function runCalls(
  calls: readonly (readonly string[])[],
  file: string,
  { context, processes, signal, folder }: ChangeTools,
): Promise<ChangeFault | null> {
  const { go } = context;
  if (go === null) return { code: 'no-go' };
  const env = { ...context.env, GOENV: file };
  for (const args of calls) {
    const result = await goCommand(args, { go, env, cwd: folder, processes, signal, deadline: DEADLINE });
    if (result.ok) continue;
    const { code, detail } = result.error;
    if (code === 'aborted') return { code: 'aborted' };
    if (code === 'not-started') return { code: 'no-go' };
    return { code: 'go-failed', detail: detail || code, change: null };
  }
  return null;
}
