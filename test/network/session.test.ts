/** The life of a session and of a request: aborted, closed, cut off by its deadline, with nothing left behind. */
import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import { makeAuthority } from './fixtures/certificates.ts';
import { Client, get, NEVER, outcome } from './fixtures/client.ts';
import { answer, Servers } from './fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const trusted = [root.pem];
const identity = root.issue();

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

describe('a session', () => {
  it('ends at once with the signal’s reason, wherever the request stands', async () => {
    const silent = await servers.silent();
    const stalling = await servers.answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
    const muteH2 = await servers.h2(identity, () => undefined);
    for (const url of [
      `http://127.0.0.1:${silent.port}/`,
      `https://127.0.0.1:${silent.port}/`,
      `http://127.0.0.1:${stalling.port}/`,
      `https://127.0.0.1:${muteH2.port}/`,
    ]) {
      const stop = new AbortController();
      const pending = client.get(url, { trusted, signal: stop.signal, deadline: 60_000, stall: 60_000 });
      setTimeout(() => stop.abort(new Error('enough')), 60);
      const started = performance.now();
      await assert.rejects(pending, /enough/);
      assert.ok(performance.now() - started < 1000);
    }
    await assert.rejects(
      client.get('http://127.0.0.1:1/', { signal: AbortSignal.abort(new Error('before')) }),
      /before/,
    );
  });

  it('frees the way for the next request when one is aborted', async () => {
    let asked = 0;
    const { port } = await servers.answering(() => (++asked === 1 ? null : answer('x')));
    const session = await client.session();
    const stop = new AbortController();
    const first = get(session, `http://127.0.0.1:${port}/1`, { signal: stop.signal });
    const second = get(session, `http://127.0.0.1:${port}/2`);
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await assert.rejects(first, /enough/);
    assert.equal(outcome(await second), '200');
  });

  it('rejects what is under way when it is closed, and everything after', async () => {
    const { port } = await servers.silent();
    const session = await client.session();
    const pending = get(session, `http://127.0.0.1:${port}/`);
    setTimeout(() => session.close(), 50);
    await assert.rejects(pending, /closed/);
    await assert.rejects(get(session, `http://127.0.0.1:${port}/`), /closed/);
    session.close();
  });

  it('leaves no connection, timer or listener behind', async () => {
    const h1 = await servers.answering(answer('x'));
    const h2 = await servers.h2(identity, (stream) => {
      stream.respond({ ':status': 200 });
      stream.end('x');
    });
    const stalling = await servers.answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
    const before = handles();
    const stop = new AbortController();
    const session = await client.session({ trusted, stall: 100 });
    await get(session, `http://127.0.0.1:${h1.port}/`, { signal: stop.signal });
    await get(session, `https://127.0.0.1:${h2.port}/`, { signal: stop.signal });
    await get(session, `http://127.0.0.1:${stalling.port}/`, { signal: stop.signal });
    session.close();
    servers.stop();
    await until(() => handles() <= before - 3, `gone: ${process.getActiveResourcesInfo().join()}`);
  });
});

function handles(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|TLS|PROC|Pipe/.test(name)).length;
}

describe('a deadline', () => {
  it('tells silence from haste: a request that had no fair time says nothing about the server', async () => {
    let asked = 0;
    const { port } = await servers.answering(() => (++asked === 1 ? answer('x') : null));
    const session = await client.session();
    await get(session, `http://127.0.0.1:${port}/`);
    // The second request waits for the third, which holds the connection: it has no time of its own left.
    const [silent, hasty] = await Promise.all([
      get(session, `http://127.0.0.1:${port}/1`, { deadline: 300 }),
      get(session, `http://127.0.0.1:${port}/2`, { deadline: 300 }),
    ]);
    assert.equal(outcome(silent), 'no-headers/first-byte/no-headers');
    assert.equal(outcome(hasty), 'out-of-time/first-byte/queued');
  });

  it('cuts a slow drip, in the body and in the head', async () => {
    const body = await servers.raw((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n'));
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const dripped = await client.get(`http://127.0.0.1:${body.port}/`, { deadline: 400 });
    assert.deepEqual(
      [outcome(dripped), dripped.status, dripped.bodyComplete],
      ['out-of-time/body/slow-body', 200, false],
    );
    const head = await servers.raw((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nX: '));
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    assert.equal(
      outcome(await client.get(`http://127.0.0.1:${head.port}/`, { deadline: 400 })),
      'out-of-time/first-byte/deadline',
    );
  });

  it('is zero or nonsense: an outcome all the same', async () => {
    const { port } = await servers.answering(answer('x'));
    for (const deadline of [0, -5, Number.NaN]) {
      const exchange = await client.get(`http://127.0.0.1:${port}/`, { deadline });
      assert.equal(exchange.fault?.kind, 'out-of-time', String(deadline));
    }
    const session = await client.session();
    const forever = await session.get(`http://127.0.0.1:${port}/`, { deadline: Infinity, maxBody: 9, signal: NEVER });
    assert.equal(outcome(forever), '200');
  });
});
