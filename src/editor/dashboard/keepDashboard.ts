/** A dashboard that was open when the window was reloaded stays open. Loaded with the window, so without the dashboard's own code. */
import * as vscode from 'vscode';

/** VS Code keeps it under this name. */
export const DASHBOARD = 'goProxy.dashboard';

export function keepDashboard(restore: (panel: vscode.WebviewPanel) => Promise<void>): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(DASHBOARD, { deserializeWebviewPanel: restore });
}
