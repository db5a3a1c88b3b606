/** An https server that serves only who names himself rightly, and remembers how each one named himself. */
import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Identity } from '../fixtures/certificates.ts';

export interface GuardedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface GuardedServer {
  readonly port: number;
  /** Of each request: its Authorization, or ''. */
  readonly seen: readonly string[];
  forget(): void;
  stop(): void;
}

export interface GuardedOptions {
  readonly identity: Identity;
  /** The values of Authorization that are let in. */
  readonly good: readonly string[];
  answer(target: string): GuardedAnswer;
  readonly port?: number;
  readonly host?: string;
}

/** Rejects where the port may not be listened on. */
export async function startGuarded(options: GuardedOptions): Promise<GuardedServer> {
  const { identity, good, answer, port = 0, host = '127.0.0.1' } = options;
  let seen: string[] = [];
  const server = https.createServer({ ...identity }, (request, response) => {
    const authorization = request.headers.authorization ?? '';
    seen.push(authorization);
    const isIn = good.includes(authorization);
    const {
      status = 200,
      headers = {},
      body,
    } = isIn ? answer(request.url ?? '') : { status: 401, body: 'who is it?\n' };
    response.writeHead(status, headers).end(body);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get seen() {
      return seen;
    },
    forget: () => {
      seen = [];
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
