/** Runs a command again in its terminal, with the list in force before it; what VS Code does not vouch for is only typed. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { commandLineWith, withoutVariables } from '../../remedies/shellSyntax.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { until } from '../adapters/until.ts';
import { shellOf } from './shellOf.ts';
import type { CommandRun } from './terminalWatcher.ts';

/** ms that a new terminal's shell gets to start. */
const SHELL_START = 10_000;

/**
 * `list`: the GOPROXY to run it with, '' for that of the terminal. Where it holds a secret, or the terminal is gone, a new
 * terminal is opened: it gets the list from its environment, and nothing secret is typed.
 */
export async function rerun(run: CommandRun, list: string): Promise<void> {
  const command = withoutVariables(run.commandLine);
  // A line break would run what comes behind it; nobody typed that.
  if (/\p{C}/u.test(command)) {
    void vscode.window.showWarningMessage(editorText.notRunAgain());
    return;
  }
  const shell = shellOf(run.terminal);
  const isOpen = vscode.window.terminals.includes(run.terminal) && run.terminal.exitStatus === undefined;
  const isTypeable = list === '' || (redact(list) === list && shell !== null && !/\p{C}/u.test(list));
  if (!isOpen || !isTypeable) {
    const terminal = vscode.window.createTerminal(run.cwd === null ? {} : { cwd: run.cwd });
    await send(terminal, command, run.isTrusted);
    return;
  }
  const line = list === '' || shell === null ? command : commandLineWith(shell, 'GOPROXY', list, command);
  await send(run.terminal, line, run.isTrusted);
}

async function send(terminal: vscode.Terminal, line: string, isTrusted: boolean): Promise<void> {
  terminal.show(!isTrusted);
  if (!isTrusted) {
    // Shown on the prompt, for the user to press Enter.
    terminal.sendText(line, false);
    return;
  }
  await until(
    () => terminal.shellIntegration !== undefined,
    vscode.window.onDidChangeTerminalShellIntegration,
    SHELL_START,
  );
  if (terminal.shellIntegration === undefined) terminal.sendText(line, true);
  else terminal.shellIntegration.executeCommand(line);
}
