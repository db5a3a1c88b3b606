/** Waits for something that an event of VS Code's announces. */
import type * as vscode from 'vscode';

/** Resolves when `holds` does, asked again with every event; to false after `limit` ms. */
export function until(holds: () => boolean, event: vscode.Event<unknown>, limit: number): Promise<boolean> {
  if (holds()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (result: boolean) => {
      clearTimeout(timer);
      listener.dispose();
      resolve(result);
    };
    const listener = event(() => {
      if (holds()) finish(true);
    });
    const timer = setTimeout(() => finish(holds()), limit);
  });
}
