/** The lines that go.mod and go.work are made of, read leniently: what does not parse is passed over, the rest is kept. */

/** One directive: alone on its line (`go 1.24`), or one line of a block (`require ( … )`), which repeats the block's verb. */
export interface ModLine {
  readonly verb: string;
  /** Its words, quotes removed. */
  readonly words: readonly string[];
  /** What follows `//` on the line; empty without a comment. */
  readonly comment: string;
  /** From 1. */
  readonly line: number;
}

/** `replace old v1 => new v2` is the longest line that is looked at; longer ones have no meaning. */
const MAX_WORDS = 6;
/** What git leaves in a file with a conflict; the lines of both sides are read. */
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})/;

/**
 * Yields the directives of `text` in their order (grammar: golang.org/x/mod/modfile/read.go, go.dev/ref/mod#go-mod-file).
 * A BOM, carriage returns and conflict markers are passed over. Total and linear.
 */
export function* readModLines(text: string): Generator<ModLine> {
  let block: string | null = null;
  let line = 0;
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const read = CONFLICT.test(text.slice(start, start + 7)) ? null : readWords(text, start, end);
    line++;
    start = end + 1;
    const [first, second] = read?.words ?? [];
    if (read === null || first === undefined) continue;
    if (first === ')') {
      block = null;
    } else if (second === '(') {
      block = first;
    } else if (block !== null) {
      yield { verb: block, words: read.words, comment: read.comment, line };
    } else {
      yield { verb: first, words: read.words.slice(1), comment: read.comment, line };
    }
  }
}

/** The words of one line; null where a string does not end. */
function readWords(text: string, start: number, end: number): { words: string[]; comment: string } | null {
  const words: string[] = [];
  let at = start;
  while (at < end) {
    const char = text.charAt(at);
    if (isBlank(char)) {
      at++;
    } else if (text.startsWith('//', at)) {
      return { words, comment: text.slice(at + 2, end) };
    } else if (words.length >= MAX_WORDS) {
      // Only the comment still counts.
      const comment = text.slice(at, end).indexOf('//');
      return { words, comment: comment < 0 ? '' : text.slice(at + comment + 2, end) };
    } else if (char === '"' || char === '`') {
      const quoted = readQuoted(text, at, end);
      if (quoted === null) return null;
      words.push(quoted.word);
      at = quoted.end;
    } else {
      const from = at++;
      if (!isPunctuation(char)) {
        while (at < end && !isWordEnd(text, at)) at++;
      }
      words.push(text.slice(from, at));
    }
  }
  return { words, comment: '' };
}

/** A Go string: raw between backquotes, else with `\\` and `\"`; null for one without end or with another escape. */
function readQuoted(text: string, start: number, end: number): { word: string; end: number } | null {
  const quote = text.charAt(start);
  let word = '';
  for (let at = start + 1; at < end; at++) {
    let char = text.charAt(at);
    if (char === quote) return { word, end: at + 1 };
    if (char === '\\' && quote === '"') {
      char = text.charAt(++at);
      if (char !== '\\' && char !== '"') return null;
    }
    word += char;
  }
  return null;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r';
}

function isPunctuation(char: string): boolean {
  return '()[]{},'.includes(char);
}

function isWordEnd(text: string, at: number): boolean {
  const char = text.charAt(at);
  return isBlank(char) || isPunctuation(char) || text.startsWith('//', at);
}
