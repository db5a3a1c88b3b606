/** Reads what `go … -x` prints, as it comes, and tells the requests in it. Total and linear. */
import { StringDecoder } from 'node:string_decoder';
import type { TracedRequest } from './tracedRequest.ts';
import { parseTraceLine, type TraceLine } from './traceLine.ts';
import { readVcsCommand } from './vcsCommand.ts';

/** No line of go's is longer; of a longer one the beginning counts. */
const LONGEST_LINE = 8_192;
/** One module is some ten requests, its tiles and repository included. */
const MOST_REQUESTS = 2_000;

type Growing = { -readonly [Key in keyof TracedRequest]: TracedRequest[Key] };

export class TraceReader {
  readonly #decoder = new StringDecoder('utf8');
  readonly #requests: Growing[] = [];
  /** Begun and not ended, by URL or command line; of two alike the older ends first. */
  readonly #open = new Map<string, Growing[]>();
  /** Commands that stay on this machine: of no interest once they end. */
  readonly #local = new Set<Growing>();
  readonly #repositories = new Map<string, string>();
  readonly #other: string[] = [];
  #otherRoom = 64 << 10;
  #line = '';

  /** Takes the next of stderr, cut anywhere; `at` is its time in ms from the start of go. */
  write(piece: Uint8Array | string, at: number): void {
    const text = typeof piece === 'string' ? piece : this.#decoder.write(Buffer.from(piece));
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#grow(text, start, end);
      this.#take(at);
      start = end + 1;
    }
    this.#grow(text, start, text.length);
  }

  /** No more comes: a last line without its end counts too. */
  end(at: number): void {
    if (this.#line !== '') this.#take(at);
  }

  /** In the order of their begin. */
  get requests(): readonly TracedRequest[] {
    return this.#requests.filter((one) => !this.#local.has(one) || one.end === null);
  }

  /** The lines that tell of no request: go's own words, where it fails before it has any JSON to print. */
  get otherText(): string {
    return this.#other.join('\n');
  }

  #grow(text: string, start: number, end: number): void {
    const room = LONGEST_LINE - this.#line.length;
    if (room > 0) this.#line += text.slice(start, Math.min(end, start + room));
  }

  #take(at: number): void {
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    const parsed = parseTraceLine(line);
    if (parsed !== null) this.#add(parsed, at);
    else if (!/^(?:# |mkdir -p |cd )/.test(line) && this.#otherRoom > line.length) {
      this.#other.push(line);
      this.#otherRoom -= line.length + 1;
    }
  }

  #add(line: TraceLine, at: number): void {
    switch (line.kind) {
      case 'get':
        this.#begin(line.url, line.url, null, at);
        return;
      case 'got': {
        // What go refuses to send has no begin.
        const request = this.#ended(line.url) ?? this.#begin(line.url, line.url, null, at, true);
        if (request !== null) settle(request, line.rest, at);
        return;
      }
      case 'repository':
        if (this.#repositories.size < MOST_REQUESTS) this.#repositories.set(line.folder, line.url);
        return;
      case 'run': {
        const { name, isRemote } = readVcsCommand(line.command);
        const request = this.#begin(line.text, this.#repositories.get(line.folder) ?? '', name, at);
        if (!isRemote && request !== null) this.#local.add(request);
        return;
      }
      case 'ran': {
        const request = this.#ended(line.text);
        if (request !== null) Object.assign(request, { end: at, ms: line.ms });
      }
    }
  }

  #begin(key: string, url: string, command: string | null, begin: number, isOver = false): Growing | null {
    if (this.#requests.length >= MOST_REQUESTS) return null;
    const request: Growing = { url, command, begin, end: null, ms: null, status: null, error: null };
    this.#requests.push(request);
    if (!isOver) this.#open.set(key, [...(this.#open.get(key) ?? []), request]);
    return request;
  }

  #ended(key: string): Growing | null {
    const [request = null, ...rest] = this.#open.get(key) ?? [];
    if (rest.length > 0) this.#open.set(key, rest);
    else this.#open.delete(key);
    return request;
  }
}

/** `200 OK (0.123s)`; all else is why there is no status. The phrase behind the number is the server's, of any characters. */
const ANSWER = /^(\d{3})(?: .*)? \((\d{1,9}\.\d{3})s\)$/;

function settle(request: Growing, rest: string, at: number): void {
  const answer = ANSWER.exec(rest);
  request.end = at;
  request.ms = answer === null ? at - request.begin : Number(answer[2]) * 1000;
  if (answer === null) request.error = rest;
  else request.status = Number(answer[1]);
}
