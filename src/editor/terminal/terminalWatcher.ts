/** Reads what commands print in the integrated terminals, where shell integration tells when one begins and ends. */
import * as vscode from 'vscode';
import type { OutputReading } from '../../doctor/reading/outputReading.ts';
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
  readonly #listeners: vscode.Disposable;
  /** What each running command has printed. By object: an end may be told after the next start. */
  readonly #readings = new Map<vscode.TerminalShellExecution, Reader>();
  readonly onDidFail = this.#failed.event;
  readonly onDidSucceed = this.#succeeded.event;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(({ execution }) => this.#start(execution)),
      vscode.window.onDidEndTerminalShellExecution((event) => void this.#end(event)),
      this.#failed,
      this.#succeeded,
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#readings.clear();
  }

  /** The stream must be asked for now: it holds only what comes after the first `read()`. */
  #start(execution: vscode.TerminalShellExecution): void {
    if (ELSEWHERE.test(execution.commandLine.value)) return;
    const reading = import('../doctor.ts').then(({ OutputReading }) => new OutputReading());
    this.#readings.set(execution, { reading, whole: readAll(execution.read(), reading) });
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
    await Promise.race([reader.whole, pause(LATE)]);
    const reading = await reader.reading;
    reading.end();
    const { failures } = reading;
    if (failures.length > 0) this.#failed.fire({ run, failures });
  }
}

/** ms; the stream of a command may end only when the next one begins. */
const LATE = 500;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

interface Reader {
  readonly reading: Promise<OutputReading>;
  readonly whole: Promise<void>;
}

/** Never rejects: a terminal that is closed ends the stream. */
async function readAll(stream: AsyncIterable<string>, loading: Promise<OutputReading>): Promise<void> {
  const reading = await loading;
  try {
    for await (const chunk of stream) reading.write(chunk);
  } catch {
    // What was read until then counts.
  }
  reading.end();
}
