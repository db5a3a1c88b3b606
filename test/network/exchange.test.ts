/** HTTP/1 as Go speaks it: what is sent, what is read, how connections are kept. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { makeAuthority } from './fixtures/certificates.ts';
import { Client, get, outcome, text } from './fixtures/client.ts';
import { answer, onRequest, Servers } from './fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const trusted = [root.pem];
const identity = root.issue();

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

describe('an exchange over HTTP/1', () => {
  it('sends what Go sends, and gives back what came', async () => {
    const requests: string[] = [];
    const { port } = await servers.answering((request) => {
      requests.push(request);
      return answer('{}', ['Content-Type: application/json', 'Retry-After: 17']);
    });
    const url = `http://127.0.0.1:${port}/m/@v/list?q=1`;
    const exchange = await client.get(url);
    const lines = (requests[0] ?? '').split('\r\n');
    assert.deepEqual(
      [
        lines[0],
        ...lines
          .slice(1)
          .filter((line) => !/^connection:/i.test(line))
          .map((line) => line.toLowerCase())
          .sort(),
      ],
      [
        'GET /m/@v/list?q=1 HTTP/1.1',
        'accept-encoding: gzip',
        `host: 127.0.0.1:${port}`,
        'user-agent: go-http-client/1.1',
      ],
    );
    assert.equal(text(exchange), '{}');
    const { body, phases, ms, bytes, ...rest } = exchange;
    assert.deepEqual(rest, {
      url,
      status: 200,
      contentType: 'application/json',
      retryAfter: 17,
      date: null,
      bodyComplete: true,
      fault: null,
      httpVersion: '1.1',
      addresses: ['127.0.0.1'],
      forwardProxy: null,
      redirects: [],
    });
    assert.ok(phases.lookup !== null && phases.connect !== null && phases.firstByte !== null && phases.body !== null);
    assert.equal(phases.tls, null);
    assert.ok(ms >= phases.firstByte);
    const sent = (requests[0]?.length ?? 0) + 4;
    assert.equal(bytes, sent + answer('{}', ['Content-Type: application/json', 'Retry-After: 17']).length);
  });

  it('keeps the connection: the first request alone has its phases', async () => {
    const server = await servers.answering(answer('x'));
    const session = await client.session();
    const first = await get(session, `http://127.0.0.1:${server.port}/1`);
    const second = await get(session, `http://127.0.0.1:${server.port}/2`);
    assert.equal(server.accepted(), 1);
    assert.notEqual(first.phases.connect, null);
    assert.deepEqual([second.phases.lookup, second.phases.connect, second.phases.tls], [null, null, null]);
    assert.deepEqual(second.addresses, ['127.0.0.1']);
    assert.equal(outcome(second), '200');
  });

  it('serves requests made at the same time one after the other', async () => {
    const server = await servers.answering(answer('x'));
    const session = await client.session();
    const urls = [1, 2, 3, 4].map((n) => `http://127.0.0.1:${server.port}/${n}`);
    const all = await Promise.all(urls.map((url) => get(session, url)));
    assert.deepEqual(all.map(outcome), ['200', '200', '200', '200']);
    assert.equal(server.accepted(), 1);
  });

  it('makes another connection where the server closes each', async () => {
    const server = await servers.answering(answer('x', ['Connection: close']));
    const session = await client.session();
    for (const n of [1, 2]) assert.equal(outcome(await get(session, `http://127.0.0.1:${server.port}/${n}`)), '200');
    assert.equal(server.accepted(), 2);
  });

  it('replaces a kept connection that turns out dead, once', async () => {
    let connections = 0;
    const server = await servers.raw((socket) => {
      const first = connections++ === 0;
      let requests = 0;
      onRequest(socket, () => {
        if (first && ++requests === 2) {
          socket.resetAndDestroy();
          return null;
        }
        return answer('x');
      });
    });
    const session = await client.session();
    assert.equal(outcome(await get(session, `http://127.0.0.1:${server.port}/1`)), '200');
    const second = await get(session, `http://127.0.0.1:${server.port}/2`);
    assert.equal(outcome(second), '200');
    assert.notEqual(second.phases.connect, null, 'the phases are those of the new connection');
    assert.equal(server.accepted(), 2);
  });

  it('does not try a fresh connection again', async () => {
    const server = await servers.raw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.equal(outcome(await client.get(`http://127.0.0.1:${server.port}/`)), 'cut/first-byte/reset');
    assert.equal(server.accepted(), 1);
  });

  it('reads HTTP/1.0 to the end of the connection', async () => {
    const { port } = await servers.raw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nv1.0.0\n'));
    });
    const exchange = await client.get(`http://127.0.0.1:${port}/`);
    assert.deepEqual([outcome(exchange), text(exchange), exchange.httpVersion], ['200', 'v1.0.0\n', '1.0']);
  });

  it('reads chunks', async () => {
    const { port } = await servers.answering(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    );
    const exchange = await client.get(`http://127.0.0.1:${port}/`);
    assert.deepEqual([text(exchange), exchange.bodyComplete], ['abcde', true]);
  });

  it('decodes gzip, and only gzip', async () => {
    const packed = await servers.answering(answer(gzipSync('module m\n'), ['Content-Encoding: gzip']));
    assert.equal(text(await client.get(`http://127.0.0.1:${packed.port}/`)), 'module m\n');
    const other = await servers.answering(answer('as it is', ['Content-Encoding: br']));
    assert.equal(text(await client.get(`http://127.0.0.1:${other.port}/`)), 'as it is');
    const empty = await servers.answering(answer('', ['Content-Encoding: gzip']));
    const nothing = await client.get(`http://127.0.0.1:${empty.port}/`);
    assert.deepEqual([outcome(nothing), nothing.bodyComplete, nothing.body.length], ['200', true, 0]);
    const junk = await servers.answering(answer('no gzip at all', ['Content-Encoding: gzip']));
    assert.equal(outcome(await client.get(`http://127.0.0.1:${junk.port}/`)), 'malformed/body/gzip');
    const half = await servers.answering(answer(gzipSync('x'.repeat(999)).subarray(0, 15), ['Content-Encoding: gzip']));
    assert.equal(outcome(await client.get(`http://127.0.0.1:${half.port}/`)), 'malformed/body/gzip');
  });

  it('hands a body to a sink as it comes, to the cap, and keeps nothing of it; a refusal stays readable', async () => {
    const took: Buffer[] = [];
    const sink = (piece: Uint8Array) => void took.push(Buffer.from(piece));
    const seen = async (port: number, maxBody = 1 << 20) => {
      took.length = 0;
      const { status, body, bodyComplete } = await client.get(`http://127.0.0.1:${port}/`, { sink, maxBody });
      return [status, Buffer.concat(took).toString(), Buffer.from(body).toString(), bodyComplete];
    };
    const content = 'x'.repeat(100_000);
    const plain = await servers.answering(answer(content));
    assert.deepEqual(await seen(plain.port), [200, content, '', true]);
    assert.deepEqual(await seen(plain.port, 99_999), [200, content.slice(1), '', false]);
    const packed = await servers.answering(answer(gzipSync(content), ['Content-Encoding: gzip']));
    assert.deepEqual(await seen(packed.port), [200, content, '', true]);
    const refusal = await servers.answering(`HTTP/1.1 404 No\r\nContent-Length: 100000\r\n\r\n${content}`);
    assert.deepEqual(await seen(refusal.port), [404, '', content.slice(0, 65_536), false]);
    const moved = await servers.answering(
      `HTTP/1.1 302 Moved\r\nLocation: http://127.0.0.1:${plain.port}/\r\nContent-Length: 4\r\n\r\nmove`,
    );
    assert.deepEqual(await seen(moved.port), [200, content, '', true]);
  });

  it('knows a body of exactly the cap from one beyond it', async () => {
    const { port } = await servers.answering(answer('x'.repeat(1000)));
    const exact = await client.get(`http://127.0.0.1:${port}/`, { maxBody: 1000 });
    assert.deepEqual([exact.body.length, exact.bodyComplete, exact.fault], [1000, true, null]);
    const beyond = await client.get(`http://127.0.0.1:${port}/`, { maxBody: 999 });
    assert.deepEqual([beyond.body.length, beyond.bodyComplete, beyond.fault], [999, false, null]);
    const nothing = await client.get(`http://127.0.0.1:${port}/`, { maxBody: 0 });
    assert.deepEqual([nothing.body.length, nothing.bodyComplete, nothing.status], [0, false, 200]);
  });

  it('goes on with a fresh connection after a body was cut at the cap', async () => {
    const server = await servers.answering(answer('x'.repeat(100_000)));
    const session = await client.session();
    for (const n of [1, 2]) {
      const exchange = await get(session, `http://127.0.0.1:${server.port}/${n}`, { maxBody: 10 });
      assert.deepEqual([exchange.body.length, exchange.fault], [10, null]);
    }
    assert.equal(server.accepted(), 2);
  });

  for (const [value, seconds] of [
    ['0', 0],
    ['120', 120],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['99999999999999', null],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', 0],
  ] as const) {
    it(`reads Retry-After: ${value}`, async () => {
      const { port } = await servers.answering(answer('', [`Retry-After: ${value}`], '429 Too Many Requests'));
      const exchange = await client.get(`http://127.0.0.1:${port}/`);
      assert.deepEqual([exchange.status, exchange.retryAfter], [429, seconds]);
    });
  }

  it('reads Retry-After as a date to come', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    const { port } = await servers.answering(answer('', [`Retry-After: ${date}`], '503 Service Unavailable'));
    const { retryAfter } = await client.get(`http://127.0.0.1:${port}/`);
    assert.ok(retryAfter !== null && retryAfter > 80 && retryAfter <= 90, String(retryAfter));
  });

  for (const [fields, date] of [
    [['Date: Sun, 06 Nov 1994 08:49:37 GMT'], 'Sun, 06 Nov 1994 08:49:37 GMT'],
    [['Date: Sun, 06 Nov 1994 08:49:37 GMT', 'Age: 0'], 'Sun, 06 Nov 1994 08:49:37 GMT'],
    // The Date of a stored answer is not the time.
    [['Date: Sun, 06 Nov 1994 08:49:37 GMT', 'Age: 86400'], null],
    [[`Date: ${'x'.repeat(100)}`], null],
  ] as const) {
    it(`keeps the date of ${fields.join(' and ').slice(0, 60)}: ${date}`, async () => {
      const { port } = await servers.answering(answer('x', fields));
      assert.equal((await client.get(`http://127.0.0.1:${port}/`)).date, date);
    });
  }

  it('sends the credentials of an https URL, decoded', async () => {
    const requests: string[] = [];
    const { port } = await servers.secure(identity, (socket) =>
      onRequest(socket, (request) => {
        requests.push(request);
        return answer('x');
      }),
    );
    const exchange = await client.get(`https://us%40er:p%3Ass@127.0.0.1:${port}/`, { trusted });
    assert.equal(outcome(exchange), '200');
    const expected = `Authorization: Basic ${Buffer.from('us@er:p:ss').toString('base64')}`;
    assert.match(requests[0] ?? '', new RegExp(`^${expected}$`, 'm'));
  });

  it('sends nothing where an http URL has credentials', async () => {
    const server = await servers.answering(answer('x'));
    const exchange = await client.get(`http://user:pass@127.0.0.1:${server.port}/`);
    assert.equal(outcome(exchange), 'invalid-url/lookup/credentials-on-http');
    assert.equal(server.accepted(), 0);
  });

  for (const [url, detail] of [
    ['', 'unparsable'],
    ['http://', 'unparsable'],
    ['http://a b/', 'unparsable'],
    ['http://127.0.0.1:99999/', 'invalid-port'],
    ['http://127.0.0.1:port/', 'invalid-port'],
    ['ftp://127.0.0.1/', 'unsupported-scheme'],
    ['http://[fe80::1%25]/', 'unparsable'],
    ['\0', 'unparsable'],
    ['http://user:pa/ss@127.0.0.1/', 'invalid-port'],
  ] as const) {
    it(`refuses ${JSON.stringify(url)}: ${detail}`, async () => {
      assert.equal(outcome(await client.get(url)), `invalid-url/lookup/${detail}`);
    });
  }

  it('has an outcome for 10 MB of anything, in no time', async () => {
    const gone = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const session = await client.session({ names: { lookup: gone, ask: gone } });
    const started = performance.now();
    for (const piece of ['a', ':', ':a', '[', '%25', '@', '@:', '1', 'ü', '/']) {
      for (const start of ['', 'http://', 'http://h:', 'http://[::1%25', 'http://h:a']) {
        const exchange = await get(session, start + piece.repeat(1 << 18), { deadline: 50 });
        assert.notEqual(exchange.fault, null);
      }
    }
    assert.notEqual((await get(session, `http://h:${'a'.repeat(10 << 20)}@`)).fault, null);
    assert.ok(performance.now() - started < 5000);
  });

  it('reaches IPv6 addresses, with a zone too', async () => {
    const { port } = await servers.answering(answer('six'), '::1');
    assert.equal(text(await client.get(`http://[::1]:${port}/`)), 'six');
    const zoned = await client.get(`http://[::1%25lo]:${port}/`);
    assert.deepEqual([outcome(zoned), zoned.addresses], ['200', ['::1%lo']]);
  });
});
