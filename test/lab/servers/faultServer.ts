/** One fault on one port: what the table says, put behind a listener. */
import http from 'node:http';
import http2 from 'node:http2';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { Answer } from '../content/moduleAnswer.ts';
import { healthy } from './answering.ts';
import { blackHole } from './blackHole.ts';
import type { ServerCertificate } from './certificates.ts';
import { type Listener, listen } from './listener.ts';
import { refusedPort } from './refusedPort.ts';
import type { RequestLog } from './requestLog.ts';
import type { LabContext, Service } from './service.ts';
import { wholeAnswer } from './streams.ts';

type Connect = (socket: Socket) => void;

/** Starts `service` on a loopback port of its own. Requests and connections are written to `log`. */
export async function startService(service: Service, lab: LabContext, log: RequestLog): Promise<Listener> {
  if (service.kind === 'refused') return refusedPort();
  if (service.kind === 'black-hole') return blackHole();
  const connect = connector(service, lab, log);
  return listen((socket) => {
    log.connected();
    connect(socket);
  });
}

function connector(
  service: Exclude<Service, { kind: 'refused' | 'black-hole' }>,
  lab: LabContext,
  log: RequestLog,
): Connect {
  switch (service.kind) {
    case 'socket':
      return (socket) => {
        socket.once('data', (bytes) => log.sawBytes(bytes));
        service.handle(socket);
      };
    case 'exchange':
      return plainHttp((request, response) => {
        log.sawRequest(request.method ?? '', request.url ?? '');
        service.handle({ request, response }, healthy(request.url ?? '', lab));
      });
    case 'h2':
      return http2Over(lab.certificates.servers.good, service.handle === wholeAnswer, (request, response) => {
        log.sawRequest(request.method, request.url);
        const delayMs = service.handle === wholeAnswer ? lab.delayMs() : 0;
        afterDelay(response, delayMs, () => service.handle({ request, response }, healthy(request.url, lab)));
      });
    case 'answer': {
      const handle = (request: http.IncomingMessage, response: http.ServerResponse) => {
        log.sawRequest(request.method ?? '', request.url ?? '');
        const answer = service.answer(request.url ?? '', lab);
        afterDelay(response, service.answer === healthy ? lab.delayMs() : 0, () => send(response, answer));
      };
      const { certificate } = service;
      return certificate === undefined ? plainHttp(handle) : httpsOver(lab.certificates.servers[certificate], handle);
    }
  }
}

function plainHttp(handle: http.RequestListener): Connect {
  // No time limits: they would cost timers, and silence is often the point.
  const server = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, handle);
  server.on('clientError', (_error, socket) => {
    // A client that speaks TLS to this port must see that HTTP is spoken here, as with Node's and Go's own servers.
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  return (socket) => server.emit('connection', socket);
}

function httpsOver(certificate: ServerCertificate, handle: http.RequestListener): Connect {
  const connectHttp = plainHttp(handle);
  const server = tls.createServer({ ...certificate, ALPNProtocols: ['http/1.1'] }, (socket) => {
    socket.on('error', () => socket.destroy());
    connectHttp(socket);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return (socket) => server.emit('connection', socket);
}

/** `allowHTTP1`: the faults of the framing exist in HTTP/2 only; another client is turned away there. */
function http2Over(
  certificate: ServerCertificate,
  allowHTTP1: boolean,
  handle: (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void,
): Connect {
  const server = http2.createSecureServer({ ...certificate, allowHTTP1 }, (request, response) => {
    response.stream?.on('error', () => undefined);
    handle(request, response);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('sessionError', () => undefined);
  return (socket) => server.emit('connection', socket);
}

function send(response: http.ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
}

function afterDelay(response: NodeJS.EventEmitter, ms: number, act: () => void): void {
  if (ms === 0) {
    act();
    return;
  }
  const timer = setTimeout(act, ms);
  response.on('close', () => clearTimeout(timer));
}
