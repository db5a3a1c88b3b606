/** Redirects: how many, whereto, and who sees the credentials. */
import assert from 'node:assert/strict';
import { makeAuthority } from './fixtures/certificates.ts';
import { Client, get, outcome, text } from './fixtures/client.ts';
import { answer, onRequest, Servers } from './fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const trusted = [root.pem];
const identity = root.issue({ names: ['*.test', 'm.test', '127.0.0.1'] });
const everywhere = { lookup: async () => ['127.0.0.1'], ask: async () => [] };

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

const redirect = (location: string, status = '302 Found') => answer('moved', [`Location: ${location}`], status);

/** A server that redirects /0 to /1 … up to /`last`, which it serves. */
function chain(last: number) {
  return servers.answering((request) => {
    const step = Number(/^GET \/(\d+)/.exec(request)?.[1]);
    return step < last ? redirect(`/${step + 1}`) : answer('arrived');
  });
}

describe('a redirect', () => {
  for (const status of ['301 Moved', '302 Found', '303 See Other', '307 Temporary', '308 Permanent']) {
    it(`is followed with ${status}, over the same connection`, async () => {
      const server = await servers.answering((request) =>
        request.startsWith('GET /a ') ? redirect('b?c=1', status) : answer(request.split(' ')[1] ?? ''),
      );
      const exchange = await client.get(`http://127.0.0.1:${server.port}/a`);
      assert.deepEqual([outcome(exchange), text(exchange)], ['200', '/b?c=1']);
      assert.deepEqual(exchange.redirects, [`http://127.0.0.1:${server.port}/b?c=1`]);
      assert.equal(server.accepted(), 1);
    });
  }

  it('may be one of nine; the tenth is too many', async () => {
    const nine = await chain(9);
    const fine = await client.get(`http://127.0.0.1:${nine.port}/0`);
    assert.deepEqual([outcome(fine), fine.redirects.length], ['200', 9]);
    const ten = await chain(10);
    const over = await client.get(`http://127.0.0.1:${ten.port}/0`);
    assert.deepEqual([outcome(over), over.status], ['redirect/first-byte/redirect-too-many', 302]);
  });

  it('is a loop where it comes back', async () => {
    const { port } = await servers.answering((request) => redirect(request.startsWith('GET /a') ? '/b' : '/a'));
    assert.equal(outcome(await client.get(`http://127.0.0.1:${port}/a`)), 'redirect/first-byte/redirect-loop');
  });

  it('that comes back once and then serves is no loop, as for go', async () => {
    let asked = 0;
    const { port } = await servers.answering(() => (++asked < 3 ? redirect('/a') : answer('at last')));
    assert.equal(outcome(await client.get(`http://127.0.0.1:${port}/a`)), '200');
  });

  for (const [location, detail] of [
    ['', 'redirect-no-location'],
    ['http://', 'redirect-bad-location'],
    ['//127.0.0.1:99999/', 'redirect-bad-location'],
    ['ftp://127.0.0.1/x', 'redirect-to-scheme'],
    ['file:///etc/passwd', 'redirect-to-scheme'],
  ] as const) {
    it(`to ${JSON.stringify(location)} ends with ${detail}`, async () => {
      const { port } = await servers.answering(redirect(location));
      const exchange = await client.get(`http://127.0.0.1:${port}/`);
      assert.equal(outcome(exchange), `redirect/first-byte/${detail}`);
    });
  }

  it('goes on where its own body breaks off, and waits where it stalls', async () => {
    const broken = await servers.raw((socket) => {
      socket.once('data', (chunk) => {
        if (chunk.toString().startsWith('GET /b ')) socket.end(answer('arrived'));
        else socket.end('HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 99\r\n\r\nhalf');
      });
    });
    assert.equal(text(await client.get(`http://127.0.0.1:${broken.port}/a`)), 'arrived');
    const stalled = await servers.answering('HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 99\r\n\r\nhalf');
    const exchange = await client.get(`http://127.0.0.1:${stalled.port}/a`, { stall: 100 });
    assert.equal(outcome(exchange), 'body-stalled/body/body-stalled');
  });

  it('adds up what its hops cost', async () => {
    const second = await servers.answering(answer('arrived'));
    const first = await servers.answering(redirect(`http://127.0.0.1:${second.port}/b`));
    const exchange = await client.get(`http://127.0.0.1:${first.port}/a`);
    assert.equal(text(exchange), 'arrived');
    assert.ok(exchange.bytes > answer('arrived').length + 300);
    assert.ok(exchange.ms >= (exchange.phases.firstByte ?? 0) + (exchange.phases.connect ?? 0));
  });
});

describe('a redirect from https', () => {
  it('never goes to http', async () => {
    const plain = await servers.answering(answer('x'));
    const { port } = await servers.secure(identity, (socket) =>
      onRequest(socket, redirect(`http://127.0.0.1:${plain.port}/`)),
    );
    const exchange = await client.get(`https://127.0.0.1:${port}/`, { trusted });
    assert.equal(outcome(exchange), 'redirect/first-byte/redirect-to-http');
    assert.equal(plain.accepted(), 0);
  });

  it('may be reached from http, and left again', async () => {
    const plain = await servers.answering(answer('arrived'));
    const secure = await servers.secure(identity, (socket) =>
      onRequest(socket, redirect(`http://127.0.0.1:${plain.port}/`)),
    );
    const first = await servers.answering(redirect(`https://127.0.0.1:${secure.port}/`));
    const exchange = await client.get(`http://127.0.0.1:${first.port}/`, { trusted });
    assert.deepEqual([outcome(exchange), text(exchange)], ['200', 'arrived']);
  });

  it('takes the credentials to the same host and below, and nowhere else', async () => {
    const seen: string[] = [];
    let port = 0;
    const hops: Readonly<Record<string, string>> = {
      '/0': 'https://m.test:PORT/1',
      '/1': 'https://sub.m.test:PORT/2',
      '/2': 'https://other.test:PORT/3',
      '/3': 'https://m.test:PORT/4',
    };
    const wildcard = root.issue({ names: ['m.test', 'sub.m.test', 'other.test'] });
    ({ port } = await servers.secure(wildcard, (socket) =>
      onRequest(socket, (request) => {
        const path = request.split(' ')[1] ?? '';
        seen.push(`${path} ${/^Authorization: (.*)$/im.test(request)}`);
        const next = hops[path];
        return next === undefined ? answer('arrived') : redirect(next.replace('PORT', String(port)));
      }),
    ));
    const session = await client.session({ trusted, names: everywhere });
    const exchange = await get(session, `https://user:pass@m.test:${port}/0`);
    assert.equal(outcome(exchange), '200');
    // Once withheld, withheld for good: /4 is on the first host again.
    assert.deepEqual(seen, ['/0 true', '/1 true', '/2 true', '/3 false', '/4 false']);
  });
});
