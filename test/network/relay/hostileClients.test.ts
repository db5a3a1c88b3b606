/** Clients of this machine that mean no good, or break off: whoever asks properly is served all the same. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { ConnectionLimits } from '../../../src/net/loopback/connections.ts';
import { type LoopbackServer, listenOnLoopback } from '../../../src/net/loopback/loopbackServer.ts';
import { until } from '../../support/until.ts';

const FAST: ConnectionLimits = { head: 600, idle: 700, connections: 50 };

describe('relay: hostile clients', function () {
  this.timeout(30_000);
  let server: LoopbackServer;
  let opened: Readable[] = [];
  const sockets: Socket[] = [];
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  beforeEach(async () => {
    const listening = await listenOnLoopback(
      0,
      async ({ target }) => {
        if (target === '/bad-field') return { status: 200, fields: { 'X-Bad': 'a\u0000b' }, body: stream() };
        if (target === '/stream') return { status: 200, fields: {}, body: stream() };
        return { status: 200, fields: {}, body: Buffer.from('well') };
      },
      FAST,
    );
    assert.ok(listening.ok);
    server = listening.value;
    process.on('uncaughtExceptionMonitor', note);
  });
  afterEach(async () => {
    process.off('uncaughtExceptionMonitor', note);
    for (const socket of sockets.splice(0)) socket.destroy();
    opened = [];
    await server.close();
    assert.deepEqual(uncaught.splice(0), []);
  });

  /** A body without end. */
  function stream(): Readable {
    const body = new Readable({ read: () => undefined });
    body.push('some');
    opened.push(body);
    return body;
  }

  const dial = (port = server.port): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket));
      socket.on('error', () => undefined);
      sockets.push(socket);
    });
  const closed = (socket: Socket) => until(() => socket.destroyed, 'the connection is ended');
  const ask = async () => (await fetch(`http://127.0.0.1:${server.port}/`)).text();

  it('slow heads, many times as many as there may be connections, keep nobody out', async () => {
    const slow = async () => {
      const socket = await dial();
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
      return socket;
    };
    for (let round = 0; round < 10; round++) {
      await Promise.all(Array.from({ length: 100 }, slow));
      assert.equal(await ask(), 'well', `round ${round}`);
    }
  });

  it('there are no more than there may be: who has waited for longest makes room', async () => {
    const answer = { status: 200, fields: {}, body: Buffer.from('well') };
    const listening = await listenOnLoopback(0, async () => answer, { ...FAST, head: 60_000, idle: 60_000 });
    assert.ok(listening.ok);
    const { port, close } = listening.value;
    try {
      const waiting: Socket[] = [];
      for (let at = 0; at < 3 * FAST.connections; at++) waiting.push((await dial(port)).resume());
      const left = () => waiting.filter(({ destroyed }) => !destroyed);
      await until(() => left().length <= FAST.connections, 'the others are ended');
      assert.deepEqual(left(), waiting.slice(-FAST.connections));
      assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'well');
    } finally {
      await close();
    }
  });

  it('a head that does not come to its end is cut off, however it trickles', async () => {
    const socket = await dial();
    const started = performance.now();
    socket.resume();
    const drip = setInterval(() => socket.write('x'), 50);
    socket.write('GET / HTTP/1.1\r\nX-Slow: ');
    await closed(socket);
    clearInterval(drip);
    const ms = performance.now() - started;
    assert.ok(ms >= FAST.head && ms < 10_000, `${ms} ms`);
  });

  it('a connection is kept a while between two requests, and not for a second head that trickles', async () => {
    for (const rest of ['', 'GET / HTTP/1.1\r\nX-Slow: ']) {
      const socket = await dial();
      socket.resume();
      socket.write(`GET / HTTP/1.1\r\nHost: x\r\n\r\n${rest}`);
      const drip = rest === '' ? undefined : setInterval(() => socket.write('x'), 50);
      await closed(socket);
      clearInterval(drip);
    }
  });

  it('one that is being answered is not asked to hurry', async () => {
    const socket = await dial();
    socket.resume();
    socket.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
    const idle = await dial();
    idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    idle.resume();
    await closed(idle);
    assert.equal(socket.destroyed, false);
    assert.equal(opened[0]?.destroyed, false);
  });

  it('CONNECT, and a reset in the midst of the refusal', async () => {
    for (let round = 0; round < 20; round++) {
      const socket = await dial();
      socket.write('CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n', () => socket.resetAndDestroy());
    }
    assert.equal(await ask(), 'well');
  });

  it('who is turned away and does not hang up is hung up on', async () => {
    for (const line of ['CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test', 'nonsense']) {
      const socket = await dial();
      socket.write(`${line}\r\n\r\n`);
      socket.resume();
      socket.allowHalfOpen = true;
      // Only who goes on writing learns that nobody is there any more.
      const poke = setInterval(() => socket.write('x'), 50);
      await closed(socket);
      clearInterval(poke);
    }
  });

  it('pipelined requests are answered in their order', async () => {
    const socket = await dial();
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
    });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100));
    await until(() => text.split('well').length === 101, 'a hundred answers');
  });

  it('a client that goes takes the body with it: in its midst, before it, at HEAD, at a head that cannot be written', async () => {
    const midst = await dial();
    midst.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
    await until(() => opened.length === 1, 'the body is on its way');
    midst.resetAndDestroy();
    await until(() => opened[0]?.destroyed === true, 'the body is ended');
    for (const line of ['HEAD /stream', 'GET /bad-field', 'HEAD /bad-field']) {
      const socket = await dial();
      opened = [];
      socket.write(`${line} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await until(() => opened.length === 1 && opened[0]?.destroyed === true, line);
    }
  });
});
