/** The way to file:// entries: the file below their path, told as if a server had answered. */
import { Readable } from 'node:stream';
import { allow, timeUp, within } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { type OpenFile, openFile, unreadable } from '../openFile.ts';
import { type Arrival, BodyFault } from './arrival.ts';
import type { Upstream, UpstreamRequest } from './upstream.ts';

export class FileUpstream implements Upstream {
  async ask(url: string, { deadline, signal }: UpstreamRequest): Promise<Arrival | NetFault> {
    type Opened = Awaited<ReturnType<typeof openFile>>;
    // A file system can hang (a dead network share), and cannot be told to stop: what is opened too late is closed.
    const opened = await within<Opened>(allow(deadline, signal), (settle) => {
      const opening = openFile(url);
      void opening.then(settle);
      return (abandoned) => {
        if (abandoned)
          void opening.then((late) => ('handle' in late ? late.handle.close() : undefined)).catch(() => undefined);
      };
    });
    if (opened === timeUp) return fault('no-headers', 'first-byte', 'no-headers');
    if ('fault' in opened) return opened.fault;
    const found = 'handle' in opened ? opened : null;
    return {
      status: 'status' in opened ? opened.status : 200,
      headers: new Map(found === null ? [] : [['content-length', String(found.size)]]),
      body: found === null ? Readable.from([]) : bodyOf(found, signal),
      url,
    };
  }

  close(): void {
    // Nothing is kept between two requests.
  }
}

/** Bytes that are read at a time. */
const PIECE = 1 << 16;

function bodyOf({ handle }: OpenFile, signal: AbortSignal): Readable {
  const abort = () => body.destroy(signal.reason);
  const body = new Readable({
    read() {
      handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null).then(
        ({ bytesRead, buffer }) => this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead)),
        (error: unknown) => this.destroy(new BodyFault(unreadable(error))),
      );
    },
    destroy(error, done) {
      signal.removeEventListener('abort', abort);
      handle.close().then(
        () => done(error),
        () => done(error),
      );
    },
  });
  signal.addEventListener('abort', abort, { once: true });
  // Whoever never came to read it is told by the outcome.
  body.on('error', () => undefined);
  return body;
}
