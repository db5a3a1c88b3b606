/** Reads a body that is wanted whole: decoded, up to a limit. */
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { Body } from '../http/body.ts';
import { type Arrival, bodyFault } from './arrival.ts';

/** Fails with too-large `body` beyond `limit` bytes, out-of-time `slow-body` after `ms`. Rejects only where the request was given up. */
export function collect({ body, headers }: Arrival, limit: number, ms: number): Promise<Uint8Array | NetFault> {
  return new Promise((resolve, reject) => {
    const isPacked = headers.get('content-encoding')?.toLowerCase() === 'gzip';
    const whole = new Body(limit, isPacked, {
      full: () => end(fault('too-large', 'body', 'body')),
      corrupt: (error) => end(fault('malformed', 'body', 'gzip', error)),
    });
    const late = setTimeout(() => end(fault('out-of-time', 'body', 'slow-body')), ms);
    const end = (result: Uint8Array | NetFault) => {
      clearTimeout(late);
      body.destroy();
      resolve(result);
    };
    body.on('data', (chunk: Buffer) => whole.feed(chunk));
    body.once('end', () => whole.end(() => end(whole.close())));
    body.once('error', (error) => {
      clearTimeout(late);
      whole.close();
      const reason = bodyFault(error);
      if (reason !== null) end(reason);
      else reject(error);
    });
  });
}
