/** One request on one connection whose body is handed on piece by piece, at the speed of whoever reads it. */
import { Readable } from 'node:stream';
import type { Client, Dispatcher } from 'undici';
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { type Headers, readHeaders } from '../http/headers.ts';
import type { Tap } from '../http/tap.ts';
import { wireFault } from '../http/wireFault.ts';
import { BodyFault } from './arrival.ts';

export interface Pass {
  readonly method: 'GET' | 'HEAD';
  /** A path with its query, or an absolute URL for a forward proxy. */
  readonly path: string;
  /** Names and values in turns. */
  readonly headers: readonly string[];
  /** Until the head is there; its signal ends the body too. */
  readonly allowance: Allowance;
  /** ms of silence inside a body, while somebody wants more of it, that count as a stall. */
  readonly stall: number;
}

export interface Passed {
  readonly head: { readonly status: number; readonly headers: Headers; readonly body: Readable } | null;
  /** Null where a head came. */
  readonly fault: NetFault | null;
  /** Whether any byte of an answer came: without one, a request on a reused connection may be sent again. */
  readonly answered: boolean;
}

/** Bytes that may lie ready for a slow reader. */
const BUFFER = 128 * 1024;
/** Fewer bytes than that are no sign of life: a trickle would keep a client for ever. */
const LEAST = 256;

/** Rejects only with the signal's reason. Faults and details as in send.ts. */
export async function passOn(client: Client, tap: Tap | null, pass: Pass): Promise<Passed> {
  const run = new Run(tap, pass);
  const outcome = await within<NetFault | null>(pass.allowance, (settle) => {
    run.settle = settle;
    client.dispatch({ method: pass.method, path: pass.path, headers: [...pass.headers] }, run);
    return (abandoned) => {
      // Not even begun: it stands in undici's queue, and only the end of the connection takes it out. Under HTTP/2, where the connection
      // is not its alone, it is stopped when its turn comes.
      if (abandoned && !run.stop() && tap !== null) void client.destroy();
    };
  });
  return run.outcome(outcome === timeUp ? fault('no-headers', 'first-byte', 'no-headers') : outcome);
}

class Run implements Dispatcher.DispatchHandler {
  settle: (outcome: NetFault | null) => void = () => undefined;
  readonly #tap: Tap | null;
  readonly #pass: Pass;
  readonly #body: Readable;
  #controller: Dispatcher.DispatchController | null = null;
  #head: { status: number; headers: Headers } | null = null;
  #ended = false;
  #stall: NodeJS.Timeout | null = null;
  /** Bytes of the body so far, and those until its last sign of life. */
  #came = 0;
  #counted = 0;

  constructor(tap: Tap | null, pass: Pass) {
    this.#tap = tap;
    this.#pass = pass;
    const abort = () => this.#body.destroy(pass.allowance.signal.reason);
    this.#body = new Readable({
      highWaterMark: BUFFER,
      read: () => this.#goOn(),
      destroy: (error, done) => {
        pass.allowance.signal.removeEventListener('abort', abort);
        this.#pause();
        if (!this.#ended) this.#controller?.abort(error ?? new Error('no longer wanted'));
        done(error);
      },
    });
    pass.allowance.signal.addEventListener('abort', abort, { once: true });
    // Whoever never came to read it is told by the outcome.
    this.#body.on('error', () => undefined);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#tap?.reset();
    if (this.#body.destroyed) controller.abort(new Error('no longer wanted'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.#head = { status, headers: readHeaders((controller.rawHeaders ?? []) as readonly (Buffer | string)[]) };
    this.#watch();
    this.settle(null);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#came += chunk.length;
    if (this.#came - this.#counted >= LEAST) {
      this.#counted = this.#came;
      this.#stall?.refresh();
    }
    if (this.#body.push(chunk)) return;
    // The reader is slow, not the server.
    this.#pause();
    controller.pause();
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.#pause();
    this.#body.push(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#ended = true;
    this.#pause();
    const reason = wireFault(error, this.#head === null ? 'first-byte' : 'body', this.#tap);
    if (this.#head === null) this.settle(reason);
    this.#body.destroy(new BodyFault(reason));
  }

  /** Ends the request wherever it stands. Returns false where it has not begun. */
  stop(): boolean {
    this.#body.destroy();
    return this.#controller !== null;
  }

  outcome(reason: NetFault | null): Passed {
    const head = this.#head;
    const answered = head !== null || (this.#tap?.count ?? 0) > 0;
    return reason !== null || head === null
      ? { head: null, fault: reason, answered }
      : { head: { ...head, body: this.#body }, fault: null, answered };
  }

  #goOn(): void {
    if (this.#controller?.paused !== true) return;
    this.#controller.resume();
    this.#watch();
  }

  #watch(): void {
    this.#pause();
    if (this.#ended) return;
    this.#counted = this.#came;
    const timer = setTimeout(() => this.#checkStall(timer), this.#pass.stall);
    this.#stall = timer;
  }

  /** Bytes that came while the event loop was busy, or the machine slept, are read first: hence the second step. */
  #checkStall(timer: NodeJS.Timeout): void {
    const before = this.#came;
    setImmediate(() => {
      if (this.#stall !== timer) return;
      if (this.#came !== before) timer.refresh();
      else this.#body.destroy(new BodyFault(fault('body-stalled', 'body', 'body-stalled')));
    });
  }

  #pause(): void {
    if (this.#stall !== null) clearTimeout(this.#stall);
    this.#stall = null;
  }
}
