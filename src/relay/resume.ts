/** An archive that breaks off is gone on with from the same entry, where that can prove that the file is still the same. */
import { Readable } from 'node:stream';
import type { NetFault } from '../net/exchange.ts';
import { type Arrival, BodyFault } from '../net/upstream/arrival.ts';

/** Asks for the bytes from `offset` on, if the file is still the one of `validator`. */
export type Reopen = (offset: number, validator: string) => Promise<Arrival | NetFault>;

/** Breaks in a row, without a byte between them, that are taken; and those of a whole archive. */
const MOST = 3;
const MOST_IN_ALL = 30;

/** A stream of the whole: what was read already, and the rest, however often it breaks. Destroying it ends the rest. */
export class ResumingArchive extends Readable {
  readonly #reopen: Reopen;
  readonly #validator: string | null;
  readonly #total: number;
  #start: readonly Buffer[];
  #rest: Readable;
  #offset = 0;
  #breaks = 0;
  #breaksInAll = 0;
  readonly #lost = (error: Error) => this.destroy(error);

  /** `start` are the pieces that were read of the arrival's body. */
  constructor(arrival: Arrival, start: readonly Buffer[], reopen: Reopen) {
    super();
    this.#reopen = reopen;
    this.#validator = validatorOf(arrival);
    this.#total = Number(arrival.headers.get('content-length') ?? Number.NaN);
    this.#start = start;
    this.#rest = arrival.body;
    // It may be held for a while before anybody reads.
    this.#rest.once('error', this.#lost);
  }

  override _read(): void {
    if (this.#start.length === 0) {
      this.#rest.resume();
      return;
    }
    const start = this.#start;
    this.#start = [];
    this.#rest.off('error', this.#lost);
    for (const piece of start) this.#give(piece);
    this.#follow(this.#rest);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#rest.destroy();
    done(error);
  }

  #follow(rest: Readable): void {
    this.#rest = rest;
    rest.on('data', (piece: Buffer) => {
      this.#breaks = 0;
      if (!this.#give(piece)) rest.pause();
    });
    rest.once('end', () => this.push(null));
    rest.once('error', (error) => void this.#goOn(error));
  }

  #give(piece: Buffer): boolean {
    this.#offset += piece.length;
    return this.push(piece);
  }

  async #goOn(error: Error): Promise<void> {
    this.#breaks += 1;
    this.#breaksInAll += 1;
    const isBearable = this.#breaks <= MOST && this.#breaksInAll <= MOST_IN_ALL;
    if (!isBearable || !(error instanceof BodyFault) || this.destroyed || this.#validator === null) {
      this.destroy(error);
      return;
    }
    const again = await this.#reopen(this.#offset, this.#validator).catch(() => null);
    if (again === null || !('body' in again)) {
      this.destroy(error);
    } else if (this.destroyed || !this.#isRest(again)) {
      again.body.destroy();
      this.destroy(error);
    } else {
      this.#follow(again.body);
    }
  }

  #isRest({ status, headers }: Arrival): boolean {
    const range = `bytes ${this.#offset}-${this.#total - 1}/${this.#total}`;
    return status === 206 && headers.get('content-range') === range;
  }
}

/** A strong ETag, else Last-Modified; null where there is neither, or no length to hold the rest against (RFC 9110 13.1.5). */
function validatorOf({ headers }: Arrival): string | null {
  if (headers.get('content-length') === undefined || headers.has('content-encoding')) return null;
  const etag = headers.get('etag') ?? '';
  return etag.startsWith('"') ? etag : (headers.get('last-modified') ?? null);
}
