/** From a raw line to what it says: escapes and decorations gone, documents and escaped strings opened. */
import { JsonFields, type JsonText } from './jsonFields.ts';
import type { RawLine } from './lineHunt.ts';
import { peelLine } from './peelLine.ts';
import { plainLines } from './plainText.ts';
import type { TextLine } from './textLine.ts';
import { jsonString, unescapedLines } from './unescaped.ts';

/** The fields of a logger that quotes (golangci-lint, logrus, slog): their values are the messages. */
const FIELD = /\b\w{1,30}=("(?:[^"\\]|\\.)*")/g;
const BACKGROUND = /\bgopls\b|packages\.Load error|initial workspace load|\[(?:Error|Info|Trace|Warn(?:ing)?) +- \d/;

type Origin = Pick<TextLine, 'number' | 'width' | 'field' | 'isBackground'>;

export class LineReader {
  readonly #fields = new JsonFields();
  readonly #emit: (line: TextLine) => void;

  constructor(emit: (line: TextLine) => void) {
    this.#emit = emit;
  }

  read({ number, text, follows }: RawLine): void {
    let isApart = !follows;
    for (const line of plainLines(text)) {
      this.#line(line, number, isApart);
      isApart = false;
    }
  }

  #line(line: string, number: number, isApart: boolean): void {
    const base: Origin = { number, width: line.length, field: null, isBackground: BACKGROUND.test(line) };
    const peeled = peelLine(line);
    const texts = /^\s*["{}]/.test(peeled.text) ? this.#fields.read(peeled.text) : null;
    if (texts !== null) {
      for (const text of texts) this.#inner(text, base);
      return;
    }
    const logged = line.includes('="') ? loggedTexts(line) : [];
    if (logged.length > 0) {
      for (const text of logged) this.#inner({ text, field: null, goesOn: false }, base);
      return;
    }
    const [first = '', ...rest] = /[\\&]/.test(peeled.text) ? unescapedLines(peeled.text) : [peeled.text];
    this.#tell({ ...base, text: first, prefix: peeled.prefix, isApart });
    for (const text of rest) this.#tell({ ...base, text, prefix: '', isApart: false });
  }

  /** A text that stood in a string: its lines are its own. The error field of go's JSON is one message, whatever lines it has. */
  #inner({ text, field, goesOn }: JsonText, base: Origin): void {
    if (field !== null) {
      const whole = text.split('\n').flatMap(plainLines).join('\n');
      this.#tell({ ...base, field, text: whole, prefix: '', isApart: true });
      return;
    }
    const lines = (goesOn ? text.replace(/\n$/, '') : text).split('\n').flatMap(plainLines);
    for (const [at, line] of lines.entries()) {
      this.#tell({ ...base, ...peelLine(line), width: line.length, isApart: at === 0 && !goesOn });
    }
  }

  /** Word processors bend quotation marks; only now are those that a string needs no longer looked for. */
  #tell(line: TextLine): void {
    this.#emit(/[“”„«»]/.test(line.text) ? { ...line, text: line.text.replace(/[“”„«»]/g, '"') } : line);
  }
}

function loggedTexts(line: string): string[] {
  if (!/\b(?:level|time|ts|msg|error|err|stderr|output)=/.test(line)) return [];
  return Array.from(line.matchAll(FIELD), ([, literal = '']) => jsonString(literal) ?? '').filter(
    (text) => text !== '',
  );
}
