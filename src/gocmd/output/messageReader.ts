/** Joins lines to messages: continuation lines, lines broken at a width, and what stands around them. */
import { mayBeRest, messageStart } from './messageStart.ts';
import type { NamedModule, OutputMessage } from './outputMessage.ts';
import type { TextLine } from './textLine.ts';

interface Part {
  readonly text: string;
  readonly width: number;
  /** `indented`: a line of the message by its own look. `below`: of the line that ends in a colon. `loose`: perhaps the rest of one that was cut. */
  readonly kind: 'first' | 'indented' | 'below' | 'loose';
  /** Of a loose line that could be the first of a message. */
  readonly line: TextLine | null;
}

interface Growing {
  readonly line: TextLine;
  readonly parts: Part[];
  /** Blanks before the first line. */
  readonly indent: number;
  /** What stood before the message on its line, digits made alike: later lines may begin with the same. */
  readonly shape: string;
  size: number;
}

const MOST_PARTS = 40;
const MOST_LOOSE = 8;
const MOST_CHARS = 16_384;
/** No terminal and no letter is narrower; the second where words are kept whole. */
const LEAST_WIDTH = 36;
const LEAST_LIMIT = 60;

const PROGRESS = /^go: (?:downloading|extracting|finding) (\S{1,500}) (v\S{1,200}|go1\S{0,60}|\S{1,200})?$/;
const FINDING = /^go: finding module for package (\S{1,500})$/;
const NO_MESSAGE =
  /^(?:go: )?(?:downloading|extracting|finding|found|added|upgraded|downgraded|removed) \S|^#? ?get https?:|^go: trying /;
/** What a test logs (`parse_test.go:12: …`) are its own words. */
const LOGGED = /^\S{1,200}_test\.go:\d{1,7}: /;
const COMMAND =
  /^(?:time |sudo |env )?(?:[A-Z_]{2,40}=\S{0,300} ){0,8}go (?:get|mod|build|install|test|run|list|vet|generate|work)(?: \S{0,300}[^\s:])*$/;

export class MessageReader {
  readonly #emit: (message: OutputMessage) => number;
  #growing: Growing | null = null;
  #command = 0;
  #progress: NamedModule | null = null;

  constructor(emit: (message: OutputMessage) => number) {
    this.#emit = emit;
  }

  read(line: TextLine): void {
    if (line.isApart || line.field !== null) this.end();
    const text = this.#withoutShape(line);
    if (line.field !== null) {
      this.#begin(line, text, 0);
      this.end();
      return;
    }
    if (text.trim() === '') {
      this.end();
      return;
    }
    const growing = this.#growing;
    if (growing !== null && indentOf(text) > growing.indent + 1 && !/^\s*go: /.test(text)) {
      this.#grow(text.trim(), line.width, 'indented');
      return;
    }
    if (this.#isAside(text.trim())) return;
    const start = messageStart(text);
    if (
      start >= 0 &&
      growing !== null &&
      mayBeRest(text) &&
      mayBeRest(text.slice(start)) &&
      this.#isCut(growing, text)
    ) {
      this.#grow(restOf(growing, line, text), line.width, 'loose', line);
    } else if (start >= 0) this.#begin(line, text, start);
    else if (growing !== null) this.#loose(growing, restOf(growing, line, text), line.width);
  }

  /** The message that was growing is complete. */
  end(): void {
    const growing = this.#growing;
    this.#growing = null;
    if (growing === null) return;
    const { parts } = growing;
    const believed = this.#tell(growing.line, parts);
    // What also looked like a message of its own is one where nobody else wanted it.
    const own = parts.findIndex(({ line }) => line !== null);
    const line = parts[own]?.line;
    if (believed > 0 || line === null || line === undefined) return;
    for (const { text, width, kind, line: again } of parts.slice(own)) {
      if (again === line) this.#begin(line, text, Math.max(0, messageStart(text)));
      else if (again !== null) this.#startOrGrow(again, text);
      else if (this.#growing !== null) this.#grow(text, width, kind);
    }
    this.end();
  }

  #startOrGrow(line: TextLine, text: string): void {
    const growing = this.#growing;
    if (growing !== null && this.#isCut(growing, text)) this.#grow(text, line.width, 'loose', line);
    else this.#begin(line, text, Math.max(0, messageStart(text)));
  }

  #tell({ number, field, isBackground }: TextLine, parts: readonly Part[]): number {
    const context = { command: this.#command, progress: this.#progress, field, isBackground };
    return this.#emit({ line: number, readings: readingsOf(parts), ...context });
  }

  /** Progress, traces and command lines are no messages; they end the one before. */
  #isAside(text: string): boolean {
    if (NO_MESSAGE.test(text)) {
      this.end();
      const [, module, version] = PROGRESS.exec(text) ?? FINDING.exec(text) ?? [];
      if (module !== undefined) this.#progress = { module, version: version ?? null };
      return true;
    }
    if (LOGGED.test(text)) {
      this.end();
      return true;
    }
    if (!/(?:^|[\s=])go [a-z]/.test(text) || !COMMAND.test(text)) return false;
    this.end();
    this.#command++;
    this.#progress = null;
    return true;
  }

  #begin(line: TextLine, text: string, start: number): void {
    this.end();
    const before = line.prefix + text.slice(0, start);
    const first = untilClosed(text.slice(start), before);
    this.#growing = {
      line,
      parts: [{ text: first, width: line.width, kind: 'first', line: null }],
      // Words before the message are no indentation.
      indent: text.slice(0, start).trim() === '' ? start : 0,
      shape: line.prefix === '' && before.trim() !== '' ? shapeOf(before) : '',
      size: first.length,
    };
  }

  #grow(text: string, width: number, kind: Part['kind'], line: TextLine | null = null): void {
    const growing = this.#growing;
    if (growing === null) return;
    growing.parts.push({ text, width, kind, line });
    growing.size += text.length;
    if (growing.parts.length >= MOST_PARTS || growing.size > MOST_CHARS) this.end();
  }

  #loose(growing: Growing, text: string, width: number): void {
    const isBelow = /:$/.test(growing.parts.at(-1)?.text ?? '') && !growing.parts.some(({ kind }) => kind === 'loose');
    const isCut = this.#isCut(growing, text);
    if (isBelow) this.#grow(text.trim(), width, 'below');
    if (isCut) this.#grow(text, width, 'loose');
    else if (!isBelow) this.end();
  }

  /** Reports whether the last line of `growing` may have been cut before `next`. */
  #isCut({ parts }: Growing, next: string): boolean {
    const loose = parts.filter(({ kind }) => kind === 'loose').length;
    return loose < MOST_LOOSE && mayBeCut(parts.at(-1)?.width ?? 0, next);
  }

  /** An unknown program's words before the first line stand before those that follow, too. */
  #withoutShape({ text, prefix }: TextLine): string {
    const shape = this.#growing?.shape ?? '';
    if (shape === '') return text;
    const line = prefix + text;
    return line.length >= shape.length && shapeOf(line.slice(0, shape.length)) === shape
      ? line.slice(shape.length)
      : text;
  }
}

