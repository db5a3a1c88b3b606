/** Who sees the fields that netrc and GOAUTH gave: the entry's host over https, and nobody else. */
import assert from 'node:assert/strict';
import { makeAuthority } from '../fixtures/certificates.ts';
import { Client, NEVER, text } from '../fixtures/client.ts';
import { answer, onRequest, Servers } from '../fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root' });
const identity = root.issue({ names: ['a.test', 'sub.a.test', 'b.test', '127.0.0.1'] });
const names = { lookup: async () => ['127.0.0.1'], ask: async () => [] };
const SECRET = 'Bearer Zq7-token';
const credentials = [
  ['Authorization', SECRET],
  ['X-Key', 'Zq7-key'],
] as const;

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

/** A server that redirects where `to` says, and tells at the end which requests carried what. */
async function chain(to: (path: string, port: number) => string | null) {
  const seen: string[] = [];
  const { port } = await servers.secure(identity, (socket) =>
    onRequest(socket, (request) => {
      const path = request.split(' ')[1] ?? '';
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(request)?.[1] ?? '-';
      seen.push([path, field('Authorization'), field('X-Key'), field('Host')].join(' '));
      const next = to(path, port);
      return next === null ? answer('here') : answer('', [`Location: ${next}`], '302 Found');
    }),
  );
  return { port, seen };
}

function ask(url: string, fields: readonly (readonly [string, string])[] = credentials) {
  return client
    .session({ trusted: [root.pem], names })
    .then((session) => session.get(url, { deadline: 2000, maxBody: 4096, signal: NEVER, credentials: fields }));
}

describe('credential fields', () => {
  it('go with the request and to a subdomain, and no more once they were withheld', async () => {
    const ways: Record<string, (port: number) => string> = {
      '/1': (port) => `https://sub.a.test:${port}/2`,
      '/2': (port) => `https://b.test:${port}/3`,
      '/3': (port) => `https://a.test:${port}/4`,
    };
    const { port, seen } = await chain((path, own) => ways[path]?.(own) ?? null);
    const exchange = await ask(`https://a.test:${port}/1`);
    assert.equal(text(exchange), 'here');
    const tail = (host: string) => `${host}:${port}`;
    assert.deepEqual(seen, [
      `/1 ${SECRET} Zq7-key ${tail('a.test')}`,
      `/2 ${SECRET} Zq7-key ${tail('sub.a.test')}`,
      `/3 - - ${tail('b.test')}`,
      `/4 - - ${tail('a.test')}`,
    ]);
    assert.doesNotMatch(JSON.stringify(exchange), /Zq7/);
  });

  it('take the place of the userinfo where they say who asks', async () => {
    const { port, seen } = await chain(() => null);
    await ask(`https://me:pass@a.test:${port}/1`);
    await ask(`https://me:pass@a.test:${port}/2`, [['X-Key', 'k']]);
    const basic = Buffer.from('me:pass').toString('base64');
    assert.deepEqual(
      seen.map((one) => one.split(' ').slice(0, -1).join(' ')),
      [`/1 ${SECRET} Zq7-key`, `/2 Basic ${basic} k`],
    );
  });

  it('cannot change whom the request is for', async () => {
    const { port, seen } = await chain(() => null);
    const exchange = await ask(`https://a.test:${port}/1`, [
      ['Host', 'b.test'],
      ['Content-Length', '5'],
      ['Transfer-Encoding', 'chunked'],
    ]);
    assert.deepEqual([exchange.status, seen], [200, [`/1 - - a.test:${port}`]]);
  });

  it('do not travel over plain http', async () => {
    const seen: string[] = [];
    const { port } = await servers.answering((request) => {
      seen.push(request);
      return answer('here');
    });
    const exchange = await ask(`http://127.0.0.1:${port}/`);
    assert.equal(exchange.status, 200);
    assert.doesNotMatch(seen.join(), /Zq7|authorization/i);
  });
});
