/** Running a program as a port: an argument vector, never a shell, with a deadline that takes the whole tree down. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export interface RunOptions {
  /** An existing directory. A missing one shows as `not-started` ENOENT, which cannot be told from a missing file. */
  readonly cwd?: string;
  /** The whole environment of the child; nothing is added to it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that the run may take. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** What the program reads on its standard input, which then ends; without it there is none. */
  readonly input?: string;
  /** Bytes of stdout and stderr together (default 4 MiB). */
  readonly maxOutput?: number;
  /** Called with each piece as it comes, up to `maxOutput`: for what must be known with its time. Must not throw. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', piece: Uint8Array) => void;
}

/** `code` is the exit status, or 128 + signal number as a shell shows it. The cut-off kinds carry what had arrived. */
export type ProcessResult =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-started'; readonly code: string }
  | {
      readonly kind: 'timed-out' | 'aborted' | 'too-much-output';
      readonly stdout: string;
      readonly stderr: string;
    };

export interface Processes {
  /** Runs `file` (an absolute path) with `args` and waits for its end. Never rejects. */
  run(file: string, args: readonly string[], options: RunOptions): Promise<ProcessResult>;
}

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>;

const DEFAULT_MAX_OUTPUT = 4 << 20;
/** A longer timer fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
/** After the program itself has ended, a grandchild that holds its pipes is waited for no longer than this (ms). */
const DRAIN = 250;
/** A killed process that the kernel does not let go of is not waited for any longer than this (ms). */
const REAP = 1000;

export const nodeProcesses: Processes = {
  async run(file, args, options) {
    if (options.signal.aborted) return { kind: 'aborted', stdout: '', stderr: '' };
    if (!(options.deadline > 0)) return { kind: 'timed-out', stdout: '', stderr: '' };
    try {
      const child = spawn(file, args, {
        cwd: options.cwd,
        env: { ...options.env },
        stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        shell: false,
        windowsHide: true,
        // A group of its own, so that one signal reaches the whole tree, and no terminal to ask for passwords on.
        detached: process.platform !== 'win32',
      }) as Child;
      // A program that does not read what it is given may close its end.
      child.stdin?.on('error', () => undefined).end(options.input);
      return await supervise(child, options);
    } catch (error) {
      return { kind: 'not-started', code: codeOf(error) };
    }
  },
};

function supervise(child: Child, options: RunOptions): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const output = new Output(options.maxOutput ?? DEFAULT_MAX_OUTPUT);
    let exitCode: number | null = null;
    let ending: 'timed-out' | 'aborted' | 'too-much-output' | null = null;
    let grace: NodeJS.Timeout | undefined;

    const finish = (result: ProcessResult) => {
      clearTimeout(timer);
      clearTimeout(grace);
      options.signal.removeEventListener('abort', onAbort);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(result);
    };
    const finishExited = () => finish({ kind: 'exited', code: exitCode ?? -1, ...output.text(true) });
    const stop = (kind: 'timed-out' | 'aborted' | 'too-much-output') => {
      if (ending !== null) return;
      // It had ended in time; only its pipes are still open.
      if (exitCode !== null && kind !== 'too-much-output') return finishExited();
      ending = kind;
      const finishStopped = () => finish({ kind, ...output.text(false) });
      killTree(child);
      if (exitCode !== null) return finishStopped();
      child.once('exit', finishStopped);
      grace = setTimeout(finishStopped, REAP);
    };
    const onAbort = () => stop('aborted');
    const timer = setTimeout(() => stop('timed-out'), Math.min(options.deadline, LONGEST_TIMER));
    options.signal.addEventListener('abort', onAbort);

    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].on('data', (chunk: Buffer) => {
        options.onOutput?.(stream, chunk);
        if (!output.add(stream, chunk)) stop('too-much-output');
      });
      // A pipe that breaks is the end of its output; the process's own end is what counts.
      child[stream].on('error', () => undefined);
    }
    child.once('error', (error) => {
      if (child.pid === undefined) finish({ kind: 'not-started', code: codeOf(error) });
    });
    child.once('exit', (code, signal) => {
      exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      if (ending === null) grace = setTimeout(finishExited, DRAIN);
    });
    child.once('close', () => {
      if (ending === null && exitCode !== null) finishExited();
    });
  });
}

/** What the program wrote, up to a number of bytes. */
class Output {
  readonly #chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  /** Keeps what there is room for; returns whether that was all. */
  add(stream: 'stdout' | 'stderr', chunk: Buffer): boolean {
    if (this.#room > 0) this.#chunks[stream].push(chunk.subarray(0, this.#room));
    this.#room -= chunk.length;
    return this.#room >= 0;
  }

  /** Decodes at the end, so that a character split between chunks stays whole; where output was cut, half a character is dropped. */
  text(complete: boolean): { stdout: string; stderr: string } {
    const decode = (chunks: readonly Buffer[]) => {
      const decoder = new StringDecoder('utf8');
      return decoder.write(Buffer.concat(chunks)) + (complete ? decoder.end() : '');
    };
    return { stdout: decode(this.#chunks.stdout), stderr: decode(this.#chunks.stderr) };
  }
}

function killTree(child: Child): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // By its full path: a bare name would be looked for in the current directory first.
    const taskkill = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\taskkill.exe`;
    spawn(taskkill, ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).once('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has gone already, or is not there yet.
    child.kill('SIGKILL');
  }
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
