/** Reads the go command's output as it comes, and tells the failures in it. */
import { StringDecoder } from 'node:string_decoder';
import { type Classified, classifyText, mayTell } from '../../failures/text/classifyText.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { LineHunt } from '../../gocmd/output/lineHunt.ts';
import { LineReader } from '../../gocmd/output/lineReader.ts';
import { MessageReader } from '../../gocmd/output/messageReader.ts';
import type { OutputMessage } from '../../gocmd/output/outputMessage.ts';
import { FailureLedger } from './failureLedger.ts';

export class OutputReading {
  readonly #ledger = new FailureLedger();
  readonly #messages = new MessageReader((message) => this.#take(message));
  readonly #lines = new LineReader((line) => this.#messages.read(line));
  readonly #hunt = new LineHunt((line) => this.#lines.read(line));
  /** The first two bytes tell UTF-16, which PowerShell's `>` writes. */
  #head: Uint8Array | null = new Uint8Array(0);
  #utf16: StringDecoder | null = null;
  /** Half a character that ended a string. */
  #half = '';
  #ended = false;
  readonly #known = new Map<string, Best | null>();

  /** Takes the next of the output, cut anywhere. */
  write(chunk: Uint8Array | string): void {
    if (this.#ended) return;
    this.#bytes(typeof chunk === 'string' ? this.#encoded(chunk) : chunk);
  }

  /** No more comes: a message that was still growing is read too. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#head !== null) this.#hunt.write(this.#head);
    this.#hunt.end();
    this.#messages.end();
  }

  /** The deciding one first; those of a text without end only as far as they are kept. */
  get failures(): readonly TextFailure[] {
    return this.#ledger.failures;
  }

  #encoded(chunk: string): Uint8Array {
    const text = this.#half + chunk;
    const isHalf = /[\ud800-\udbff]$/.test(text);
    this.#half = isHalf ? text.slice(-1) : '';
    return Buffer.from(isHalf ? text.slice(0, -1) : text, 'utf8');
  }

  #bytes(bytes: Uint8Array): void {
    let next = bytes;
    if (this.#head !== null) {
      next = Buffer.concat([this.#head, bytes]);
      this.#head = next.length < 2 ? next : null;
      if (this.#head !== null) return;
      if (next[0] === 0xff && next[1] === 0xfe) this.#utf16 = new StringDecoder('utf16le');
    }
    this.#hunt.write(this.#utf16 === null ? next : Buffer.from(this.#utf16.write(Buffer.from(next)), 'utf8'));
  }

  /** Logs say the same thing again and again. */
  #read(message: OutputMessage): Best | null {
    const { readings, field, progress } = message;
    if (!readings.some(mayTell)) return null;
    const named = field === null ? progress : field.module;
    const key = [String(field === null), named?.module, named?.version, ...readings].join('\n\n');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const best = bestReading(message);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, best);
    return best;
  }

  /** Returns which reading of the message was believed, -1 for none. */
  #take(message: OutputMessage): number {
    const best = this.#read(message);
    if (best === null) return -1;
    const { failure } = best.classified;
    if (!message.isBackground || failure.code !== 'goproxy-off' || failure.detail !== 'off') {
      this.#ledger.add({ ...failure, line: message.line }, message.command);
    }
    return best.reading;
  }
}

const MOST_KNOWN = 256;

interface Best {
  readonly classified: Classified;
  readonly reading: number;
}

/** The plain reading counts unless one that takes the following lines for its rest tells more. */
function bestReading({ readings, field, progress }: OutputMessage): Best | null {
  const known = field === null ? progress : field.module;
  const context = { module: known?.module ?? null, version: known?.version ?? null, isGo: field !== null };
  let best: Best | null = null;
  for (const [reading, text] of readings.entries()) {
    const classified = classifyText(text, context);
    if (classified !== null && telling(classified) > (best === null ? 0 : telling(best.classified)))
      best = { classified, reading };
  }
  return best;
}

/** The party is not asked for: who names none may be right. */
function telling({ failure: { module, url }, isGuess }: Classified): number {
  return (isGuess ? 1 : 5) + Number(module !== null) + Number(url !== null);
}
