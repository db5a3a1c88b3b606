/** After a change that the user pressed for: what it did, and what comes next, in one message. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { sessionLine } from '../../remedies/shellSyntax.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { COMMANDS } from '../commands.ts';
import { shellOf } from '../terminal/shellOf.ts';

export interface MadeChange {
  /** A sentence, redacted. */
  readonly done: string;
  /** The GOPROXY that new terminals have now and open ones have not; null where none was changed for them. */
  readonly list: string | null;
  /** Runs the failed command again; null where there is none. */
  readonly rerun: (() => Promise<void>) | null;
}

interface Button {
  readonly label: string;
  press(): Thenable<unknown>;
}

export async function tellChange({ done, list, rerun }: MadeChange): Promise<void> {
  const buttons: Button[] = [
    ...(rerun === null ? [] : [{ label: editorText.runAgain(), press: rerun }]),
    ...(list === null ? [] : terminalButton(list)),
    { label: editorText.undo(), press: () => vscode.commands.executeCommand(COMMANDS.undo) },
  ];
  const said = list === null ? done : `${done} ${editorText.newTerminalsSee()}`;
  const answer = await vscode.window.showInformationMessage(said, ...buttons.map(({ label }) => label));
  await buttons.find(({ label }) => label === answer)?.press();
}

/**
 * Terminals that run already keep their value: they are told, not taken over. The line is typed, for the user to see it run;
 * one that holds a secret is not, nor one for a shell that we do not know.
 */
function terminalButton(list: string): Button[] {
  const terminal = vscode.window.activeTerminal;
  if (terminal === undefined) return [];
  const shell = shellOf(terminal);
  if (shell === null || redact(list) !== list || /\p{C}/u.test(list)) {
    return [{ label: editorText.newTerminal(), press: async () => vscode.window.createTerminal().show() }];
  }
  const press = async () => {
    terminal.show();
    terminal.sendText(sessionLine(shell, 'GOPROXY', list), true);
  };
  return [{ label: editorText.typeInto(terminal.name), press }];
}
