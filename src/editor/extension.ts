/** The extension's entry: VS Code calls these two. What is built stands in compose.ts. */
import type * as vscode from 'vscode';
import type { Api } from './api.ts';
import { compose } from './compose.ts';

export function activate(context: vscode.ExtensionContext): Api {
  return compose(context);
}

export function deactivate(): void {
  // Everything hangs on context.subscriptions.
}
