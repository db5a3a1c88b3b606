/**
 * Finds the lines that may matter in a stream of bytes, and their numbers. A log is megabytes of other things: one search over whole
 * blocks for the few words that every message of go's has, and only what lies around them is decoded. Linear, in constant memory.
 */

export interface RawLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** False where lines before it were passed over. */
  readonly follows: boolean;
}

const BLOCK = 262_144;
/** So much of the beginning is always read: most texts are no longer, and in a short one every word may be broken by a line's end. */
const OPENING = 65_536;
/** Bytes around a word found: stacks stand before it, tails after it. */
const BEFORE = 3_072;
const AFTER = 6_144;
/** What stays for the next block: the most that a word found there may want, and the beginning of one. */
const KEEP = BEFORE + 1_024;
/** Of a line longer than a block the head and the tail. */
const ENDS = 32_768;
const NEWLINE = 0x0a;

/** Few first letters make it fast: nearly all of go's messages hold a `go` of this kind, or a cause behind a colon. */
const WORDS =
  /go: |go (?:get|mod|help)|go-get=1|go\.sum|go >= |\/@v\/|\/@latest|\/sumdb\/|\/lookup\/|"Err(?:or)?": ?"|: (?:module lookup|import lookup|zip: |exec: "|exit status 128|unknown revision|no matching version|invalid version|invalid pseudo|unrecognized import|cannot find module|zip has been|dir has been|missing ziphash|verifying |GOVCS|GOPROXY list)/g;
/** Lines of progress come by the thousand and need none of their neighbours. */
const PROGRESS = /(?:downloading|finding|found|extracting|added|upgraded|downgraded|removed) /y;

type Interval = [start: number, end: number];

export class LineHunt {
  readonly #emit: (line: RawLine) => void;
  readonly #block = Buffer.allocUnsafe(BLOCK);
  #filled = 0;
  /** Of the block's first byte. */
  #line = 1;
  /** Bytes from the block's beginning that are wanted whatever they say. */
  #wanted = OPENING;
  #follows = true;

  constructor(emit: (line: RawLine) => void) {
    this.#emit = emit;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + BLOCK - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === BLOCK) this.#scan(false);
    }
  }

  end(): void {
    this.#scan(true);
  }

  #scan(isLast: boolean): void {
    const filled = this.#filled;
    const cut = isLast ? filled : this.#block.lastIndexOf(NEWLINE, filled - KEEP - 1) + 1;
    if (cut === 0 && !isLast) {
      this.#dropMiddle();
      return;
    }
    const intervals = this.#intervals(this.#block.toString('latin1', 0, filled));
    let at = 0;
    for (const [start, end] of intervals) {
      if (start >= cut) break;
      if (start > at) this.#pass(at, start);
      at = this.#lines(Math.max(at, start), Math.min(end, cut));
    }
    if (at < cut) this.#pass(at, cut);
    this.#wanted = Math.max(0, (intervals.at(-1)?.[1] ?? 0) - cut);
    this.#block.copyWithin(0, cut, filled);
    this.#filled = filled - cut;
  }

  /** What is wanted, in order and merged, on the bounds of lines. */
  #intervals(text: string): Interval[] {
    const intervals: Interval[] = this.#wanted > 0 ? [[0, Math.min(this.#wanted, text.length)]] : [];
    let wasAlone = false;
    WORDS.lastIndex = 0;
    for (let found = WORDS.exec(text); found !== null; found = WORDS.exec(text)) {
      PROGRESS.lastIndex = WORDS.lastIndex;
      const alone = PROGRESS.test(text);
      const from = alone ? found.index : Math.max(0, found.index - BEFORE);
      const to = alone ? found.index : found.index + AFTER;
      const start = from === 0 ? 0 : text.lastIndexOf('\n', from) + 1;
      const newline = to >= text.length ? -1 : text.indexOf('\n', to);
      // Beyond the block the number of bytes counts on, so that the next one begins with what is wanted still.
      const end = to >= text.length ? to : newline < 0 ? text.length : newline + 1;
      // Of lines of progress only the last before something else is asked for.
      if (alone && wasAlone) intervals.pop();
      const last = intervals.at(-1);
      const isNew = last === undefined || start > last[1];
      if (isNew) intervals.push([start, end]);
      else last[1] = Math.max(last[1], end);
      wasAlone = alone && isNew;
      // Its neighbours are wanted anyway: go on behind them, as they may be many; but not past what ends the block.
      if (!alone) WORDS.lastIndex = Math.max(WORDS.lastIndex, Math.min(end - AFTER / 2, text.length));
    }
    return intervals;
  }

  #lines(start: number, end: number): number {
    let at = start;
    while (at < end) {
      const newline = this.#block.indexOf(NEWLINE, at);
      const stop = newline < 0 || newline >= this.#filled ? this.#filled : newline;
      this.#emit({ number: this.#line, text: this.#textOf(at, stop), follows: this.#follows });
      this.#follows = true;
      at = stop + 1;
      if (stop < this.#filled) this.#line++;
    }
    return at;
  }

  #textOf(start: number, stop: number): string {
    if (stop - start <= 2 * ENDS) return decoded(this.#block.subarray(start, stop));
    const head = decoded(this.#block.subarray(start, start + ENDS));
    return `${head} ${decoded(this.#block.subarray(stop - ENDS, stop))}`;
  }

  #pass(start: number, end: number): void {
    for (let at = start; at < end; at++) if (this.#block[at] === NEWLINE) this.#line++;
    this.#follows = false;
  }

  #dropMiddle(): void {
    this.#block[ENDS] = 0x20;
    this.#block.copyWithin(ENDS + 1, this.#filled - ENDS, this.#filled);
    this.#filled = 2 * ENDS + 1;
  }
}

/** What is not UTF-8 was written by a console of Windows; Chinese ones are the most common. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}
