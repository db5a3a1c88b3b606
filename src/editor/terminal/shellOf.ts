/** Which shell a terminal runs. */
import * as vscode from 'vscode';
import { type ShellKind, shellKind } from '../../remedies/shellSyntax.ts';

/** Returns null for a shell whose syntax is not known, and for a terminal without one. */
export function shellOf(terminal: vscode.Terminal): ShellKind | null {
  const told = terminal.state.shell;
  if (told !== undefined) return shellKind(told);
  const options = terminal.creationOptions;
  const path = 'shellPath' in options ? options.shellPath : undefined;
  return shellKind(path ?? vscode.env.shell);
}
