/**
 * Finds out what go.sum is to become: the wrong lines of one version are left out of a copy beside a go.mod that requires nothing else,
 * and go, asking the checksum database as ever, writes the right ones there. What comes of it may differ in those lines only.
 * The user's own module is not loaded for it, nor is the module cache used: neither may be in order.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Processes } from '../../../base/processes.ts';
import { failure, type Result, success } from '../../../base/result.ts';
import type { WritableFiles } from '../../../base/writableFiles.ts';
import { inScratchFolder } from '../../../gocmd/trace/scratchFolder.ts';
import { goFields } from '../../../goproxy/golang/goSpace.ts';
import { isModulePath } from '../../../goproxy/module/modulePath.ts';
import { isCanonical } from '../../../goproxy/module/version.ts';
import type { SumsMend } from '../../remedy.ts';
import type { ChangeContext, ChangeFault, SumsEdit } from '../change.ts';
import { isAllowedTarget } from '../journal/allowedTarget.ts';
import { readTarget } from '../targetFile.ts';

export interface StageTools {
  readonly files: WritableFiles;
  readonly processes: Processes;
  readonly context: ChangeContext;
  readonly signal: AbortSignal;
}

/** ms: an archive may have to be downloaded. */
const DEADLINE = 10 * 60_000;
const DETAIL = 2_000;
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})/;
/** With this go line a module's requirements are not loaded (module graph pruning). */
const GO_LINE = '1.17';

/** Returns what each file is and is to become; those that need no mending are left out. Nothing of the user's is touched. */
export async function stageSums(mend: SumsMend, tools: StageTools): Promise<Result<readonly SumsEdit[], ChangeFault>> {
  const edits: SumsEdit[] = [];
  for (const file of mend.files) {
    const edit = await stageOne(file, mend, tools);
    if (!edit.ok) return edit;
    if (edit.value !== null) edits.push(edit.value);
  }
  return success(edits);
}

async function stageOne(
  file: string,
  mend: SumsMend,
  tools: StageTools,
): Promise<Result<SumsEdit | null, ChangeFault>> {
  const isNamed = isModulePath(mend.module) && isCanonical(mend.version);
  if (!isNamed || !isAllowedTarget('sums', { path: file, folders: [] }, tools.context))
    return failure({ code: 'not-allowed', file });
  const { go } = tools.context;
  if (go === null) return failure({ code: 'no-go' });
  const read = await readTarget(tools.files, file);
  if (!read.ok) return read;
  const before = read.value;
  if (before === null) return success(null);
  const kept = linesOf(before).filter((line) => !isWrong(line, mend));
  if (kept.length === linesOf(before).length) return success(null);
  const written = await letGoWrite(kept.join(''), mend, go, tools);
  if (!written.ok) return written;
  const after = mended(kept, linesOf(written.value), mend);
  if (after === null)
    return failure({ code: 'go-failed', detail: written.value.toString('utf8').slice(-DETAIL), change: null });
  return success({ path: file, before, after });
}

/** Returns what go makes of a go.sum. */
async function letGoWrite(
  goSum: string,
  { module, version, goproxy }: SumsMend,
  go: string,
  { context, processes, signal }: StageTools,
): Promise<Result<Buffer, ChangeFault>> {
  const done = await inScratchFolder(async (folder, cwd): Promise<Result<Buffer, ChangeFault>> => {
    const goMod = `module goproxy-doctor.invalid/mend\n\ngo ${GO_LINE}\n\nrequire ${module} ${version}\n`;
    await writeFile(path.join(cwd, 'go.mod'), goMod);
    await writeFile(path.join(cwd, 'go.sum'), goSum, 'latin1');
    const env = {
      ...context.env,
      GOMODCACHE: path.join(folder, 'mod'),
      GOFLAGS: '-modcacherw',
      GOWORK: 'off',
      GO111MODULE: 'on',
      GOTOOLCHAIN: 'local',
      ...(goproxy === null ? {} : { GOPROXY: goproxy }),
    };
    const args = ['mod', 'download', `${module}@${version}`];
    const result = await processes.run(go, args, { cwd, env, deadline: DEADLINE, signal });
    if (result.kind === 'not-started') return failure({ code: 'no-go' });
    if (result.kind === 'aborted') return failure({ code: 'aborted' });
    if (result.kind !== 'exited' || result.code !== 0) {
      const detail = result.stderr.trim().slice(-DETAIL) || result.kind;
      return failure({ code: 'go-failed', detail, change: null });
    }
    return success(await readFile(path.join(cwd, 'go.sum')));
  });
  return done.ok ? done.value : failure({ code: 'unwritable', file: '', detail: done.error });
}

/** Lines with their ends, a character a byte: whatever the file holds comes back as it was. */
function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A line of the version that the proof contradicts, and what a merge has left: go refuses the file for it. */
function isWrong(line: string, mend: SumsMend): boolean {
  if (CONFLICT.test(line)) return true;
  const proved = provedFor(line, mend);
  return proved !== null && goFields(line)[2]?.startsWith('h1:') === true && goFields(line)[2] !== proved;
}

/** Returns the hash that a line must have; null where it is not of the version. */
function provedFor(line: string, { module, version, zip, mod }: SumsMend): string | null {
  const [path, named] = goFields(line);
  if (path !== module) return null;
  return named === version ? zip : named === `${version}/go.mod` ? mod : null;
}

/** Returns go's text without what it added for other modules; null where it is not what was meant. */
function mended(kept: readonly string[], written: readonly string[], mend: SumsMend): Buffer | null {
  const old = new Set(kept);
  const isRight = (line: string) => {
    const proved = provedFor(line, mend);
    return proved !== null && goFields(line)[2] === proved;
  };
  const after = written.filter((line) => old.has(line) || isRight(line));
  const now = new Set(after);
  const isWhole = kept.every((line) => now.has(line));
  const hasBoth = [mend.zip, mend.mod].every((hash) => after.some((line) => isRight(line) && line.includes(hash)));
  return isWhole && hasBoth ? Buffer.from(after.join(''), 'latin1') : null;
}
