/** An HTTP server for this machine alone. What it is asked for and what it answers is its owner's matter; here are its limits. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { failure, type Result, success } from '../../base/result.ts';
import { errorCode } from '../fault.ts';
import { type ConnectionLimits, Connections } from './connections.ts';

export interface LoopbackRequest {
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  /** The Host field; '' without one. */
  readonly host: string;
  /** Aborted when the client goes away before it has everything. */
  readonly signal: AbortSignal;
}

export interface LoopbackReply {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  /** One that breaks ends the connection, so that the client knows. */
  readonly body: Uint8Array | Readable;
}

export interface LoopbackServer {
  readonly port: number;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Rejects only where the client has gone. */
export type Respond = (request: LoopbackRequest) => Promise<LoopbackReply>;

export const LOOPBACK_LIMITS: ConnectionLimits = { head: 10_000, idle: 90_000, connections: 2_000 };

/** Bytes of a request's head: no path of the protocol comes near it. */
const MAX_HEAD = 16 * 1024;
/** The longest that a timer can be set to. */
const NEVER = 2 ** 31 - 1;
/** ms for a client that is turned away to read why. */
const FAREWELL = 1_000;

/** Listens on 127.0.0.1 at `port`, 0 for any. Fails with the errno word, such as EADDRINUSE. */
export function listenOnLoopback(
  port: number,
  respond: Respond,
  limits: ConnectionLimits = LOOPBACK_LIMITS,
): Promise<Result<LoopbackServer, string>> {
  // Node's own limits would look at all connections every few seconds, also when nobody asks for anything.
  const unlimited = { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0, connectionsCheckingInterval: NEVER };
  const server = createServer({ maxHeaderSize: MAX_HEAD, ...unlimited });
  const clients = new Connections(limits, (socket) => refuse(socket, 408));
  server.on('connection', (socket: Socket) => clients.add(socket));
  server.on('request', (request, response) => {
    clients.asks(request.socket);
    response.once('close', () => clients.answered(request.socket));
    void answer(request, response, respond);
  });
  server.on('connect', (_request, socket: Socket) => refuse(socket, 405));
  server.on('clientError', (error, socket: Socket) => refuse(socket, statusOf(error)));
  return new Promise((resolve) => {
    // Also later, each time that no connection can be accepted for want of file descriptors: it goes on when there are some.
    server.on('error', (error) => resolve(failure(errorCode(error) || 'unknown')));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      resolve(success({ port: (server.address() as AddressInfo).port, close: () => close(server) }));
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, respond: Respond): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('the client has gone'));
  });
  // Whatever a request brings along is not read: nothing here has a use for it.
  request.resume();
  const { method = '', url: target = '', headers } = request;
  try {
    const reply = await respond({ method, target, host: headers.host ?? '', signal: gone.signal });
    await send(reply, response, method === 'HEAD');
  } catch {
    response.destroy();
  }
}

async function send({ status, fields, body }: LoopbackReply, response: ServerResponse, isHead: boolean): Promise<void> {
  if (!(body instanceof Readable)) {
    response.writeHead(status, { ...fields }).end(isHead ? undefined : body);
    return;
  }
  try {
    response.writeHead(status, { ...fields });
    if (isHead) response.end();
    else await pipeline(body, response);
  } finally {
    body.destroy();
  }
}

function refuse(socket: Socket, status: 400 | 405 | 408 | 431): void {
  // Node has let go of it, and an error that nobody listens to would end the process.
  socket.on('error', () => socket.destroy());
  if (socket.destroyed) return;
  const reasons = {
    400: 'Bad Request',
    405: 'Method Not Allowed',
    408: 'Request Timeout',
    431: 'Request Header Fields Too Large',
  };
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // What it still sends is read and dropped, so that it gets the answer and no reset; and it has not for ever to hang up.
  socket.resume();
  const end = setTimeout(() => socket.destroy(), FAREWELL);
  socket.once('close', () => clearTimeout(end));
}

function statusOf(error: Error): 400 | 431 {
  return errorCode(error) === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
