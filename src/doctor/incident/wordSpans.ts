/** Where the words of one line of go.mod stand. Pure, total and linear. */

export interface WordSpan {
  /** Without its quotes. */
  readonly word: string;
  /** With them; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** One word, by the grammar that readModLines reads: in quotes, in backquotes, a bracket, or up to a blank or a comment. */
const WORD = /"((?:[^"\\]|\\.)*)"|`([^`]*)`|[()[\]{},]|[^ \t\r()[\]{},](?:(?!\/\/)[^ \t\r()[\]{},])*/y;
const BLANKS = /[ \t\r]*/y;

/** A directive's verb and as many words as readModLines looks at. */
const MOST = 7;

/** Returns the words of `line`, up to its comment. */
export function wordSpans(line: string): WordSpan[] {
  const spans: WordSpan[] = [];
  for (let at = skipBlanks(line, 0); at < line.length && spans.length < MOST && !line.startsWith('//', at); ) {
    WORD.lastIndex = at;
    const found = WORD.exec(line);
    if (found === null) break;
    const [text, quoted, raw] = found;
    const end = at + text.length;
    spans.push({ word: quoted?.replace(/\\(.)/g, '$1') ?? raw ?? text, start: at, end });
    at = skipBlanks(line, end);
  }
  return spans;
}

function skipBlanks(line: string, at: number): number {
  BLANKS.lastIndex = at;
  return at + (BLANKS.exec(line)?.[0].length ?? 0);
}
