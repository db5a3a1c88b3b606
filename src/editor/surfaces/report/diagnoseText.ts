/** `Go Proxy: Diagnose Copied Output`: the selection, else the clipboard, for tasks and terminals that tell us nothing. */
import * as vscode from 'vscode';
import type { TextFailure } from '../../../failures/textFailure.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { COMMANDS } from '../../commands.ts';

export function registerDiagnoseText(found: (failures: readonly TextFailure[]) => Promise<void>): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.diagnoseText, async () => {
    const { readOutput } = await import('../../incident/explaining.ts');
    const failures = readOutput(await givenText());
    if (failures.length === 0) void vscode.window.showInformationMessage(editorText.nothingFound());
    else await found(failures);
  });
}

async function givenText(): Promise<string> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor === undefined ? '' : editor.document.getText(editor.selection);
  return selected.trim() !== '' ? selected : vscode.env.clipboard.readText();
}
