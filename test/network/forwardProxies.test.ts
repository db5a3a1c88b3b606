/** Requests through forward proxies that work, refuse, fail or fall silent. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { makeAuthority } from './fixtures/certificates.ts';
import { Client, outcome, text } from './fixtures/client.ts';
import { answer, onRequest, Servers } from './fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const trusted = [root.pem];
const identity = root.issue({ names: ['m.test', '127.0.0.1'] });
/** No name may be looked up here: the forward proxy does that. */
const nowhere = { lookup: () => Promise.reject(new Error('looked up')), ask: () => Promise.reject(new Error('asked')) };

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

const secureServer = () => servers.secure(identity, (socket) => onRequest(socket, answer('through')));
/** Reaches `https://m.test` through a forward proxy at `proxy`. */
const through = (proxy: string, options: { deadline?: number; path?: string } = {}) =>
  client.get('https://m.test/x', { trusted, names: nowhere, environment: { HTTPS_PROXY: proxy }, ...options });
/** Reaches `http://m.test` through it. */
const plainThrough = (proxy: string) =>
  client.get('http://m.test/x?y=1', { trusted, names: nowhere, environment: { HTTP_PROXY: proxy } });

/** What a forward proxy does with CONNECT: opens the way to `port`, whatever was asked for. */
function tunnelling(port: number, heads: string[]): (socket: Socket) => void {
  return (socket) => {
    socket.once('data', (chunk) => {
      heads.push(chunk.toString('latin1'));
      const target = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
        socket.pipe(target).pipe(socket);
      });
      target.on('error', () => socket.destroy());
    });
  };
}

