/** Every address by itself, on loopback: TLS, and a device that cuts connections because of a name. */
import assert from 'node:assert/strict';
import { routeFailures } from '../../../src/failures/network/routeFailures.ts';
import type { RouteEvidence } from '../../../src/net/route/routeEvidence.ts';
import { type RouteQuestion, tryRoutes } from '../../../src/net/route/tryRoutes.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { NEVER } from '../fixtures/client.ts';
import { Servers } from '../fixtures/servers.ts';

const identity = makeAuthority({ commonName: 'Root' }).issue({ names: ['good.test'] });
const servers = new Servers();

function codes(routes: readonly RouteEvidence[]): string[] {
  return routeFailures(routes).map(({ code, detail }) => `${code}/${detail}`);
}

async function trying(question: Partial<RouteQuestion> & { readonly port: number }): Promise<RouteEvidence[]> {
  const usual = { host: 'good.test', tls: true, addresses: ['127.0.0.1'], deadline: 2000 };
  return structuredClone(await tryRoutes({ ...usual, ...question }, NEVER));
}

/** A device in between: what `judge` says happens to a connection whose first bytes hold the name `filtered.test`. */
async function filter(judge: 'reset' | 'silent'): Promise<number> {
  const { port: behind } = await servers.secure(identity, () => undefined);
  const { connect } = await import('node:net');
  const { port } = await servers.raw((socket) => {
    socket.once('data', (hello) => {
      if (hello.includes('filtered.test')) {
        if (judge === 'reset') socket.resetAndDestroy();
        return;
      }
      const far = connect(behind, '127.0.0.1');
      far.on('error', () => socket.destroy());
      socket.on('close', () => far.destroy());
      far.write(hello);
      socket.pipe(far).pipe(socket);
    });
  });
  return port;
}

describe('tryRoutes', () => {
  afterEach(() => servers.stop());

  it('finds nothing wrong with a healthy host, fifty times', async () => {
    const { port } = await servers.secure(identity, () => undefined);
    const routes = await trying({ port });
    const [route] = routes;
    assert.deepEqual(
      [route?.address, route?.family, route?.connect, route?.otherName],
      ['127.0.0.1', 4, 'connected', null],
    );
    assert.deepEqual(
      [route?.tls?.outcome, route?.tls?.protocol, route?.tls?.alpn, route?.tls?.alert],
      ['answered', 'TLSv1.3', 'http/1.1', null],
    );
    for (let run = 0; run < 50; run++) assert.deepEqual(codes(await trying({ port })), []);
  });

  it('does not blame a certificate, nor a server that knows no such name', async () => {
    const { port } = await servers.secure(identity, () => undefined, { ciphers: 'AES128-SHA', maxVersion: 'TLSv1.2' });
    const [route] = await trying({ port });
    assert.deepEqual([route?.tls?.outcome, route?.tls?.alert], ['answered', 'alert-handshake-failure']);
    assert.deepEqual(codes([route as RouteEvidence]), []);
  });

  for (const judge of ['reset', 'silent'] as const) {
    it(`knows a device that answers a name with ${judge}`, async () => {
      const port = await filter(judge);
      const routes = await trying({ port, host: 'filtered.test' });
      assert.deepEqual(codes(routes), [judge === 'reset' ? 'reset/name-filtered' : 'response-timeout/name-filtered']);
      assert.deepEqual(codes(await trying({ port, host: 'good.test' })), []);
    });
  }

  it('tells a cut of everything from a cut of a name', async () => {
    const cut = await servers.raw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.deepEqual(codes(await trying({ port: cut.port })), ['reset/reset']);
    const ended = await servers.raw((socket) => socket.once('data', () => socket.end()));
    assert.deepEqual(codes(await trying({ port: ended.port })), ['reset/eof']);
    const { port } = await servers.silent();
    assert.deepEqual(codes(await trying({ port, deadline: 1000 })), ['response-timeout/tls-handshake']);
  });

  it('names the addresses that fail, beside those that work', async () => {
    const { port } = await servers.secure(identity, () => undefined);
    await servers.raw((socket) => socket.once('data', () => socket.resetAndDestroy()), '127.0.0.3', port);
    const routes = await trying({ port, addresses: ['127.0.0.2', '127.0.0.3', '127.0.0.1', '::1'] });
    assert.deepEqual(
      routes.map(({ connect }) => connect),
      ['refused', 'connected', 'connected', 'refused'],
    );
    assert.deepEqual(
      routeFailures(routes).map(({ code, detail, facts }) => [code, detail, facts.addresses, facts.working]),
      [
        ['refused', 'some-addresses-dead', '127.0.0.2', '127.0.0.1'],
        ['reset', 'some-addresses-dead', '127.0.0.3', '127.0.0.1'],
      ],
    );
  });

  it('tries sixteen at the most, each once, and nothing that is no address', async () => {
    const { port } = await servers.silent();
    const addresses = Array.from({ length: 40 }, (_, index) => `127.0.0.${index + 1}`);
    const routes = await trying({ port, tls: false, addresses: ['host.test', '', '127.0.0.1', ...addresses] });
    assert.equal(routes.length, 16);
    assert.equal(routes[0]?.connect, 'connected');
    assert.deepEqual(await trying({ port: 70_000, tls: false, addresses: [] }), []);
    assert.equal((await trying({ port: 70_000 }))[0]?.connect, 'unreachable');
  });

  it('ends at once when aborted', async () => {
    const { port } = await servers.silent();
    const stop = new AbortController();
    const question = { host: 'a.test', port, tls: true, addresses: ['127.0.0.1'], deadline: 60_000 };
    const pending = tryRoutes(question, stop.signal);
    setImmediate(() => stop.abort(new Error('enough')));
    await assert.rejects(pending, /enough/);
  });
});
