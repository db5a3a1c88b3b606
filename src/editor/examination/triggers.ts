/** What makes the list worth another look: files, settings, trust, the active module. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import type { Settings } from '../settings.ts';
import type { EditorExaminer } from './examiner.ts';

export function registerTriggers(monitor: Monitor, settings: Settings, examiner: EditorExaminer): vscode.Disposable {
  const look = () => monitor.invalidate();
  const modules = vscode.workspace.createFileSystemWatcher('**/go.{mod,work}');
  let envFile: { readonly file: string; readonly watcher: vscode.Disposable } | null = null;

  /** `go env -w` in a terminal changes the list as well. */
  const watchEnvFile = (file: string) => {
    if (envFile?.file === file) return;
    envFile?.watcher.dispose();
    const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const listeners = vscode.Disposable.from(watcher, ...onAnyChange(watcher, look));
    envFile = { file, watcher: listeners };
  };

  return vscode.Disposable.from(
    modules,
    ...onAnyChange(modules, look),
    settings.onDidChange(look),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
    vscode.workspace.onDidChangeWorkspaceFolders(look),
    examiner.onDidFindEnvFile(watchEnvFile),
    { dispose: () => envFile?.watcher.dispose() },
  );
}

function onAnyChange(watcher: vscode.FileSystemWatcher, listener: () => void): vscode.Disposable[] {
  return [watcher.onDidChange(listener), watcher.onDidCreate(listener), watcher.onDidDelete(listener)];
}