describe('an https target behind a forward proxy', () => {
  it('is reached by CONNECT, with credentials, its name never looked up', async () => {
    const heads: string[] = [];
    const target = await secureServer();
    const { port } = await servers.raw(tunnelling(target.port, heads));
    const proxy = `http://us%40er:p%3Ass@127.0.0.1:${port}`;
    const exchange = await through(proxy);
    assert.deepEqual([outcome(exchange), text(exchange), exchange.forwardProxy], ['200', 'through', proxy]);
    assert.deepEqual(exchange.addresses, []);
    assert.deepEqual((heads[0] ?? '').split('\r\n'), [
      'CONNECT m.test:443 HTTP/1.1',
      'Host: m.test:443',
      'User-Agent: Go-http-client/1.1',
      `Proxy-Authorization: Basic ${Buffer.from('us@er:p:ss').toString('base64')}`,
      '',
      '',
    ]);
    assert.ok(exchange.phases.tls !== null && exchange.phases.connect !== null);
  });

  it('is reached through a forward proxy that speaks TLS itself', async () => {
    const target = await secureServer();
    const { port } = await servers.secure(identity, tunnelling(target.port, []));
    assert.equal(text(await through(`https://127.0.0.1:${port}`)), 'through');
  });

  it('takes a forward proxy of an unknown scheme for an HTTP one, as go does', async () => {
    const target = await secureServer();
    const { port } = await servers.raw(tunnelling(target.port, []));
    assert.equal(text(await through(`ftp://127.0.0.1:${port}`)), 'through');
  });

  it('speaks HTTP/2 through it', async () => {
    const target = await servers.h2(identity, (stream) => {
      stream.respond({ ':status': 200 });
      stream.end('two');
    });
    const { port } = await servers.raw(tunnelling(target.port, []));
    const exchange = await through(`http://127.0.0.1:${port}`);
    assert.deepEqual([text(exchange), exchange.httpVersion], ['two', '2']);
  });

  it('keeps its own faults: they are not the forward proxy’s', async () => {
    const stranger = makeAuthority({ commonName: 'Stranger' }).issue({ names: ['m.test'] });
    const target = await servers.secure(stranger, () => undefined);
    const { port } = await servers.raw(tunnelling(target.port, []));
    assert.equal(outcome(await through(`http://127.0.0.1:${port}`)), 'tls/tls/x509-unknown-authority');
  });

  for (const [what, bytes, detail] of [
    ['wants a login', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'proxy-auth'],
    ['refuses', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'connect-403'],
    ['cannot reach the target', 'HTTP/1.0 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nbad', 'connect-502'],
    ['says 204, which is no yes to go', 'HTTP/1.1 204 No Content\r\n\r\n', 'connect-204'],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.9\r\n', 'not-a-proxy'],
    ['speaks in half sentences', 'HTTP/1.1 200', 'proxy-cut'],
    ['has an endless head', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, 'not-a-proxy'],
  ] as const) {
    it(`says ${detail} where it ${what}`, async () => {
      const { port } = await servers.raw((socket) => socket.once('data', () => socket.end(bytes)));
      assert.equal(outcome(await through(`http://127.0.0.1:${port}`)), `forward-proxy/connect/${detail}`);
    });
  }

  it('says connect-silent where it takes CONNECT and is silent', async () => {
    const { port } = await servers.silent();
    const exchange = await through(`http://127.0.0.1:${port}`, { deadline: 300 });
    assert.equal(outcome(exchange), 'forward-proxy/connect/connect-silent');
  });

  it('says what keeps it from the forward proxy', async () => {
    const closed = await servers.refusedPort();
    assert.equal(outcome(await through(`http://127.0.0.1:${closed}`)), 'forward-proxy/connect/proxy-refused');
    assert.equal(outcome(await through('http://proxy.test:3128')), 'forward-proxy/lookup/proxy-dns');
    assert.equal(outcome(await through('http://127.0.0.1:99999')), 'forward-proxy/connect/proxy-invalid');
    assert.equal(outcome(await through('http:nowhere')), 'forward-proxy/connect/proxy-invalid');
    const hungUp = await servers.raw((socket) => socket.destroy());
    assert.equal(outcome(await through(`http://127.0.0.1:${hungUp.port}`)), 'forward-proxy/connect/proxy-cut');
    const noTls = await servers.raw((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')));
    assert.equal(outcome(await through(`https://127.0.0.1:${noTls.port}`)), 'forward-proxy/connect/proxy-tls');
    const silent = await servers.silent();
    const late = await through(`https://127.0.0.1:${silent.port}`, { deadline: 300 });
    assert.equal(outcome(late), 'forward-proxy/connect/proxy-timeout');
  });
});

describe('an http target behind a forward proxy', () => {
  it('is asked for in absolute form', async () => {
    const requests: string[] = [];
    const { port } = await servers.answering((request) => {
      requests.push(request);
      return answer('through');
    });
    const exchange = await plainThrough(`http://user:pass@127.0.0.1:${port}`);
    assert.deepEqual([outcome(exchange), text(exchange)], ['200', 'through']);
    assert.match(requests[0] ?? '', /^GET http:\/\/m\.test\/x\?y=1 HTTP\/1\.1\r\n/);
    assert.match(requests[0] ?? '', /^host: m\.test$/im);
    assert.match(requests[0] ?? '', /^Proxy-Authorization: Basic dXNlcjpwYXNz$/im);
  });

  it('says proxy-auth at 407', async () => {
    const { port } = await servers.answering(answer('', [], '407 Proxy Authentication Required'));
    const exchange = await plainThrough(`http://127.0.0.1:${port}`);
    assert.deepEqual([outcome(exchange), exchange.status], ['forward-proxy/first-byte/proxy-auth', 407]);
  });

  it('is not asked for at all under CGI', async () => {
    const server = await servers.answering(answer('x'));
    const environment = { HTTP_PROXY: `http://127.0.0.1:${server.port}`, REQUEST_METHOD: 'GET' };
    const exchange = await client.get('http://m.test/', { environment, names: nowhere });
    assert.equal(outcome(exchange), 'forward-proxy/connect/request-method');
    assert.equal(server.accepted(), 0);
  });

  it('goes directly where NO_PROXY or loopback says so', async () => {
    const server = await servers.answering(answer('direct'));
    const environment = { HTTP_PROXY: 'http://127.0.0.1:1' };
    const exchange = await client.get(`http://127.0.0.1:${server.port}/`, { environment });
    assert.deepEqual([text(exchange), exchange.forwardProxy], ['direct', null]);
  });
});

describe('a SOCKS5 proxy', () => {
  interface SocksScript {
    readonly login?: string;
    readonly reply?: number;
    readonly method?: number;
  }

  /** A SOCKS5 proxy that leads to `port`; what it was asked for goes to `asked`. */
  const socks = (port: number, asked: string[], { login, reply = 0, method }: SocksScript = {}) =>
    servers.raw((socket) => {
      const steps = [
        (bytes: Buffer) => {
          assert.equal(bytes[0], 5);
          socket.write(Buffer.from([5, method ?? (login === undefined ? 0 : 2)]));
          if (login === undefined) steps.shift();
        },
        (bytes: Buffer) => {
          const name = bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
          const word = bytes.subarray(3 + name.length).toString();
          socket.write(Buffer.from([1, `${name}:${word}` === login ? 0 : 1]));
        },
        (bytes: Buffer) => {
          const length = bytes[4] ?? 0;
          asked.push(`${bytes[3]} ${bytes.subarray(5, 5 + length)} ${bytes.readUInt16BE(bytes.length - 2)}`);
          socket.write(Buffer.from([5, reply, 0, 1, 127, 0, 0, 1, 0, 80]));
          const target = connect(port, '127.0.0.1');
          target.on('error', () => socket.destroy());
          socket.pipe(target).pipe(socket);
        },
      ];
      const next = (bytes: Buffer) => {
        const step = steps.shift();
        if (steps.length === 0) socket.off('data', next);
        step?.(bytes);
      };
      socket.on('data', next);
    });

  it('is given the name, and leads to https and to http', async () => {
    const asked: string[] = [];
    const secure = await secureServer();
    const { port } = await socks(secure.port, asked);
    assert.equal(text(await through(`socks5://127.0.0.1:${port}`)), 'through');
    const plain = await servers.answering((request) => answer(request.split(' ')[1] ?? ''));
    const other = await socks(plain.port, asked);
    assert.equal(text(await plainThrough(`socks5h://127.0.0.1:${other.port}`)), '/x?y=1');
    assert.deepEqual(asked, ['3 m.test 443', '3 m.test 80']);
  });

  it('takes a login', async () => {
    const secure = await secureServer();
    const { port } = await socks(secure.port, [], { login: 'user:p ss' });
    assert.equal(outcome(await through(`socks5://user:p%20ss@127.0.0.1:${port}`)), '200');
    assert.equal(outcome(await through(`socks5://user:no@127.0.0.1:${port}`)), 'forward-proxy/connect/socks-auth');
    assert.equal(outcome(await through(`socks5://127.0.0.1:${port}`)), 'forward-proxy/connect/socks-auth');
  });

  it('says why not', async () => {
    const refusing = await socks(1, [], { reply: 5 });
    assert.equal(outcome(await through(`socks5://127.0.0.1:${refusing.port}`)), 'forward-proxy/connect/socks-5');
    const noMethod = await socks(1, [], { method: 255 });
    assert.equal(outcome(await through(`socks5://127.0.0.1:${noMethod.port}`)), 'forward-proxy/connect/socks-auth');
    const http = await servers.raw((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')));
    assert.equal(outcome(await through(`socks5://127.0.0.1:${http.port}`)), 'forward-proxy/connect/not-a-proxy');
    const gone = await servers.raw((socket) => socket.once('data', () => socket.end()));
    assert.equal(outcome(await through(`socks5://127.0.0.1:${gone.port}`)), 'forward-proxy/connect/proxy-cut');
    const silent = await servers.silent();
    const late = await through(`socks5://127.0.0.1:${silent.port}`, { deadline: 300 });
    assert.equal(outcome(late), 'forward-proxy/connect/connect-silent');
  });
});
