/** A session with a file:// entry: the file below its path, told as if a server had answered. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { allow, timeUp, within } from './allowance.ts';
import type { BodySink, Exchange, GetOptions, NetFault, Session } from './exchange.ts';
import { errorCode, fault } from './fault.ts';

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
   * Reads one file. As in cmd/go (web getFile): a missing file is 404, a forbidden one 403. Details: invalid-url `file-host` (a host
   * other than localhost) `file-path` `file-not-regular` `file-<errno>` · out-of-time `slow-body`.
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
  const path = filePath(url);
  if (typeof path !== 'string') return refused(path);
  try {
    const found = await stat(path);
    // A FIFO would block, a device would never end; go would fail on a directory when it reads it.
    if (!found.isFile()) return refused(fault('invalid-url', 'first-byte', 'file-not-regular'));
    // Not blocking, in case it is a FIFO by now.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await readBody(handle, found, maxBody, sink);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return answered(404);
    if (code === 'EACCES' || code === 'EPERM') return answered(403);
    return refused(fault('invalid-url', 'first-byte', `file-${code.toLowerCase() || 'unreadable'}`, error));
  }
}

async function readBody(handle: FileHandle, { size }: Stats, maxBody: number, sink: BodySink | null): Promise<Reading> {
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

/** Returns the path that the URL names, or why it names none. */
function filePath(url: string): string | NetFault {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== 'file:') return fault('invalid-url', 'lookup', 'file-path');
  // On Windows a host is a share's server; elsewhere go refuses it: “file URL specifies non-local host”.
  if (parsed.host !== '' && process.platform !== 'win32') return fault('invalid-url', 'lookup', 'file-host');
  try {
    const path = fileURLToPath(parsed);
    return path.includes('\0') ? fault('invalid-url', 'lookup', 'file-path') : path;
  } catch (error) {
    return fault('invalid-url', 'lookup', 'file-path', error);
  }
}

function answered(status: number): Reading {
  return { status, body: new Uint8Array(), bodyComplete: true, fault: null, opened: performance.now() };
}

function refused(reason: NetFault): Reading {
  return { status: null, body: new Uint8Array(), bodyComplete: false, fault: reason, opened: null };
}
