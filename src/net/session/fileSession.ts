/** A session with a file:// entry: the file below its path, told as if a server had answered. */
import { allow, timeUp, within } from '../allowance.ts';
import type { BodySink, Exchange, GetOptions, NetFault, Session } from '../exchange.ts';
import { fault } from '../fault.ts';
import { type OpenFile, openFile, unreadable } from '../openFile.ts';

interface Reading {
  readonly status: number | null;
  readonly body: Uint8Array;
  readonly bodyComplete: boolean;
  readonly fault: NetFault | null;
  readonly opened: number | null;
}

/** Bytes that are read at a time for a sink. */
const PIECE = 1 << 16;

export class FileSession implements Session {
  /**
   * Reads one file. Details as of openFile, and out-of-time `slow-body`.
   */
  async get(url: string, { deadline, maxBody, signal, sink = null }: GetOptions): Promise<Exchange> {
    const started = performance.now();
    const allowance = allow(deadline, signal);
    // A file system can hang (a dead network share), and cannot be told to stop: the reading is left to itself then.
    const reading = await within<Reading>(allowance, (settle) => {
      let isOver = false;
      const take = sink === null ? null : (piece: Uint8Array) => (isOver ? undefined : sink(piece));
      void read(url, Math.max(0, maxBody), take).then(settle);
      return () => {
        isOver = true;
      };
    });
    const ended = performance.now();
    const { opened, ...found } = reading === timeUp ? refused(fault('out-of-time', 'body', 'slow-body')) : reading;
    return {
      ...found,
      url,
      contentType: null,
      retryAfter: null,
      date: null,
      phases: {
        lookup: null,
        connect: null,
        tls: null,
        firstByte: opened === null ? null : opened - started,
        body: opened === null ? null : ended - opened,
      },
      ms: ended - started,
      httpVersion: null,
      addresses: [],
      forwardProxy: null,
      redirects: [],
      bytes: 0,
    };
  }

  close(): void {
    // Nothing is kept between two requests.
  }
}

async function read(url: string, maxBody: number, sink: BodySink | null): Promise<Reading> {
  const opened = await openFile(url);
  if ('fault' in opened) return refused(opened.fault);
  if ('status' in opened) return answered(opened.status);
  try {
    return await readBody(opened, maxBody, sink);
  } catch (error) {
    return refused(unreadable(error));
  } finally {
    await opened.handle.close().catch(() => undefined);
  }
}

async function readBody({ handle, size }: OpenFile, maxBody: number, sink: BodySink | null): Promise<Reading> {
  const opened = performance.now();
  const wanted = Math.min(size, maxBody);
  const buffer = Buffer.alloc(sink === null ? wanted : Math.min(wanted, PIECE));
  let read = 0;
  while (read < wanted) {
    const at = sink === null ? read : 0;
    const { bytesRead } = await handle.read(buffer, at, Math.min(buffer.length - at, wanted - read), read);
    if (bytesRead === 0) break;
    sink?.(buffer.subarray(0, bytesRead));
    read += bytesRead;
  }
  const body = buffer.subarray(0, sink === null ? read : 0);
  return { status: 200, body, bodyComplete: size <= maxBody, fault: null, opened };
}

function answered(status: number): Reading {
  return { status, body: new Uint8Array(), bodyComplete: true, fault: null, opened: performance.now() };
}

function refused(reason: NetFault): Reading {
  return { status: null, body: new Uint8Array(), bodyComplete: false, fault: reason, opened: null };
}
