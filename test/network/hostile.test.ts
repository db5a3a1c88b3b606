/** Servers that mean harm: whatever they send costs its cap and its deadline, and is an outcome. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Client, outcome, text } from './fixtures/client.ts';
import { answer, Servers } from './fixtures/servers.ts';

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

/** Writes pieces for ever, as fast as they are taken. */
function flood(socket: Socket, piece: string | Buffer): void {
  const pour = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', pour);
  pour();
}

/** Waits for the request, writes `head`, then floods. */
async function flooding(head: string, piece: string): Promise<number> {
  const { port } = await servers.raw((socket) => {
    socket.once('data', () => {
      socket.write(head);
      flood(socket, piece);
    });
  });
  return port;
}

async function answering(bytes: string | Buffer): Promise<number> {
  const { port } = await servers.raw((socket) => socket.once('data', () => socket.end(bytes)));
  return port;
}

const at = (port: number) => `http://127.0.0.1:${port}/`;
const OK = 'HTTP/1.1 200 OK\r\n';

describe('a hostile server', () => {
  it('may send an endless chunked body: it is cut at the cap, and that is no fault', async () => {
    const port = await flooding(`${OK}Transfer-Encoding: chunked\r\n\r\n`, `4000\r\n${'x'.repeat(0x4000)}\r\n`);
    const exchange = await client.get(at(port), { maxBody: 100_000 });
    assert.deepEqual([exchange.fault, exchange.bodyComplete, exchange.body.length], [null, false, 100_000]);
    assert.ok(exchange.bytes < 1_000_000, String(exchange.bytes));
  });

  it('may send a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(60 << 20));
    const port = await answering(answer(bomb, ['Content-Encoding: gzip']));
    const exchange = await client.get(at(port), { maxBody: 100_000 });
    assert.deepEqual([exchange.fault, exchange.bodyComplete, exchange.body.length], [null, false, 100_000]);
    assert.ok(exchange.ms < 3000);
  });

  it('may hide a body in its framing', async () => {
    const chunk = `1;${'e'.repeat(2000)}\r\nx\r\n`;
    const port = await flooding(`${OK}Transfer-Encoding: chunked\r\n\r\n`, chunk.repeat(50));
    const exchange = await client.get(at(port), { maxBody: 10_000 });
    assert.equal(outcome(exchange), 'too-large/body/framing');
    assert.ok(exchange.bytes < 2_000_000, String(exchange.bytes));
  });

  it('may send a head without end', async () => {
    const endless = await flooding(OK, `X-A: ${'v'.repeat(1000)}\r\n`);
    assert.equal(outcome(await client.get(at(endless))), 'too-large/first-byte/headers');
    const line = await flooding(`${OK}X-A: `, 'v'.repeat(1000));
    assert.equal(outcome(await client.get(at(line))), 'too-large/first-byte/headers');
    const many = await answering(`${OK}${'a:b\r\n'.repeat(100_000)}\r\n`);
    assert.equal(outcome(await client.get(at(many))), 'too-large/first-byte/headers');
    const few = await answering(`${OK}${'a:b\r\n'.repeat(5000)}Content-Length: 1\r\n\r\nx`);
    assert.equal(outcome(await client.get(at(few))), '200');
  });

  it('may send endless trailers', async () => {
    const port = await flooding(`${OK}Transfer-Encoding: chunked\r\n\r\n0\r\n`, `X-A: ${'v'.repeat(1000)}\r\n`);
    assert.equal(outcome(await client.get(at(port))), 'too-large/body/headers');
  });

  it('may send informational answers without end, or a few', async () => {
    const endless = await flooding('', 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n');
    assert.equal(outcome(await client.get(at(endless))), 'too-large/first-byte/informational');
    const some = await answering(`${'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'.repeat(20)}${answer('x')}`);
    assert.equal(outcome(await client.get(at(some))), '200');
    const upgrade = await answering('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
    assert.equal(outcome(await client.get(at(upgrade))), 'malformed/first-byte/unexpected');
  });

  for (const [what, bytes, expected] of [
    ['nothing at all', '', 'cut/first-byte/eof'],
    ['junk', 'SSH-2.0-OpenSSH_9.9\r\n', 'malformed/first-byte/not-http'],
    ['binary junk', Buffer.from([0, 1, 2, 3, 255]), 'malformed/first-byte/not-http'],
    ['half a head', `${OK}X: y`, 'cut/first-byte/eof'],
    ['a broken head', `${OK}no colon\r\n\r\n`, 'malformed/first-byte/head'],
    ['a NUL in the head', `${OK}X: a\0b\r\n\r\n`, 'malformed/first-byte/head'],
    ['less than it promised', `${OK}Content-Length: 9\r\n\r\nhalf`, 'cut/body/eof'],
    [
      'less than it promised, closing',
      `${OK}Connection: close\r\nContent-Length: 9\r\n\r\nhalf`,
      'cut/body/content-length',
    ],
    ['half a chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n9\r\nhalf`, 'cut/body/eof'],
    ['half a chunk, closing', `${OK}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf`, 'cut/body/eof'],
    ['broken chunks', `${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf`, 'malformed/body/body'],
    ['two lengths', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy`, 'malformed/first-byte/head'],
    ['a status beyond all', 'HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n', '999'],
    ['a status of four digits', 'HTTP/1.1 2000 What\r\n\r\n', 'malformed/first-byte/head'],
    ['HTTP/3 in words', 'HTTP/3.0 200 OK\r\n\r\n', 'malformed/first-byte/not-http'],
  ] as const) {
    it(`may send ${what}: ${expected}`, async () => {
      assert.equal(outcome(await client.get(at(await answering(bytes)))), expected);
    });
  }

  it('may reset the connection in mid-body', async () => {
    const { port } = await servers.raw((socket) => {
      socket.once('data', () =>
        socket.write(`${OK}Content-Length: 9\r\n\r\nhalf`, () => setImmediate(() => socket.resetAndDestroy())),
      );
    });
    const exchange = await client.get(at(port));
    assert.equal(outcome(exchange), 'cut/body/reset');
    assert.deepEqual([text(exchange), exchange.status, exchange.bodyComplete], ['half', 200, false]);
  });

  it('may send more than it promised: what was promised counts', async () => {
    const exchange = await client.get(at(await answering(`${OK}Content-Length: 2\r\n\r\nxyHTTP/1.1 200 OK\r\n\r\n`)));
    assert.deepEqual([outcome(exchange), text(exchange)], ['200', 'xy']);
  });

  it('may speak before it is spoken to', async () => {
    const { port } = await servers.raw((socket) => socket.end(`${OK}Content-Length: 2\r\n\r\nhi`));
    assert.match(outcome(await client.get(at(port))), /^(?:200|cut|malformed)/);
  });

  it('cannot put terminal escapes or lines into a message', async () => {
    const exchange = await client.get(at(await answering('\u001b[31mred\u009b\r\nfake line\u202e')));
    assert.equal(outcome(exchange), 'malformed/first-byte/not-http');
    assert.doesNotMatch(exchange.fault?.message ?? '', /[\u0000-\u001f\u007f-\u009f\u202e]/);
    assert.ok((exchange.fault?.message.length ?? 0) <= 300);
  });

  it('gets an outcome for any bytes whatever', async function () {
    this.timeout(60_000);
    const piece = fc.oneof(
      fc.constantFrom(
        OK,
        '\r\n',
        '\r\n\r\n',
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
        '3\r\nabc\r\n',
        '0\r\n\r\n',
      ),
      fc.constantFrom(
        'Content-Encoding: gzip\r\n',
        'HTTP/1.1 100 Continue\r\n\r\n',
        'HTTP/1.0 302 Found\r\nLocation: /\r\n\r\n',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const port = await answering(Buffer.from(pieces.join(''), 'latin1'));
        const exchange = await client.get(at(port), { deadline: 500, stall: 100 });
        assert.ok(exchange.fault !== null || exchange.status !== null);
        servers.stop();
        await client.close();
      }),
      { numRuns: 100 },
    );
  });
});
