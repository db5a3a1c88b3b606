/**
 * One https server that is many mirrors, and the checksum database itself, all with recorded answers. The first part of a path says how
 * it takes part in the database (MANNERS); without one of these the database itself is asked.
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import type { Authority } from '../fixtures/certificates.ts';
import { type RecordedMirror, SUMDB_PATH } from './recordedMirror.ts';

/** The status of what a mirror is asked below /sumdb/; 200 is the recorded answer. */
const MANNERS: Readonly<Record<string, (path: string) => number>> = {
  good: () => 200,
  none: () => 404,
  gone: () => 410,
  denied: () => 403,
  broken: () => 500,
  trap: (path) => (path.endsWith('/supported') ? 200 : 404),
};

export interface DatabaseHost {
  /** `https://127.0.0.1:PORT`, by its name or through `forwardProxy` as every other host. */
  readonly url: string;
  /** Leads every name to this server; loopback addresses are never asked through it. */
  readonly forwardProxy: string;
  /** What the database was asked for since the last call, mirrors' module files left out: `HOST PATH`, as sent. */
  takeRequests(): readonly string[];
  stop(): Promise<void>;
}

/** `authorization`: who does not send it meets 401 everywhere. */
export async function startDatabaseHost(
  mirror: RecordedMirror,
  authority: Authority,
  authorization: string | null = null,
): Promise<DatabaseHost> {
  let requests: string[] = [];
  const names = ['127.0.0.1', 'localhost', 'sum.golang.org', 'sum.golang.google.cn'];
  const server = createServer({ ...authority.issue({ names }) }, (request, response) => {
    const sent = request.url ?? '';
    const [host = ''] = (request.headers.host ?? '').split(':');
    if (/\/sumdb\/|\/lookup\/|\/tile\//.test(sent)) requests.push(`${host} ${sent}`);
    const isIn = authorization === null || request.headers.authorization === authorization;
    const [status, body] = isIn ? answer(mirror, decodeURIComponent(sent.split('?')[0] ?? '')) : [401, null];
    response.writeHead(status).end(body ?? 'no\n');
  });
  const port = await listen(server);
  const forward = createHttpServer().on('connect', (_request, socket) => {
    const to = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      to.pipe(socket).pipe(to);
    });
    for (const end of [to, socket]) end.on('error', () => [to, socket].map((one) => one.destroy()));
  });
  const forwardPort = await listen(forward);
  return {
    url: `https://127.0.0.1:${port}`,
    forwardProxy: `http://127.0.0.1:${forwardPort}`,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    async stop() {
      for (const one of [server, forward]) {
        one.closeAllConnections();
        await new Promise((resolve) => one.close(resolve));
      }
    },
  };
}

function answer(mirror: RecordedMirror, path: string): readonly [status: number, body: Buffer | null] {
  const [, first = '', rest = ''] = /^\/([a-z]+)(\/.*)$/.exec(path) ?? [];
  const manner = MANNERS[first];
  // The database itself, at the root of its host or below a path of its URL.
  if (manner === undefined) return found(mirror.answer(`${SUMDB_PATH}${path.replace(/^\/db/, '')}`));
  const status = rest.startsWith('/sumdb/') ? manner(rest) : 200;
  return status === 200 ? found(mirror.answer(rest)) : [status, null];
}

function found(body: Buffer | null): readonly [number, Buffer | null] {
  return [body === null ? 404 : 200, body];
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
