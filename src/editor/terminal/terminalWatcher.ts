/** Reads what commands print in the integrated terminals, where shell integration tells when one begins and ends. */
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TextFailure } from '../../failures/textFailure.ts';

/** A command that a user typed into a terminal. */
export interface CommandRun {
  readonly terminal: vscode.Terminal;
  readonly commandLine: string;
  /** VS Code itself saw the shell report this line: a program's output can forge the marks of a command. */
  readonly isTrusted: boolean;
  /** Absolute path; null where the shell does not tell. */
  readonly cwd: string | null;
  /** ms since the epoch. */
  readonly ended: number;
}

export interface FailedRun {
  readonly run: CommandRun;
  /** The deciding one first; never empty. */
  readonly failures: readonly TextFailure[];
}

/** They run go elsewhere, or show what another printed: what failed there is not mended here. */
const ELSEWHERE =
  /^\s*(?:sudo\s+)?(?:docker|podman|nerdctl|kubectl|ssh|act|cat|less|more|tail|head|grep|rg|bat)(?:\.exe)?\s/;

export class TerminalWatcher implements vscode.Disposable {
  readonly #failed = new vscode.EventEmitter<FailedRun>();
  readonly #succeeded = new vscode.EventEmitter<CommandRun>();
  readonly #missed = new vscode.EventEmitter<CommandRun>();
  readonly #listeners: vscode.Disposable;
  /** What each running command has printed. By object: an end may be told after the next start. */
  readonly #readings = new Map<vscode.TerminalShellExecution, Reader>();
  readonly onDidFail = this.#failed.event;
  readonly onDidSucceed = this.#succeeded.event;
  /** A command has failed, and VS Code passed nothing on of what it printed. */
  readonly onDidMiss = this.#missed.event;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(({ execution }) => this.#start(execution)),
      vscode.window.onDidEndTerminalShellExecution((event) => void this.#end(event)),
      this.#failed,
      this.#succeeded,
      this.#missed,
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#readings.clear();
  }

  /** The stream must be asked for now: it holds only what comes after the first `read()`. */
  #start(execution: vscode.TerminalShellExecution): void {
    if (ELSEWHERE.test(execution.commandLine.value)) return;
    this.#readings.set(execution, new Reader(execution.read()));
  }

  async #end({ execution, terminal, exitCode }: vscode.TerminalShellExecutionEndEvent): Promise<void> {
    const reader = this.#readings.get(execution);
    if (reader === undefined) return;
    this.#readings.delete(execution);
    const { commandLine, cwd } = execution;
    const run: CommandRun = {
      terminal,
      commandLine: commandLine.value.trim(),
      isTrusted:
        commandLine.isTrusted && commandLine.confidence === vscode.TerminalShellExecutionCommandLineConfidence.High,
      cwd: cwd?.scheme === 'file' ? cwd.fsPath : null,
      ended: Date.now(),
    };
    if (exitCode === 0) {
      this.#succeeded.fire(run);
      return;
    }
    const { failures, isMissed } = await reader.end();
    if (failures.length > 0) this.#failed.fire({ run, failures });
    else if (isMissed && exitCode !== undefined) this.#missed.fire(run);
  }
}

/** ms; the stream of a command may end only when the next one begins. */
const LATE = 500;

/** What one command prints. */
class Reader {
  readonly #reading = import('../incident/explaining.ts').then(({ OutputReading }) => new OutputReading());
  readonly #whole: Promise<void>;
  #hasCome = false;

  constructor(stream: AsyncIterable<string>) {
    this.#whole = this.#readAll(stream);
  }

  /**
   * Returns what was read when the command has ended. `isMissed`: nothing came, not even the shell's mark of the command's start. VS
   * Code (1.103 to 1.139) takes note of a reader a moment after `read()`; where a remote connection or a busy machine hands a
   * command's start, output and end over in one piece, the output is gone by then.
   */
  async end(): Promise<{ readonly failures: readonly TextFailure[]; readonly isMissed: boolean }> {
    // Loading it may take longer than the wait for what is late.
    const reading = await this.#reading;
    await Promise.race([this.#whole, wait(LATE)]);
    reading.end();
    return { failures: reading.failures, isMissed: !this.#hasCome };
  }

  /** Never rejects: a terminal that is closed ends the stream. */
  async #readAll(stream: AsyncIterable<string>): Promise<void> {
    const reading = await this.#reading;
    try {
      for await (const chunk of stream) {
        this.#hasCome = true;
        reading.write(chunk);
      }
    } catch {
      // What was read until then counts.
    }
    reading.end();
  }
}