/** Where the first line has no decoration, what looks like one on the next is the rest of the message: a quoted URL, a time. */
function restOf({ line, shape }: Growing, { prefix }: TextLine, text: string): string {
  return line.prefix === '' && shape === '' ? prefix + text : text;
}

/** A line may have been cut before `next` where it is long, or where the next word would have made it so. */
function mayBeCut(width: number, next: string): boolean {
  const word = next.trimStart().split(' ', 1)[0] ?? '';
  return width >= LEAST_WIDTH || width + 1 + word.length >= LEAST_LIMIT;
}

/** Inline code ends with its backtick, and what stands in brackets with theirs. */
function untilClosed(text: string, before: string): string {
  if (/`$/.test(before)) return text.split('`', 1)[0] ?? '';
  return /\($/.test(before) ? text.replace(/\)[.,;]?\s*$/, '') : text;
}

function shapeOf(text: string): string {
  return text.replace(/\d/g, '0');
}

/** A TAB counts as more than any blanks that a message may be indented by. */
function indentOf(text: string): number {
  const blanks = text.length - text.trimStart().length;
  return text.slice(0, blanks).includes('\t') ? blanks + 8 : blanks;
}

function readingsOf(parts: readonly Part[]): string[] {
  const cut = parts.findIndex(({ kind }) => kind === 'loose');
  const plain = cut < 0 ? parts : parts.slice(0, cut);
  const readings = [plain.map(({ text }) => text).join('\n')];
  const last = parts.findLastIndex(({ kind }) => kind === 'loose');
  if (last < 0) return readings;
  const glues = gluesOf(parts);
  for (let at = parts.findIndex(({ kind }) => kind === 'loose'); at <= last; at++) {
    if (parts[at]?.kind !== 'loose') continue;
    // What stands indented below belongs to it, too.
    let end = at + 1;
    while (parts[end]?.kind === 'indented') end++;
    const some = parts.slice(0, end).filter(({ kind }) => kind !== 'below');
    readings.push(...glues.map((glue) => joined(some, glue)));
  }
  return [...new Set(readings)];
}

type Glue = (width: number) => string;
/** Where terminals and formatters break. */
const USUAL_WIDTHS: ReadonlySet<number> = new Set([
  76, 79, 80, 96, 100, 118, 119, 120, 128, 132, 140, 150, 158, 160, 180, 200, 240,
]);

/** A terminal breaks all lines at one width, in the midst of words; a letter between words, at many. The likelier first. */
function gluesOf(parts: readonly Part[]): readonly Glue[] {
  const broken = parts.filter((_, at) => parts[at + 1]?.kind === 'loose').map(({ width }) => width);
  const widest = Math.max(...parts.map(({ width }) => width));
  const isEven = new Set(broken).size === 1 && (broken.length > 1 || USUAL_WIDTHS.has(broken[0] ?? 0));
  const none: Glue = () => '';
  const blank: Glue = () => ' ';
  const either: Glue = (width) => (width >= widest ? '' : ' ');
  return isEven ? [none, either, blank] : [blank, either, none];
}

function joined(parts: readonly Part[], glue: Glue): string {
  let text = '';
  let width = 0;
  for (const part of parts) {
    if (part.kind === 'first') text = part.text;
    else if (part.kind === 'loose') text += glue(width) + (glue(width) === '' ? part.text : part.text.trim());
    else text += `\n${part.text}`;
    width = part.width;
  }
  return text;
}
