/** Progress with cancel for what a press of the user's started. */
import * as vscode from 'vscode';

/** In a notification where it may take longer than a second (`ms` > 0), else in the status bar; undefined when cancelled. */
export function withProgress<T>(
  title: string,
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Thenable<T | undefined> {
  const location = ms > 0 ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      return await run(controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  });
}
