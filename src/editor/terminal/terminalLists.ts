/** What new terminals get in the place of a folder's own list, while something of ours stands between go and that. */
import * as vscode from 'vscode';

export class TerminalLists implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** By the folder. */
  readonly #values = new Map<string, string>();

  get(folder: vscode.Uri): string | null {
    return this.#values.get(folder.toString()) ?? null;
  }

  /** Null takes the value away. */
  set(folder: vscode.Uri, value: string | null): void {
    if (this.get(folder) === value) return;
    if (value === null) this.#values.delete(folder.toString());
    else this.#values.set(folder.toString(), value);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
