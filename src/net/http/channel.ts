/** One connection and the HTTP that is spoken on it. */
import Client from 'undici/lib/dispatcher/client.js';
import { errorCode } from '../fault.ts';
import { type Link, wireBytes } from '../link/link.ts';
import { type Pass, type Passed, passOn } from '../upstream/passOn.ts';
import type { Answer } from './answer.ts';
import { type Ask, send } from './send.ts';
import { Tap } from './tap.ts';

const HEADER_LIMIT = 256 * 1024;

/** Ms that a connection is kept when nobody uses it; sessions are shorter than that. */
const IDLE_LIMIT = 60_000;

/** Streams at a time under HTTP/2. */
const STREAMS = 100;

export class Channel {
  readonly #client: Client;
  readonly #link: Link;
  readonly #tap: Tap | null;
  #counted = 0;

  /** Takes over an open link; `origin` is the target's, with its scheme, and makes the Host field. */
  constructor(link: Link, origin: string) {
    this.#link = link;
    this.#tap = link.h2 ? null : new Tap(link.socket);
    let used = false;
    // undici takes its own errors for a reason to try again, at once and for ever: they must not come back to it.
    let gone = new Error('the connection is gone');
    link.socket.on('error', (error) => {
      if (!errorCode(error).startsWith('UND_ERR_')) gone = error;
    });
    this.#client = new Client(origin, {
      connect: (_options, callback) => {
        // One connection only: undici would quietly make another where ours has broken.
        const refused = used;
        used = true;
        // Not at once: undici is in the middle of its own bookkeeping here.
        queueMicrotask(() => (refused ? callback(gone, null) : callback(null, link.socket)));
      },
      allowH2: true,
      pipelining: link.h2 ? STREAMS : 1,
      maxHeaderSize: HEADER_LIMIT,
      // The clocks are ours: see send.ts.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_LIMIT,
      keepAliveTimeoutThreshold: 500,
      pingInterval: 0,
    });
  }

  get h2(): boolean {
    return this.#link.h2;
  }

  get addresses(): readonly string[] {
    return this.#link.addresses;
  }

  /** Whether another request can be sent; false as soon as either side has hung up. */
  get usable(): boolean {
    return !this.#link.socket.destroyed && !this.#client.destroyed;
  }

  /** Under HTTP/1 one at a time; under HTTP/2 as many as there are. Rejects only with the signal's reason. */
  send(ask: Ask): Promise<Answer> {
    return send(this.#client, this.#tap, ask);
  }

  /** The same, for a body that is handed on as it comes. */
  pass(pass: Pass): Promise<Passed> {
    return passOn(this.#client, this.#tap, pass);
  }

  /** Bytes that have come over the wire, of whatever request. */
  get received(): number {
    return this.#link.wire.bytesRead;
  }

  /** Returns the wire bytes since it was last asked; the first time that includes making the connection. */
  takeBytes(): number {
    const total = wireBytes(this.#link.wire);
    const taken = total - this.#counted;
    this.#counted = total;
    return taken;
  }

  /** Takes no more requests, and ends with the last one that is under way. */
  retire(): void {
    void this.#client.close().finally(() => this.close());
  }

  close(): void {
    void this.#client.destroy();
    this.#link.socket.destroy();
    this.#link.wire.destroy();
  }
}
