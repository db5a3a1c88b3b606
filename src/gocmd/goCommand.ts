/** One call of the go command that must neither download a toolchain nor be bent by the user's flags. */
import type { Processes } from '../base/processes.ts';
import { failure, type Result, success } from '../base/result.ts';
import type { Environment } from './env/environmentVariable.ts';

export interface GoCall {
  /** Absolute path of the go command. */
  readonly go: string;
  readonly env: Environment;
  /** An existing directory. */
  readonly cwd: string;
  readonly processes: Processes;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly deadline: number;
}

/** Why the go command gave no usable answer. */
export interface GoFault {
  readonly code:
    | 'not-started' // the system would not run it; `detail` is its errno word
    | 'hangs' // no end within the deadline
    | 'floods' // far more output than go ever prints for this
    | 'failed' // exit status not 0
    | 'not-go' // it ended well, and said what go does not say
    | 'aborted';
  /** The errno word, or the first line of stderr (at most 300 characters, control characters removed); for the log. */
  readonly detail: string;
}

/** `go env` prints a few hundred bytes; lists with long values stay far below this. */
const MAX_OUTPUT = 1 << 20;

/** Variables that every call overrides, so what go says of them is our word and not the user's. */
export const OVERRIDDEN = {
  // Any other value may download a toolchain before go does anything else (facts: 8.5).
  GOTOOLCHAIN: 'local',
  // Empty would mean “not set” and let the env file's GOFLAGS in, and a stored `-u` ends `go env -json`. A blank is set,
  // and holds no flag.
  GOFLAGS: ' ',
} as const;

/** Returns the standard output of `go ARGS…`. */
export async function goCommand(args: readonly string[], call: GoCall): Promise<Result<string, GoFault>> {
  const result = await call.processes.run(call.go, args, {
    cwd: call.cwd,
    env: { ...call.env, ...OVERRIDDEN },
    deadline: call.deadline,
    signal: call.signal,
    maxOutput: MAX_OUTPUT,
  });
  switch (result.kind) {
    case 'exited':
      return result.code === 0
        ? success(result.stdout)
        : failure({ code: 'failed', detail: firstLine(result.stderr) || `exit ${result.code}` });
    case 'not-started':
      return failure({ code: 'not-started', detail: result.code });
    case 'timed-out':
      return failure({ code: 'hangs', detail: firstLine(result.stderr) });
    case 'too-much-output':
      return failure({ code: 'floods', detail: '' });
    case 'aborted':
      return failure({ code: 'aborted', detail: '' });
  }
}

function firstLine(text: string): string {
  const start = text.slice(0, 4096).trimStart();
  return start.split('\n', 1).join('').slice(0, 300).replace(/\p{C}/gu, '').trim();
}
