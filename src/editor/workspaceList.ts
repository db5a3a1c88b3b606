/**
 * A `go.goproxy` that comes with the repository: obeyed in a trusted workspace, but never silently. One notice a value offers to
 * ignore it; what the user chose is kept for this folder and this value.
 */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { redact } from '../base/redact.ts';
import { editorText } from '../text/words/editor/editorText.ts';
import { COMMANDS } from './commands.ts';

type Choice = 'kept' | 'ignored';

export class WorkspaceList {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fired when a value is ignored, or no longer. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  isIgnored(folder: vscode.Uri, value: string): boolean {
    return this.#choice(folder, value) === 'ignored';
  }

  /** The user's own doing: there is nothing to tell. */
  async keep(folder: vscode.Uri, value: string): Promise<void> {
    await this.#choose(folder, value, 'kept');
  }

  /** Tells of `value` where it differs from the user's own list; once for each value. */
  async tell(folder: vscode.Uri, value: string, own: string): Promise<void> {
    if (value === own || this.#choice(folder, value) !== undefined) return;
    // Noted before it is answered: another event must not ask again.
    await this.#choose(folder, value, 'kept');
    const answer = await vscode.window.showInformationMessage(
      editorText.workspaceList(redact(value), redact(own)),
      editorText.keep(),
      editorText.ignoreHere(),
      editorText.showEnvironment(),
    );
    if (answer === editorText.ignoreHere()) await this.#choose(folder, value, 'ignored');
    if (answer === editorText.showEnvironment()) await vscode.commands.executeCommand(COMMANDS.environment);
  }

  #choice(folder: vscode.Uri, value: string): Choice | undefined {
    return this.#state.get<Choice>(key(folder, value));
  }

  async #choose(folder: vscode.Uri, value: string, choice: Choice): Promise<void> {
    const before = this.#choice(folder, value);
    await this.#state.update(key(folder, value), choice);
    if ((before === 'ignored') !== (choice === 'ignored')) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The value may hold a secret, and VS Code's storage is no place for one. */
function key(folder: vscode.Uri, value: string): string {
  return `goproxy ${createHash('sha256').update(`${folder.toString()}\n${value}`).digest('base64url')}`;
}
