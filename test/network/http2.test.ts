/** HTTP/2 where the server offers it: streams, their errors, and what becomes of the connection. */
import assert from 'node:assert/strict';
import { makeAuthority } from './fixtures/certificates.ts';
import { Client, get, outcome, text } from './fixtures/client.ts';
import { Servers } from './fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const trusted = [root.pem];
const identity = root.issue();

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

describe('an exchange over HTTP/2', () => {
  it('is spoken where the server offers it, requests side by side', async () => {
    const server = await servers.h2(identity, (stream, path) => {
      stream.respond({ ':status': 200, 'content-type': 'text/plain' });
      stream.end(`answer to ${path}`);
    });
    const session = await client.session({ trusted });
    const first = await get(session, `https://127.0.0.1:${server.port}/0`);
    assert.deepEqual([outcome(first), first.httpVersion, text(first)], ['200', '2', 'answer to /0']);
    assert.ok(first.phases.tls !== null && first.bytes > 500);
    const more = await Promise.all([1, 2, 3].map((n) => get(session, `https://127.0.0.1:${server.port}/${n}`)));
    assert.deepEqual(more.map(text), ['answer to /1', 'answer to /2', 'answer to /3']);
    assert.deepEqual(
      more.map(({ phases }) => phases.connect),
      [null, null, null],
    );
    assert.equal(server.accepted(), 1);
  });

  it('sends what Go sends', async () => {
    let seen: object = {};
    const { port } = await servers.h2(identity, (stream, _path, headers) => {
      seen = Object.fromEntries(Object.entries(headers));
      stream.respond({ ':status': 204 });
      stream.end();
    });
    assert.equal(outcome(await client.get(`https://u:p@127.0.0.1:${port}/a?b`, { trusted })), '204');
    assert.deepEqual(seen, {
      ':authority': `127.0.0.1:${port}`,
      ':method': 'GET',
      ':path': '/a?b',
      ':scheme': 'https',
      'accept-encoding': 'gzip',
      authorization: 'Basic dTpw',
      'user-agent': 'Go-http-client/2.0',
    });
  });

  it('ends with the stream’s error, and the connection goes on', async () => {
    const server = await servers.h2(identity, (stream, path) => {
      if (path === '/good') {
        stream.respond({ ':status': 200 });
        stream.end('fine');
        return;
      }
      if (path === '/body') stream.respond({ ':status': 200, 'content-length': 99 });
      if (path === '/body') stream.write('half');
      setImmediate(() => stream.close(2));
    });
    const session = await client.session({ trusted });
    const at = (path: string) => get(session, `https://127.0.0.1:${server.port}${path}`);
    assert.equal(outcome(await at('/head')), 'cut/first-byte/h2-stream-error');
    assert.equal(outcome(await at('/body')), 'cut/body/h2-stream-error');
    assert.equal(text(await at('/good')), 'fine');
    assert.equal(server.accepted(), 1);
  });

  it('ends with a GOAWAY', async () => {
    const { port } = await servers.h2(identity, (stream) => stream.session?.goaway(11));
    assert.equal(outcome(await client.get(`https://127.0.0.1:${port}/`, { trusted })), 'cut/first-byte/h2-goaway');
  });

  it('sends a request again that a kept connection’s GOAWAY took with it', async () => {
    let asked = 0;
    const server = await servers.h2(identity, (stream) => {
      if (++asked === 2) stream.session?.goaway(0, 1);
      else {
        stream.respond({ ':status': 200 });
        stream.end('x');
      }
    });
    const session = await client.session({ trusted });
    for (const n of [1, 2]) assert.equal(outcome(await get(session, `https://127.0.0.1:${server.port}/${n}`)), '200');
    assert.equal(server.accepted(), 2);
  });

  it('is too large, not broken, with a head beyond all measure', async () => {
    const { port } = await servers.h2(identity, (stream) => {
      const many = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`x-${n}`, 'v']));
      stream.respond({ ':status': 200, ...many });
      stream.end('x');
    });
    assert.equal(outcome(await client.get(`https://127.0.0.1:${port}/`, { trusted })), 'too-large/first-byte/headers');
  });

  it('stalls and is silent like HTTP/1', async () => {
    const { port } = await servers.h2(identity, (stream, path) => {
      if (path === '/silent') return;
      stream.respond({ ':status': 200 });
      stream.write('half');
    });
    const stalled = await client.get(`https://127.0.0.1:${port}/stall`, { trusted, stall: 150 });
    assert.deepEqual([outcome(stalled), text(stalled)], ['body-stalled/body/body-stalled', 'half']);
    const silent = await client.get(`https://127.0.0.1:${port}/silent`, { trusted, deadline: 300 });
    assert.equal(outcome(silent), 'no-headers/first-byte/no-headers');
  });
});
