/** TLS: what is trusted, what is not and why, and what is said of a handshake that fails. */
import assert from 'node:assert/strict';
import { type Identity, makeAuthority, selfSigned } from './fixtures/certificates.ts';
import { Client, type ClientOptions, get, outcome, text } from './fixtures/client.ts';
import { answer, onRequest, Servers } from './fixtures/servers.ts';

const root = makeAuthority({ commonName: 'Test Root', organization: 'Test Trust' });
const intermediate = root.delegate({ commonName: 'Test Intermediate', organization: 'Test Trust' });
const stranger = makeAuthority({ commonName: 'Somebody Else', organization: 'Strangers' });
const foreignName = root.delegate({ commonName: 'Intermediate', organization: 'Another Name' });

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

/** A server that says how often it was asked anything at all. */
async function serve(identity: Identity): Promise<{ port: number; asked: () => number }> {
  let asked = 0;
  const { port } = await servers.secure(identity, (socket) => {
    socket.once('data', () => asked++);
    onRequest(socket, answer('secret'));
  });
  return { port, asked: () => asked };
}

const trusted = [root.pem];
const chained = (leaf: Identity): Identity => ({ ...leaf, cert: leaf.cert + intermediate.pem });

const VERDICTS: readonly (readonly [string, Identity, string, ClientOptions?])[] = [
  ['a certificate of a root', root.issue(), '200'],
  ['a chain', chained(intermediate.issue()), '200'],
  ['a chain whose intermediate alone is in the store', intermediate.issue(), '200', { trusted: [intermediate.pem] }],
  ['an expired one', root.issue({ from: -9, until: -1 }), 'x509-expired'],
  ['one of tomorrow', root.issue({ from: 1, until: 2 }), 'x509-not-yet-valid'],
  ['another name', root.issue({ names: ['other.test', '127.0.0.2'] }), 'x509-wrong-name'],
  ['the name in the common name only', root.issue({ names: [], commonName: '127.0.0.1' }), 'x509-wrong-name'],
  ['a stranger', stranger.issue(), 'x509-unknown-authority'],
  ['one that signed itself', selfSigned(), 'x509-self-signed'],
  [
    'a chain cut short, its issuer’s address in it',
    foreignName.issue({ issuersAt: 'http://127.0.0.1/i' }),
    'x509-missing-intermediate',
  ],
  ['a chain cut short, of a known organization', intermediate.issue(), 'x509-missing-intermediate'],
  ['a chain cut short, without any such sign', foreignName.issue(), 'x509-unknown-authority'],
  // Go looks at the dates first, then at the name, then at the chain.
  ['an expired one of a stranger', stranger.issue({ from: -9, until: -1 }), 'x509-expired'],
  ['another name by a stranger', stranger.issue({ names: ['other.test'] }), 'x509-wrong-name'],
];

