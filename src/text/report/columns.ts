/** Text laid out in the columns of a terminal, where a Chinese character takes two. */
import { eastAsianWidth } from 'get-east-asian-width';

/** Returns how many columns the text takes; control characters and colours must not be in it. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text)
    columns += COMBINING.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
  return columns;
}

/** Fills up with blanks behind the text. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Fills up with blanks before the text. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/**
 * Breaks lines that are longer than `width` columns: at blanks, and between Chinese characters, but never before a closing sign or after an
 * opening one. The first line is indented by `indent` columns, the others by `hang`. A long word stays whole.
 */
export function wrap(text: string, width: number, indent: number, hang: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let columns = indent;
  let isEmpty = true;
  for (const { blank, word } of wordsOf(text)) {
    const wanted = columnsOf(word) + (blank && !isEmpty ? 1 : 0);
    if (!isEmpty && columns + wanted > width) {
      lines.push(line);
      line = ' '.repeat(hang);
      columns = hang;
      isEmpty = true;
    }
    line += blank && !isEmpty ? ` ${word}` : word;
    columns += isEmpty ? columnsOf(word) : wanted;
    isEmpty = false;
  }
  return [...lines, line];
}

const COMBINING = /\p{Mark}/u;
const WIDE = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef';
/** Between them a line may end: not before a closing sign (a line never begins with “。”), not after an opening one. */
const BREAK = new RegExp(
  `(?<=[${WIDE}])(?<![（“‘《【])(?=[\\p{Script=Han}（“‘《【])|(?<=[，。；：？、）”’》】])(?![，。；：？、）”’》】 ])`,
  'u',
);

interface Word {
  /** Whether a blank stands before it. */
  readonly blank: boolean;
  readonly word: string;
}

function wordsOf(text: string): Word[] {
  // A number stays with its unit.
  return text
    .split(/ (?!m?s\b)/)
    .flatMap((part) => part.split(BREAK).map((word, at): Word => ({ blank: at === 0, word })));
}
