/** Collects a body: decodes gzip, keeps what was asked for, and stops a bomb. */
import { createGunzip, type Gunzip } from 'node:zlib';
import type { BodySink } from '../exchange.ts';

export interface BodyEvents {
  /** As many decoded bytes as are wanted are there. */
  full(): void;
  /** The bytes are no gzip. */
  corrupt(error: Error): void;
}

/** What a body that is meant for a sink may keep in memory, where the answer turns out to be another one. */
export const REFUSAL_BODY = 64 * 1024;

export class Body {
  readonly #limit: number;
  readonly #events: BodyEvents;
  readonly #chunks: Uint8Array[] = [];
  readonly #keep: BodySink;
  readonly #gunzip: Gunzip | null;
  #size = 0;
  #fed = 0;
  #full = false;

  /** `limit` is the number of decoded bytes to keep, in memory or in `sink`; one more means that the body is longer than wanted. */
  constructor(limit: number, gzip: boolean, events: BodyEvents, sink: BodySink | null = null) {
    this.#limit = Math.max(0, limit);
    this.#keep = sink ?? ((piece) => this.#chunks.push(Buffer.from(piece)));
    this.#events = events;
    this.#gunzip = gzip ? createGunzip() : null;
    this.#gunzip?.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#gunzip?.on('error', (error) => this.#events.corrupt(error));
  }

  /** Takes bytes as they came over the wire. What is kept is copied: a chunk is a window into a read buffer of 64 KB. */
  feed(chunk: Uint8Array): void {
    if (this.#full) return;
    this.#fed += chunk.length;
    if (this.#gunzip === null) this.#take(chunk);
    else this.#gunzip.write(Buffer.from(chunk));
  }

  /** The wire has nothing more: calls back when the last byte is decoded; never, when that fails or is already full. */
  end(done: () => void): void {
    if (this.#full) return;
    // A gzip body of no bytes at all is an empty body (net/http does not decode it either).
    if (this.#gunzip === null || this.#fed === 0) done();
    else this.#gunzip.once('end', done).end();
  }

  /** Returns what was kept, and stops decoding. */
  close(): Uint8Array {
    this.#gunzip?.destroy();
    return this.#chunks.length === 1 ? (this.#chunks[0] ?? new Uint8Array()) : Buffer.concat(this.#chunks);
  }

  #take(chunk: Uint8Array): void {
    if (this.#full) return;
    const room = this.#limit - this.#size;
    const kept = chunk.subarray(0, room);
    if (kept.length > 0) this.#keep(kept);
    this.#size += kept.length;
    if (chunk.length > room) {
      this.#full = true;
      this.#events.full();
    }
  }
}
