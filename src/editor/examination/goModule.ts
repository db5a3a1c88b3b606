/** Which module of the workspace the status bar speaks for. */
import path from 'node:path';
import * as vscode from 'vscode';

/** Returns the folder of the module that is being worked on: that of the active file, else the first one there is. */
export async function currentModuleFolder(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const activeFolder = active?.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(active) : undefined;
  const folders = vscode.workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === 'file') ?? [];
  const folder = activeFolder ?? folders[0];
  if (folder === undefined) return undefined;
  if (active !== undefined && activeFolder !== undefined) {
    return vscode.Uri.file(path.dirname(active.fsPath));
  }
  const pattern = new vscode.RelativePattern(folder, '**/go.{mod,work}');
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,vendor,testdata}/**', 20);
  const [nearest] = found.map(({ fsPath }) => path.dirname(fsPath)).sort((a, b) => a.length - b.length);
  return nearest === undefined ? folder.uri : vscode.Uri.file(nearest);
}

/** Returns the workspace folder that it lies in, whose settings hold what the window's list is. */
export async function currentRootFolder(): Promise<vscode.Uri | null> {
  const folder = await currentModuleFolder();
  return folder === undefined ? null : (vscode.workspace.getWorkspaceFolder(folder)?.uri ?? null);
}
