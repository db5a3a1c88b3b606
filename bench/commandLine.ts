// The shipped command line, run as a user runs it.
import { join } from 'node:path';
import { type Finished, runCommand } from './command.ts';
import type { Stage } from './stage.ts';

/** The part of an entry of `--json` that the rows read. */
export interface ReportedEntry {
  readonly ok: boolean;
  readonly code: string | null;
  readonly detail: string | null;
}

export interface Report {
  readonly entries: readonly ReportedEntry[];
  /** ms of the examination alone; only `diagnose` tells. */
  readonly ms: number;
}

export interface CommandLineRun extends Finished {
  readonly report: Report;
}

/** Runs `dist/cli.js ARGS --json` on `node`. Rejects where it gives no report (exit codes 0 and 1 come with one). */
export async function runCommandLine(
  stage: Stage,
  args: readonly string[],
  node: string = process.execPath,
): Promise<CommandLineRun> {
  const { root, folder, env, signal } = stage;
  const finished = await runCommand(node, [join(root, 'dist', 'cli.js'), ...args, '--json'], {
    env,
    cwd: folder,
    signal,
  });
  if (finished.code !== 0 && finished.code !== 1) {
    throw new Error(`dist/cli.js ${args[0]}: exit ${finished.code}\n${finished.stderr}`);
  }
  return { ...finished, report: JSON.parse(finished.stdout) as Report };
}
