/** Ways through a forward proxy beyond the plain ones: its own TLS, a login there, SOCKS5 to addresses. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { makeAuthority } from '../fixtures/certificates.ts';
import { Client, outcome, text } from '../fixtures/client.ts';
import { answer, onRequest, Servers } from '../fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const trusted = [root.pem];
const target = root.issue({ names: ['m.test', '192.0.2.7', '2001:db8::7'] });
const gate = root.issue({ names: ['127.0.0.1'] });
const nowhere = { lookup: () => Promise.reject(new Error('looked up')), ask: () => Promise.reject(new Error('asked')) };

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

const through = (proxy: string, url = 'https://m.test/x') =>
  client.get(url, { trusted, names: nowhere, environment: { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } });
const secureTarget = () => servers.secure(target, (socket) => onRequest(socket, answer('through')));

/** Opens the way to `port` for who knows the login; else 407. */
function gated(port: number, login: string): (socket: Socket) => void {
  const wanted = `Proxy-Authorization: Basic ${Buffer.from(login).toString('base64')}\r\n`;
  return (socket) => {
    socket.once('data', (head) => {
      if (!head.toString('latin1').includes(wanted)) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n');
        return;
      }
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
    });
  };
}

describe('a forward proxy that speaks TLS and wants a login', () => {
  it('takes the right one, and refuses a wrong one and none', async () => {
    const { port: behind } = await secureTarget();
    const { port } = await servers.secure(gate, gated(behind, 'me:s3 cret'));
    assert.equal(text(await through(`https://me:s3%20cret@127.0.0.1:${port}`)), 'through');
    assert.equal(outcome(await through(`https://me:wrong@127.0.0.1:${port}`)), 'forward-proxy/connect/proxy-auth');
    assert.equal(outcome(await through(`https://127.0.0.1:${port}`)), 'forward-proxy/connect/proxy-auth');
  });

  it('must show a certificate that go trusts, with its own name', async () => {
    const { port: behind } = await secureTarget();
    const stranger = makeAuthority({ commonName: 'Stranger' }).issue({ names: ['127.0.0.1'] });
    const untrusted = await servers.secure(stranger, gated(behind, 'x'));
    assert.equal(outcome(await through(`https://127.0.0.1:${untrusted.port}`)), 'forward-proxy/connect/proxy-tls');
    const misnamed = await servers.secure(target, gated(behind, 'x'));
    assert.equal(outcome(await through(`https://127.0.0.1:${misnamed.port}`)), 'forward-proxy/connect/proxy-tls');
  });
});

describe('a SOCKS5 proxy', () => {
  /** Leads everybody to `port`; its reply has an address of type `bound`. */
  const socks = (port: number, asked: Buffer[], bound: readonly number[]) =>
    servers.raw((socket) => {
      socket.once('data', () => {
        socket.write(Buffer.from([5, 0]));
        socket.once('data', (request) => {
          asked.push(request);
          // In two pieces: a reply is what it says, not what one packet holds.
          socket.write(Buffer.from([5, 0, 0]));
          socket.write(Buffer.from([...bound, 0, 80]));
          const onward = connect(port, '127.0.0.1');
          onward.on('error', () => socket.destroy());
          socket.pipe(onward).pipe(socket);
        });
      });
    });

  it('is given addresses as addresses, whatever it is bound to itself', async () => {
    const { port: behind } = await secureTarget();
    const asked: Buffer[] = [];
    const v4 = await socks(behind, asked, [4, ...new Array<number>(16).fill(0)]);
    assert.equal(text(await through(`socks5://127.0.0.1:${v4.port}`, 'https://192.0.2.7/x')), 'through');
    const v6 = await socks(behind, asked, [3, 4, 110, 97, 109, 101]);
    assert.equal(text(await through(`socks5h://127.0.0.1:${v6.port}`, 'https://[2001:db8::7]:8443/x')), 'through');
    assert.deepEqual(
      asked.map((request) => request.toString('hex')),
      ['05010001c000020701bb', `0501000420010db8${'0'.repeat(20)}000720fb`],
    );
  });

  it('is told apart by its replies', async () => {
    for (const reply of [1, 2, 3, 4, 6, 8]) {
      const { port } = await servers.raw((socket) => {
        socket.once('data', () => {
          socket.write(Buffer.from([5, 0]));
          socket.once('data', () => socket.write(Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0])));
        });
      });
      assert.equal(outcome(await through(`socks5://127.0.0.1:${port}`)), `forward-proxy/connect/socks-${reply}`);
    }
  });
});
