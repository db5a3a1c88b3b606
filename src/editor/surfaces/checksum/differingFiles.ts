/** Files that differ between two sources, and a go.sum before and after, as read-only documents to be opened side by side. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Difference } from '../../../integrity/triage/difference.ts';
import type { SumsEdit } from '../../../remedies/change/change.ts';
import { checksumEditorText } from '../../../text/words/editor/checksumEditorText.ts';

const SCHEME = 'go-proxy-diff';

/** The texts live here, in no file: what a mirror sent is written nowhere under a name that it chose. */
export class DifferingFiles implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  #next = 1;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.query) ?? '',
    });
  }

  /** `names`: what the two sources are called. Does nothing for a file whose texts are not at hand. */
  async openFile({ files }: Difference, index: number, names: readonly [string, string]): Promise<void> {
    const file = files[index];
    if (file === undefined || file.texts === null) return;
    await this.#open(file.name, file.texts, checksumEditorText.diffTitle(file.name, ...names));
  }

  async openSums(edit: SumsEdit): Promise<void> {
    const texts = { before: edit.before.toString('utf8'), after: edit.after.toString('utf8') };
    await this.#open(path.basename(edit.path), texts, checksumEditorText.sumsTitle(path.basename(edit.path)));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }

  async #open(
    name: string,
    { before, after }: { readonly before: string; readonly after: string },
    title: string,
  ): Promise<void> {
    // The name tells VS Code the language; nothing is looked up by it.
    const [left, right] = [before, after].map((text) => {
      const query = String(this.#next++);
      this.#texts.set(query, text);
      return vscode.Uri.from({ scheme: SCHEME, path: `/${name.replace(/[^\w./-]/g, '_')}`, query });
    });
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }
}
