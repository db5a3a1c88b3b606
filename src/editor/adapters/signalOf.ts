/** VS Code's cancellation as a signal. */
import type * as vscode from 'vscode';

/** Aborted when the token is cancelled, also where it is already. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
