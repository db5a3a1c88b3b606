/** The exit codes that scripts rely on. */
export const EXIT = {
  /** Nothing is wrong. */
  ok: 0,
  /** Something is wrong: findings, or a mismatch. */
  findings: 1,
  /** The call was wrong. */
  usage: 2,
  /** It could not be found out. */
  unknown: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one line on stderr: what, and the mend. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
