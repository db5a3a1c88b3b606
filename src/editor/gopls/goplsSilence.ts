/**
 * Whether gopls is waiting. It tells nobody: while it loads the packages it leaves questions unanswered. The list shows that go
 * would wait for ever; this is what can be seen of gopls itself.
 */
import * as vscode from 'vscode';

const GO_EXTENSION = 'golang.go';
/** ms: with its packages loaded gopls names the symbols of a file in a few of them. */
const PATIENCE = 3_000;

type Answer = 'symbols' | 'nothing' | 'none yet';

export class GoplsSilence {
  /**
   * A question that is still open is not asked again: gopls would only pile them up. What was answered VS Code remembers itself,
   * until the document changes or gopls is started anew.
   */
  #asked: { readonly uri: string; readonly answer: Promise<Answer> } | null = null;

  /** `hasSpoken`: there are diagnostics of gopls' in the window. */
  async isSilent(hasSpoken: boolean, signal: AbortSignal): Promise<boolean> {
    if (vscode.extensions.getExtension(GO_EXTENSION)?.isActive !== true) return false;
    switch (await this.#ask(signal)) {
      case 'symbols':
        return false;
      case 'none yet':
        return true;
      case 'nothing':
        return !hasSpoken;
    }
  }

  async #ask(signal: AbortSignal): Promise<Answer> {
    const document = vscode.workspace.textDocuments.find(
      ({ languageId, uri }) => languageId === 'go' && uri.scheme === 'file',
    );
    if (document === undefined) return 'nothing';
    const uri = document.uri.toString();
    if (this.#asked?.uri !== uri) {
      const asked = { uri, answer: symbolsOf(document.uri) };
      this.#asked = asked;
      const over = () => {
        if (this.#asked === asked) this.#asked = null;
      };
      asked.answer.then(over, over);
    }
    return withPatience(this.#asked.answer, signal);
  }
}

async function symbolsOf(uri: vscode.Uri): Promise<Answer> {
  try {
    const found = await vscode.commands.executeCommand<readonly unknown[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    return found !== undefined && found.length > 0 ? 'symbols' : 'nothing';
  } catch {
    return 'nothing';
  }
}

function withPatience(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (outcome: Answer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(outcome);
    };
    const giveUp = () => end('none yet');
    const timer = setTimeout(giveUp, PATIENCE);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    void answer.then(end);
  });
}
