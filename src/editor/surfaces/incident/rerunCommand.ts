/** `Go Proxy: Run Failed Command Again`: the last one that failed, with the list that is in force now. */
import * as vscode from 'vscode';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { COMMANDS } from '../../commands.ts';
import type { Incidents } from '../../incident/incidents.ts';
import type { Settings } from '../../settings.ts';
import { rerun } from '../../terminal/rerun.ts';
import type { CommandRun } from '../../terminal/terminalWatcher.ts';

export function registerRerun(incidents: Incidents, settings: Settings): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.rerun, async () => {
    const run = incidents.open.find(({ report }) => report.origin !== null)?.report.origin;
    if (run == null) void vscode.window.showInformationMessage(editorText.nothingToRun());
    else await rerunWith(run, settings);
  });
}

/** Where `go.goproxy` says nothing, the terminal's own environment counts. */
export function rerunWith(run: CommandRun, settings: Settings): Promise<void> {
  const folder = run.cwd === null ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.file(run.cwd);
  return rerun(run, settings.goproxy(folder));
}
