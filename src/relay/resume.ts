/** An archive that breaks off is gone on with from the same entry, where that can prove that the file is still the same. */
import { Readable } from 'node:stream';
import type { NetFault } from '../net/exchange.ts';
import { type Arrival, BodyFault } from '../net/upstream/arrival.ts';

/** Asks for the bytes from `offset` on, if the file is still the one of `validator`. */
export type Reopen = (offset: number, validator: string) => Promise<Arrival | NetFault>;

/** Breaks in a row, without a byte between them, that are taken. */
const MOST = 3;

/** Returns a stream of the whole: what was read already, and the rest, however often it breaks. Destroying it ends the rest. */
export function resuming(arrival: Arrival, start: Uint8Array, reopen: Reopen): Readable {
  let current = arrival.body;
  const validator = validatorOf(arrival);
  const total = Number(arrival.headers.get('content-length') ?? Number.NaN);
  async function* pieces() {
    let offset = start.length;
    let breaks = 0;
    yield start;
    for (;;) {
      try {
        for await (const piece of current) {
          offset += (piece as Buffer).length;
          breaks = 0;
          yield piece as Buffer;
        }
        return;
      } catch (error) {
        breaks += 1;
        if (!(error instanceof BodyFault) || validator === null || breaks > MOST) throw error;
        const again = await reopen(offset, validator);
        if (!('body' in again)) throw error;
        current = again.body;
        if (!goesOn(again, offset, total)) {
          current.destroy();
          throw error;
        }
      }
    }
  }
  const whole = Readable.from(pieces(), { objectMode: false, highWaterMark: 256 * 1024 });
  whole.once('close', () => current.destroy());
  return whole;
}

/** A strong ETag, else Last-Modified; null where there is neither, or no length to hold the rest against (RFC 9110 13.1.5). */
function validatorOf({ headers }: Arrival): string | null {
  if (headers.get('content-length') === undefined || headers.has('content-encoding')) return null;
  const etag = headers.get('etag') ?? '';
  return etag.startsWith('"') ? etag : (headers.get('last-modified') ?? null);
}

function goesOn({ status, headers }: Arrival, offset: number, total: number): boolean {
  return status === 206 && headers.get('content-range') === `bytes ${offset}-${total - 1}/${total}`;
}
