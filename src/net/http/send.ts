/** One GET on one connection, from the first byte written to the last byte wanted. */
import type { Client, Dispatcher } from 'undici';
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { BodySink, NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { isRedirect } from '../redirects.ts';
import type { Answer } from './answer.ts';
import { Body, REFUSAL_BODY } from './body.ts';
import { type Headers, readHeaders } from './headers.ts';
import type { Tap } from './tap.ts';
import { wireFault } from './wireFault.ts';

export interface Ask {
  /** What stands in the request line: a path with its query, or an absolute URL for a forward proxy. */
  readonly path: string;
  /** Names and values in turns. */
  readonly headers: readonly string[];
  /** Decoded bytes of the body to keep. */
  readonly maxBody: number;
  /** See GetOptions. */
  readonly sink: BodySink | null;
  /** Ms of silence inside a body that count as a stall. */
  readonly stall: number;
  readonly allowance: Allowance;
}

/** Fields of one head; Go itself has no such limit, but no mirror sends a hundredth of it. */
const FIELD_LIMIT = 10_000;

/** Informational answers (1xx) before the real one. */
const INFORMATIONAL_LIMIT = 100;

/** Wire bytes that an answer may cost beyond its body: head, and the chunks' framing. */
const OVERHEAD_LIMIT = 512 * 1024;

/** What Go reads of a redirect's own body before it goes on (net/http maxBodySlurpSize). */
const REDIRECT_BODY = 2048;

/**
 * Sends the request and reads the answer. Rejects only with the signal's reason; everything else is in the answer. Details
 * beside those of wireFault: no-headers `no-headers` · body-stalled `body-stalled` · out-of-time `deadline`, `slow-body` · too-large
 * `headers`, `informational`, `framing` · malformed `gzip`.
 */
export async function send(client: Client, tap: Tap | null, ask: Ask): Promise<Answer> {
  const run = new Run(tap, ask);
  const outcome = await within<NetFault | null>(ask.allowance, (settle) => {
    run.settle = settle;
    client.dispatch({ method: 'GET', path: ask.path, headers: [...ask.headers] }, run);
    return () => {
      // Not even begun: it stands in undici's queue, and only the end of the connection takes it out.
      if (!run.stop()) void client.destroy();
    };
  });
  return run.answer(outcome === timeUp ? run.lateness() : outcome);
}

/** Returns how many decoded bytes of an answer with that status are kept. */
function bodyLimit(status: number, { maxBody, sink }: Ask): number {
  if (isRedirect(status)) return Math.min(REDIRECT_BODY, maxBody);
  return sink === null || status === 200 ? maxBody : Math.min(REFUSAL_BODY, maxBody);
}

class Run implements Dispatcher.DispatchHandler {
  settle: (outcome: NetFault | null) => void = () => undefined;
  readonly #tap: Tap | null;
  readonly #ask: Ask;
  #controller: Dispatcher.DispatchController | null = null;
  #sent: number | null = null;
  #head: number | null = null;
  #lastByte = 0;
  #ended: number | null = null;
  #informational = 0;
  #status: number | null = null;
  #headers: Headers = new Map();
  #body: Body | null = null;
  #full = false;
  #stall: NodeJS.Timeout | null = null;

  constructor(tap: Tap | null, ask: Ask) {
    this.#tap = tap;
    this.#ask = ask;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#sent = performance.now();
    this.#tap?.reset();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) {
      if (++this.#informational > INFORMATIONAL_LIMIT) this.settle(fault('too-large', 'first-byte', 'informational'));
      return;
    }
    const raw = (controller.rawHeaders ?? []) as readonly (Buffer | string)[];
    if (raw.length > 2 * FIELD_LIMIT) {
      this.#status = status;
      this.settle(fault('too-large', 'first-byte', 'headers', `${raw.length / 2} fields`));
      return;
    }
    this.#head = performance.now();
    this.#lastByte = this.#head;
    this.#status = status;
    this.#headers = readHeaders(raw);
    const sink = status === 200 ? this.#ask.sink : null;
    const events = {
      full: () => {
        this.#full = true;
        this.settle(null);
      },
      corrupt: (error: Error) => this.settle(fault('malformed', 'body', 'gzip', error)),
    };
    const isGzip = this.#headers.get('content-encoding')?.toLowerCase() === 'gzip';
    this.#body = new Body(bodyLimit(status, this.#ask), isGzip, events, sink);
    this.#stall = setTimeout(() => this.#checkStall(), this.#ask.stall);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#lastByte = performance.now();
    this.#stall?.refresh();
    if ((this.#tap?.count ?? 0) > 2 * this.#ask.maxBody + OVERHEAD_LIMIT) {
      this.settle(fault('too-large', 'body', 'framing'));
    }
    this.#body?.feed(chunk);
  }

  onResponseEnd(): void {
    this.#ended = performance.now();
    if (this.#stall !== null) clearTimeout(this.#stall);
    this.#body?.end(() => this.settle(null));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    const reason = wireFault(error, this.#head === null ? 'first-byte' : 'body', this.#tap);
    // The head is too long to be read, but its first line was.
    if (reason.kind === 'too-large') this.#status ??= this.#tap?.status ?? null;
    this.settle(reason);
  }

  /** Ends the request wherever it stands. Returns false where it has not begun. */
  stop(): boolean {
    if (this.#stall !== null) clearTimeout(this.#stall);
    if (this.#controller !== null && this.#ended === null) this.#controller.abort(new Error('no longer wanted'));
    return this.#controller !== null || this.#answered;
  }

  /** Says what it means that the deadline has passed now. */
  lateness(): NetFault {
    const now = performance.now();
    const { fair } = this.#ask.allowance;
    if (this.#head !== null) {
      const stalled = now - this.#lastByte >= Math.min(fair, this.#ask.stall);
      return stalled ? fault('body-stalled', 'body', 'body-stalled') : fault('out-of-time', 'body', 'slow-body');
    }
    const since = Math.max(this.#sent ?? now, this.#tap?.last ?? 0);
    return now - since >= fair
      ? fault('no-headers', 'first-byte', 'no-headers')
      : fault('out-of-time', 'first-byte', 'deadline');
  }

  answer(outcome: NetFault | null): Answer {
    const head = this.#head;
    return {
      status: this.#status,
      headers: this.#headers,
      body: this.#body?.close() ?? new Uint8Array(),
      bodyComplete: outcome === null && !this.#full,
      fault: outcome,
      httpVersion: this.#tap === null ? (head === null ? null : '2') : this.#tap.version,
      firstByte: head === null || this.#sent === null ? null : head - this.#sent,
      bodyTime: head === null || this.#ended === null ? null : this.#ended - head,
      answered: this.#answered,
    };
  }

  get #answered(): boolean {
    return this.#head !== null || (this.#tap?.count ?? 0) > 0;
  }

  /** A byte that came while the event loop was busy is read first: hence the second step. */
  #checkStall(): void {
    const before = this.#lastByte;
    setImmediate(() => {
      if (this.#lastByte === before) this.settle(fault('body-stalled', 'body', 'body-stalled'));
    });
  }
}
