/** Forward proxies (what HTTP_PROXY and HTTPS_PROXY name), each on a port of its own. They lead to loopback and nowhere else. */
import http from 'node:http';
import net from 'node:net';
import { type Listener, listen } from './listener.ts';
import type { RequestLog } from './requestLog.ts';
import { silentSocket } from './sockets.ts';

export const FORWARD_PROXIES = {
  good: 'CONNECT and absolute-form requests',
  auth: '407 without user lab, password secret; then as good',
  'connect-refused': '403 for everything',
  silent: 'accepts and never answers',
} as const;

export type ForwardProxyName = keyof typeof FORWARD_PROXIES;

/** Returns the loopback port behind a name and port, or null where the proxy knows none: the client gets 502. */
export type NameTable = (host: string, port: number) => number | null;

/** The Basic credentials that `auth` wants, as in a URL's userinfo. */
export const FORWARD_PROXY_SECRET = 'lab:secret';

/** Starts one forward proxy; CONNECT and request lines go to `log`. */
export function startForwardProxy(name: ForwardProxyName, names: NameTable, log: RequestLog): Promise<Listener> {
  const connect = name === 'silent' ? silentConnection(log) : httpConnection(name, names, log);
  return listen((socket) => {
    log.connected();
    connect(socket);
  });
}

function silentConnection(log: RequestLog): (socket: net.Socket) => void {
  return (socket) => {
    socket.once('data', (bytes) => log.sawBytes(bytes));
    silentSocket(socket);
  };
}

function httpConnection(name: ForwardProxyName, names: NameTable, log: RequestLog): (socket: net.Socket) => void {
  const refusal = (request: http.IncomingMessage): Refusal | null => {
    log.sawRequest(request.method ?? '', request.url ?? '');
    if (name === 'connect-refused') return { status: 403, headers: {} };
    if (name === 'auth' && !isAuthorized(request)) {
      return { status: 407, headers: { 'proxy-authenticate': 'Basic realm="lab"' } };
    }
    return null;
  };
  const server = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    const refused = refusal(request);
    if (refused === null) forward(request, response, names);
    else response.writeHead(refused.status, refused.headers).end();
  });
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => {
    const refused = refusal(request);
    if (refused === null) tunnel(request, socket, head, names);
    else socket.end(statusLine(refused));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  return (socket) => server.emit('connection', socket);
}

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

function isAuthorized(request: http.IncomingMessage): boolean {
  const wanted = `Basic ${Buffer.from(FORWARD_PROXY_SECRET).toString('base64')}`;
  return request.headers['proxy-authorization'] === wanted;
}

function statusLine({ status, headers }: Refusal): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n${lines.join('')}content-length: 0\r\nconnection: close\r\n\r\n`;
}

function tunnel(request: http.IncomingMessage, socket: net.Socket, head: Buffer, names: NameTable): void {
  const target = URL.parse(`http://${request.url}`);
  // URL drops the port 80; CONNECT always names one.
  const port = target === null ? null : names(target.hostname, Number(target.port || 80));
  if (port === null) {
    socket.end(statusLine({ status: 502, headers: {} }));
    return;
  }
  const upstream = net.connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  upstream.on('error', () => socket.destroy());
  upstream.on('close', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
}

function forward(request: http.IncomingMessage, response: http.ServerResponse, names: NameTable): void {
  const target = URL.parse(request.url ?? '');
  const port = target === null ? null : names(target.hostname, Number(target.port || 80));
  if (target === null || port === null) {
    response.writeHead(502).end();
    return;
  }
  const { 'proxy-authorization': _secret, 'proxy-connection': _hop, ...headers } = request.headers;
  const path = target.pathname + target.search;
  const options = { host: '127.0.0.1', port, method: request.method ?? 'GET', path, headers, agent: false };
  const upstream = http.request(options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  upstream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}
