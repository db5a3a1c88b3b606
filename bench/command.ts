// A child process with a deadline and a stopwatch.
import { spawn } from 'node:child_process';

export interface CommandOptions {
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** ms until it is killed; 60 s unless given. */
  readonly timeout?: number;
  readonly signal: AbortSignal;
}

export interface Finished {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From before the start to the end of its output. */
  readonly ms: number;
}

/** Runs a program to its end. Rejects when it cannot be started and when `signal` fires. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<Finished> {
  const { env, cwd, timeout = 60_000, signal } = options;
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env,
      timeout,
      signal,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const ms = performance.now() - begin;
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), ms });
    });
  });
}
