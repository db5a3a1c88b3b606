/** Gives `go.goproxy`, or what stands in its place, to new terminals and tasks, folder by folder, and takes it away with the setting. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import type { Settings } from '../settings.ts';
import type { TerminalLists } from './terminalLists.ts';

export function registerTerminalEnvironment(
  all: vscode.GlobalEnvironmentVariableCollection,
  settings: Settings,
  lists: TerminalLists,
): vscode.Disposable {
  // Without us nobody would say where the value comes from.
  all.persistent = false;
  const apply = () => {
    all.clear();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const scoped = all.getScoped({ workspaceFolder: folder });
      scoped.clear();
      const list = lists.get(folder.uri) ?? settings.goproxy(folder.uri);
      scoped.description = list === '' ? undefined : editorText.terminalEnvironment(redact(list));
      // A login shell builds its environment anew: the second time the value is set after that.
      if (list !== '') {
        scoped.replace('GOPROXY', list, { applyAtProcessCreation: true, applyAtShellIntegration: true });
      }
    }
  };
  apply();
  return vscode.Disposable.from(
    settings.onDidChange(apply),
    lists.onDidChange(apply),
    vscode.workspace.onDidChangeWorkspaceFolders(apply),
    vscode.workspace.onDidGrantWorkspaceTrust(apply),
    { dispose: () => all.clear() },
  );
}
