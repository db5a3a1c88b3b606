/** A go command has failed whose output VS Code did not pass on: it is told, since else nothing would be, and read when it is run again. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import { withoutVariables } from '../../../remedies/shellSyntax.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import type { Settings } from '../../settings.ts';
import type { CommandRun } from '../../terminal/terminalWatcher.ts';
import { rerunWith } from './rerunCommand.ts';

/** What others may have run go for is theirs to tell. */
const OF_GO = /^go(?:\.exe)?\s/;

export async function tellMissed(run: CommandRun, settings: Settings): Promise<void> {
  const command = withoutVariables(run.commandLine);
  if (!OF_GO.test(command)) return;
  const answer = await vscode.window.showWarningMessage(editorText.missed(redact(command)), editorText.runAgain());
  if (answer !== undefined) await rerunWith(run, settings);
}
