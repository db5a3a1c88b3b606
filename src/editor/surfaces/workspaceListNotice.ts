/** Tells of a `go.goproxy` that came with the repository, and of one that the user no longer ignores. */
import * as vscode from 'vscode';
import type { EditorExaminer } from '../examination/examiner.ts';
import type { Settings } from '../settings.ts';
import type { WorkspaceList } from '../workspaceList.ts';

/** Who types a list into the settings need not be told of it; a pull or a checkout brings one while something else is in front. */
function isEditingSettings(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && /\/settings\.json$|\.code-workspace$/.test(input.uri.path);
}

/** ms for asking go for the user's own list. */
const DEADLINE = 10_000;

export function registerWorkspaceListNotice(
  workspaceList: WorkspaceList,
  settings: Settings,
  examiner: EditorExaminer,
): vscode.Disposable {
  const look = async () => {
    // Not obeyed before that, and not asked about either.
    if (!vscode.workspace.isTrusted) return;
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const brought = settings.broughtGoproxy(uri);
      if (brought === '') continue;
      const go = await examiner.view(uri.fsPath, AbortSignal.timeout(DEADLINE));
      await workspaceList.tell(uri, brought, go.value('GOPROXY'));
    }
  };
  void look();
  return vscode.Disposable.from(
    settings.onDidChange(() => {
      if (!isEditingSettings()) void look();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void look()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void look()),
  );
}
