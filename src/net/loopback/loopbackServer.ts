/** An HTTP server for this machine alone. What it is asked for and what it answers is its owner's matter; here are its limits. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { failure, type Result, success } from '../../base/result.ts';
import { errorCode } from '../fault.ts';

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

/** Bytes of a request's head: no path of the protocol comes near it. */
const MAX_HEAD = 16 * 1024;
/** ms that a head may take to arrive, and that a connection is kept without a request. */
const HEAD_TIME = 10_000;
const IDLE_TIME = 90_000;
const MAX_CONNECTIONS = 2_000;

/** Listens on 127.0.0.1 at `port`, 0 for any. Fails with the errno word, such as EADDRINUSE. */
export function listenOnLoopback(port: number, respond: Respond): Promise<Result<LoopbackServer, string>> {
  const server = createServer({ maxHeaderSize: MAX_HEAD, headersTimeout: HEAD_TIME, keepAliveTimeout: IDLE_TIME });
  server.requestTimeout = HEAD_TIME;
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', (request, response) => void answer(request, response, respond));
  server.on('connect', (_request, socket: Socket) => refuse(socket, 405));
  server.on('clientError', (error, socket: Socket) => refuse(socket, statusOf(error)));
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(failure(errorCode(error) || 'unknown')));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      resolve(success({ port: (server.address() as AddressInfo).port, close: () => close(server) }));
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, respond: Respond): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Error('the client has gone')));
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
  response.writeHead(status, { ...fields });
  if (body instanceof Readable) {
    if (isHead) body.destroy();
    else return pipeline(body, response);
  }
  response.end(isHead || body instanceof Readable ? undefined : body);
}

function refuse(socket: Socket, status: 400 | 405 | 408 | 431): void {
  if (socket.destroyed) return;
  const reasons = {
    400: 'Bad Request',
    405: 'Method Not Allowed',
    408: 'Request Timeout',
    431: 'Request Header Fields Too Large',
  };
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function statusOf(error: Error): 400 | 408 | 431 {
  const code = errorCode(error);
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
