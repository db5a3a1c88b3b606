/** `Go Proxy: Undo Last Change`: takes the newest change back, and says what it found. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { changeFaultText, changeText, undoneText } from '../../text/words/remedy/changeText.ts';
import type { ChangeMaker } from '../changes/changeMaker.ts';
import { COMMANDS } from '../commands.ts';

export function registerUndo(changes: ChangeMaker): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.undo, async () => {
    const [newest] = await changes.list();
    if (newest === undefined) {
      void vscode.window.showInformationMessage(editorText.nothingToUndo());
      return;
    }
    const result = await changes.undo(AbortSignal.timeout(DEADLINE));
    if (result.ok) void vscode.window.showInformationMessage(redact(undoneText(result.value)));
    else void vscode.window.showWarningMessage(redact(changeFaultText(result.error)));
  });
}

/** ms; `go env -w` takes some ten. */
const DEADLINE = 30_000;

/** The menu's line for it: what would be taken back, and how old it is. */
export async function undoItem(changes: ChangeMaker, now: number): Promise<vscode.QuickPickItem | null> {
  const [newest] = await changes.list();
  return newest === undefined ? null : { label: `$(discard) ${redact(changeText(newest, now))}` };
}
