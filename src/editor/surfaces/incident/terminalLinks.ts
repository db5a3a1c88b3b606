/** Links on the error lines that go prints in a terminal: they open the remedies. */
import * as vscode from 'vscode';
import type { TextFailure } from '../../../failures/textFailure.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';

export interface FailureLink extends vscode.TerminalLink {
  readonly failure: TextFailure;
  readonly terminal: vscode.Terminal;
}

/** Any longer line is no message of go's. */
const LONGEST = 4000;

/** What VS Code makes links of by itself; a link of ours over one of them would not be shown. */
const TAKEN = /https?:\/\/[^\s"'<>]+|[\w./\\-]+\.(?:go|mod|sum):\d+(?::\d+)?/g;

export function registerTerminalLinks(open: (link: FailureLink) => Thenable<void>): vscode.Disposable {
  return vscode.window.registerTerminalLinkProvider({
    async provideTerminalLinks({ line, terminal }): Promise<FailureLink[]> {
      // Every message of go's that names a cause has a colon in it.
      if (line.length > LONGEST || !line.includes(': ')) return [];
      const { readOutput } = await import('../../incident/explaining.ts');
      const [failure] = readOutput(line);
      if (failure === undefined) return [];
      return piecesBetween(line).map((piece) => ({ ...piece, tooltip: editorText.linkTooltip(), failure, terminal }));
    },
    handleTerminalLink: (link: FailureLink) => open(link),
  });
}

/** The parts of the line that hold words and are no links yet. */
function piecesBetween(line: string): { startIndex: number; length: number }[] {
  const pieces: { startIndex: number; length: number }[] = [];
  let from = 0;
  const add = (to: number) => {
    const text = line.slice(from, to);
    const startIndex = from + text.length - text.replace(/^[\s"':]+/, '').length;
    const length = text.replace(/[\s"':]+$/, '').length - (startIndex - from);
    if (length > 0 && /\p{L}{2}/u.test(text)) pieces.push({ startIndex, length });
  };
  for (const { index, 0: taken } of line.matchAll(TAKEN)) {
    add(index);
    from = index + taken.length;
  }
  add(line.length);
  return pieces;
}