describe('TLS', () => {
  for (const [what, identity, verdict, options] of VERDICTS) {
    it(`${verdict}: ${what}`, async () => {
      const { port, asked } = await serve(identity);
      const exchange = await client.get(`https://127.0.0.1:${port}/`, { trusted, ...options });
      assert.equal(outcome(exchange), verdict === '200' ? '200' : `tls/tls/${verdict}`);
      assert.equal(text(exchange), verdict === '200' ? 'secret' : '');
      assert.equal(asked(), verdict === '200' ? 1 : 0, 'nothing is sent on a connection that is not trusted');
    });
  }

  it('x509-unknown-authority: a stranger who sends his root', async () => {
    const leaf = stranger.issue();
    const { port } = await serve({ ...leaf, cert: leaf.cert + stranger.pem });
    const exchange = await client.get(`https://127.0.0.1:${port}/`, { trusted });
    assert.equal(outcome(exchange), 'tls/tls/x509-unknown-authority');
    assert.match(exchange.fault?.message ?? '', /Somebody Else/, 'the message names the issuer');
  });

  it('takes a star before a single label, as Go does and OpenSSL does not', async () => {
    const { port } = await serve(root.issue({ names: ['*.corp'] }));
    const network = await client.network({
      trusted,
      names: { lookup: async () => ['127.0.0.1'], ask: async () => [] },
    });
    const session = network.open();
    assert.equal(outcome(await get(session, `https://Proxy.corp:${port}/`)), '200');
    assert.equal(outcome(await get(session, `https://a.proxy.corp:${port}/`)), 'tls/tls/x509-wrong-name');
    assert.equal(outcome(await get(session, `https://corp:${port}/`)), 'tls/tls/x509-wrong-name');
    session.close();
  });

  it('sends the name and checks it, or no name for an address', async () => {
    const identity = root.issue({ names: ['localhost', '127.0.0.1'] });
    const names: (string | false | null)[] = [];
    const { port } = await servers.secure(identity, (socket) => {
      names.push(socket.servername ?? false);
      onRequest(socket, answer('ok'));
    });
    const network = await client.network({
      trusted,
      names: { lookup: async () => ['127.0.0.1'], ask: async () => [] },
    });
    const session = network.open();
    assert.equal(outcome(await get(session, `https://localhost:${port}/`)), '200');
    assert.equal(outcome(await get(session, `https://127.0.0.1:${port}/`)), '200');
    assert.equal(outcome(await get(session, `https://other.test:${port}/`)), 'tls/tls/x509-wrong-name');
    session.close();
    // What is refused is hung up on before the server has finished its side.
    assert.deepEqual(names.slice(0, 2), ['localhost', false]);
    assert.match(network.trustSource ?? '', /roots\.pem/);
  });

  const identity = root.issue();

  it('knows a server that speaks plain HTTP', async () => {
    const { port } = await servers.raw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    assert.equal(
      outcome(await client.get(`https://127.0.0.1:${port}/`, { trusted })),
      'tls/tls/plain-http-on-tls-port',
    );
  });

  it('knows a server that only speaks TLS 1.1', async () => {
    const { port } = await servers.secure(identity, () => undefined, {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    assert.equal(outcome(await client.get(`https://127.0.0.1:${port}/`, { trusted })), 'tls/tls/protocol-version');
  });

  it('names the alert of a server that finds no cipher', async () => {
    const { port } = await servers.secure(identity, () => undefined, { ciphers: 'AES128-SHA', maxVersion: 'TLSv1.2' });
    assert.equal(
      outcome(await client.get(`https://127.0.0.1:${port}/`, { trusted })),
      'tls/tls/alert-handshake-failure',
    );
  });

  it('names the alert of a server that wants a certificate of ours', async () => {
    const options = { requestCert: true, rejectUnauthorized: true, ca: [root.pem] };
    const { port } = await servers.secure(identity, () => undefined, { ...options, maxVersion: 'TLSv1.3' });
    // Under TLS 1.3 the refusal comes behind the handshake.
    assert.match(
      outcome(await client.get(`https://127.0.0.1:${port}/`, { trusted })),
      /^(?:tls\/first-byte\/alert-certificate-required|cut\/first-byte\/(?:reset|eof))$/,
    );
  });

  it('knows a server that hangs up in the handshake', async () => {
    const ended = await servers.raw((socket) => socket.once('data', () => socket.end()));
    assert.equal(outcome(await client.get(`https://127.0.0.1:${ended.port}/`, { trusted })), 'cut/tls/eof');
    const reset = await servers.raw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.equal(outcome(await client.get(`https://127.0.0.1:${reset.port}/`, { trusted })), 'cut/tls/reset');
  });

  it('knows a server that is silent in the handshake', async () => {
    const { port } = await servers.silent();
    const exchange = await client.get(`https://127.0.0.1:${port}/`, { trusted, deadline: 300 });
    assert.equal(outcome(exchange), 'tls-timeout/tls/silence');
    assert.ok(exchange.phases.connect !== null && exchange.phases.tls === null);
  });

  it('says so when plain HTTP is spoken to a TLS port', async () => {
    const unexpectedMessage = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0a]);
    const { port } = await servers.raw((socket) => socket.once('data', () => socket.end(unexpectedMessage)));
    assert.equal(outcome(await client.get(`http://127.0.0.1:${port}/`)), 'tls/first-byte/tls-port');
  });

  for (const words of [
    'Client sent an HTTP request to an HTTPS server.\n',
    '<center>The plain HTTP request was sent to HTTPS port</center>',
    'Reason: You&#39;re speaking plain HTTP to an SSL-enabled server port.<br />',
  ]) {
    it(`reads it in a server’s words too: ${words.slice(0, 30)}`, async () => {
      const { port } = await servers.answering(answer(words, [], '400 Bad Request'));
      const exchange = await client.get(`http://127.0.0.1:${port}/`);
      assert.deepEqual([outcome(exchange), exchange.status], ['tls/first-byte/tls-port', 400]);
    });
  }
});
