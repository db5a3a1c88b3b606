/** A body that came packed though it was to come as it is: unpacked on its way, as net/http does for go. */
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Arrival } from './arrival.ts';

export function unpack(arrival: Arrival): Arrival {
  if (arrival.headers.get('content-encoding')?.toLowerCase() !== 'gzip') return arrival;
  const body = createGunzip();
  // Its errors are those of the body, and whoever reads that is told.
  pipeline(arrival.body, body, () => undefined);
  const headers = new Map(arrival.headers);
  for (const name of ['content-encoding', 'content-length', 'etag', 'last-modified']) headers.delete(name);
  return { ...arrival, headers, body };
}
