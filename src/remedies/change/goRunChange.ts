/** A run of go in the user's module, with the files that it may change remembered. */
import path from 'node:path';
import { failure, type Result, success } from '../../base/result.ts';
import { goCommand } from '../../gocmd/goCommand.ts';
import type { ChangeFault } from './change.ts';
import type { ChangePlan, ChangeTools } from './changePlan.ts';
import type { FileRecord } from './journal/journalEntry.ts';
import { recordFile } from './targetFile.ts';

/** ms to ask go where its module is; 10 is usual. */
const QUESTION = 5_000;
/** ms for a run: it may have to download. */
const DEADLINE = 10 * 60_000;
/** The last of what go prints tells why it failed. */
const DETAIL = 2_000;

export async function planGoRun(
  request: { readonly args: readonly string[]; readonly folder: string },
  tools: ChangeTools,
): Promise<Result<ChangePlan, ChangeFault>> {
  const places = await placesOf(request.folder, tools);
  if (!places.ok) return places;
  const files: FileRecord[] = [];
  for (const file of places.value) {
    const record = await recordFile(tools.files, file);
    // A go.work that go may only read does not keep it from changing go.mod.
    if (!record.ok) return record;
    files.push(record.value);
  }
  return success({ values: [], files, carryOut: () => run(request, tools) });
}

/** Returns the files that go may change in a folder: of its module, and of the workspace that it belongs to. */
async function placesOf(folder: string, tools: ChangeTools): Promise<Result<readonly string[], ChangeFault>> {
  const { context, processes, signal } = tools;
  if (context.go === null) return failure({ code: 'no-go' });
  const call = { go: context.go, env: context.env, cwd: folder, processes, signal, deadline: QUESTION };
  const answer = await goCommand(['env', 'GOMOD', 'GOWORK'], call);
  if (!answer.ok) {
    const { code, detail } = answer.error;
    if (code === 'aborted') return failure({ code: 'aborted' });
    return failure(code === 'not-started' ? { code: 'no-go' } : { code: 'go-failed', detail, change: null });
  }
  // One line each. Outside a module GOMOD is empty or the null device: go may make a go.mod here.
  const [goMod = '', goWork = ''] = answer.value.split('\n').map((line) => line.replace(/\r$/, ''));
  const home = path.basename(goMod) === 'go.mod' ? path.dirname(goMod) : path.resolve(folder);
  const own = ['go.mod', 'go.sum'].map((name) => path.join(home, name));
  const isWork = path.basename(goWork) === 'go.work';
  return success(isWork ? [...own, path.resolve(goWork), `${path.resolve(goWork)}.sum`] : own);
}

async function run(
  { args, folder }: { readonly args: readonly string[]; readonly folder: string },
  { context, processes, signal }: ChangeTools,
): Promise<ChangeFault | null> {
  if (context.go === null) return { code: 'no-go' };
  // With the user's own flags and toolchain: it is the user's command.
  const options = { cwd: folder, env: context.env, deadline: DEADLINE, signal };
  const result = await processes.run(context.go, args, options);
  switch (result.kind) {
    case 'exited':
      if (result.code === 0) return null;
      return { code: 'go-failed', detail: lastOf(result.stderr) || `exit ${result.code}`, change: null };
    case 'not-started':
      return { code: 'no-go' };
    case 'aborted':
      return { code: 'aborted' };
    default:
      return { code: 'go-failed', detail: lastOf(result.stderr) || result.kind, change: null };
  }
}

function lastOf(text: string): string {
  return text.trim().slice(-DETAIL);
}
