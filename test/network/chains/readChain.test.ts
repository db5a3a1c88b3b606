/** Certificates as they are sent, what is said of them, and that the real go fails for the same reason. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { chainFailures } from '../../../src/failures/network/chainFailures.ts';
import { classifyText } from '../../../src/failures/text/classifyText.ts';
import type { ChainEvidence } from '../../../src/net/chain/chainEvidence.ts';
import { readChain } from '../../../src/net/chain/readChain.ts';
import { readTrustStore } from '../../../src/net/link/trustStore.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Identity, makeAuthority, selfSigned } from '../fixtures/certificates.ts';
import { NEVER } from '../fixtures/client.ts';
import { answer, onRequest, Servers } from '../fixtures/servers.ts';
import { issue } from './opensslChains.ts';

const root = makeAuthority({ commonName: 'Test Root', organization: 'Test Trust' });
const intermediate = root.delegate({ commonName: 'Test Intermediate', organization: 'Test Trust' });
const stranger = makeAuthority({ commonName: 'Zscaler Root CA', organization: 'Zscaler Inc.' });
const chained = (leaf: Identity): Identity => ({ ...leaf, cert: leaf.cert + intermediate.pem });
const today = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const REFUSED: readonly (readonly [detail: string, identity: Identity, facts: Readonly<Record<string, RegExp>>])[] = [
  [
    'x509-expired',
    root.issue({ from: -9, until: -2 }),
    { expires: new RegExp(`^${today(-2)}T`), certificate: /^server$/ },
  ],
  ['x509-not-yet-valid', root.issue({ from: 2, until: 3 }), { begins: new RegExp(`^${today(2)}T`) }],
  ['x509-wrong-name', root.issue({ names: ['other.test', '127.0.0.2'] }), { names: /^other\.test, 127\.0\.0\.2$/ }],
  ['x509-unknown-authority', stranger.issue(), { interceptor: /^Zscaler$/, authority: /^Zscaler Root CA$/ }],
  ['x509-self-signed', selfSigned(), { subject: /^alone$/ }],
  [
    'x509-missing-intermediate',
    intermediate.issue({ issuersAt: 'http://127.0.0.1/i.cer' }),
    { missing: /^Test Intermediate$/, issuersAt: /^http:\/\/127\.0\.0\.1\/i\.cer$/ },
  ],
];

/** What go's words tell apart of ours: it knows neither a certificate that signed itself nor one whose issuer was left out. */
const IN_GO: Readonly<Record<string, string>> = {
  'x509-self-signed': 'x509-unknown-authority',
  'x509-missing-intermediate': 'x509-unknown-authority',
};

const servers = new Servers();

describe('readChain', () => {
  let folder = '';
  let environment: Record<string, string> = {};
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chains-'));
    await writeFile(join(folder, 'roots.pem'), root.pem);
    environment = { SSL_CERT_FILE: join(folder, 'roots.pem'), SSL_CERT_DIR: join(folder, 'none') };
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => servers.stop());

  async function read(port: number, deadline = 5000): Promise<ChainEvidence> {
    const trust = await readTrustStore({ environment, files: nodeFiles, platform: 'linux' });
    return structuredClone(await readChain({ host: '127.0.0.1', port, trust, environment, deadline }, NEVER));
  }

  async function serve(identity: Identity, options = {}): Promise<number> {
    const talk = answer('no', [], '404 Not Found');
    return (await servers.secure(identity, (socket) => onRequest(socket, talk), options)).port;
  }

  /** The code and detail of what the real go says of this server alone. */
  async function inGo(port: number): Promise<string> {
    const run = { goproxy: `https://127.0.0.1:${port}`, env: environment };
    const { stderr } = await runGo(['mod', 'download', 'example.test/a@v1.0.0'], run);
    const told = classifyText(stderr, { module: null, version: null, isGo: true })?.failure;
    return `${told?.code}/${told?.detail}`;
  }

  it('finds nothing wrong with a whole chain, fifty times, and neither does go', async () => {
    const port = await serve(chained(intermediate.issue()));
    for (let run = 0; run < 50; run++) assert.deepEqual(chainFailures(await read(port)), []);
    assert.match(await inGo(port), /^not-found\//);
    const evidence = await read(port);
    assert.deepEqual(
      evidence.chain.map(({ subject, issuer, key, signature, isSelfSigned }) => [
        subject,
        issuer,
        key,
        signature,
        isSelfSigned,
      ]),
      [
        ['CN=server', 'O=Test Trust\nCN=Test Intermediate', 'ec-prime256v1', 'sha256-ecdsa', false],
        ['O=Test Trust\nCN=Test Intermediate', 'O=Test Trust\nCN=Test Root', 'ec-prime256v1', 'sha256-ecdsa', false],
      ],
    );
    assert.deepEqual(evidence.chain[0]?.names, ['127.0.0.1', '0:0:0:0:0:0:0:1', 'localhost']);
    const { address, protocol, cipher, chainLength, verdict, fault, acceptedByNode, trustSource, trustSetBy } =
      evidence;
    assert.deepEqual(
      [address, protocol, chainLength, verdict, fault, acceptedByNode, trustSource, trustSetBy],
      ['127.0.0.1', 'TLSv1.3', 2, null, null, null, environment.SSL_CERT_FILE, ['SSL_CERT_FILE', 'SSL_CERT_DIR']],
    );
    assert.match(cipher ?? '', /^TLS_/);
  });

  for (const [detail, identity, facts] of REFUSED) {
    it(`${detail}, and go says ${IN_GO[detail] ?? detail}`, async () => {
      const port = await serve(identity);
      const evidence = await read(port);
      const [failure, ...others] = chainFailures(evidence);
      assert.deepEqual([failure?.code, failure?.detail, others], ['tls', detail, []]);
      for (const [name, value] of Object.entries(facts)) assert.match(failure?.facts[name] ?? '', value, name);
      assert.equal(evidence.acceptedByNode, false);
      assert.equal(await inGo(port), `tls/${IN_GO[detail] ?? detail}`);
    });
  }

  it('names the version of a server that is too old for go', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    const port = await serve(root.issue(), old);
    assert.deepEqual(chainFailures(await read(port)), [
      { code: 'tls', detail: 'protocol-version', facts: { version: 'TLSv1.1' } },
    ]);
    assert.equal(await inGo(port), 'tls/protocol-version');
  });

  it('names the alert of a server that refuses', async () => {
    const port = await serve(root.issue(), { ciphers: 'AES128-SHA', maxVersion: 'TLSv1.2' });
    assert.deepEqual(chainFailures(await read(port)), [{ code: 'tls', detail: 'alert-handshake-failure', facts: {} }]);
    assert.equal(await inGo(port), 'tls/handshake-failure');
  });

  it('tells of a signature that is too weak for go, which calls the authority unknown', async () => {
    const authority = await issue({ folder, subject: '/CN=Old Root' });
    const leaf = await issue({ folder, subject: '/CN=old', by: authority, names: 'IP:127.0.0.1', digest: 'sha1' });
    await writeFile(join(folder, 'roots.pem'), root.pem + authority.cert);
    const port = await serve(leaf, { ciphers: 'DEFAULT@SECLEVEL=0' });
    const evidence = await read(port);
    const [failure] = chainFailures(evidence);
    assert.deepEqual([failure?.detail, failure?.facts.weak], ['x509-invalid', 'sha1-ecdsa']);
    assert.equal(await inGo(port), 'tls/x509-unknown-authority');
    await writeFile(join(folder, 'roots.pem'), root.pem);
  });

  it('keeps fifty of a thousand names, and one with a NUL in it', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `DNS:host-${index}.test`).join(',');
    const leaf = await issue({ folder, subject: '/CN=many', names: many });
    const [shown] = (await read(await serve(leaf))).chain;
    assert.deepEqual([shown?.names.length, shown?.nameCount, shown?.names[49]], [50, 1000, 'host-49.test']);
    const odd = root.issue({ names: ['127.0.0.1\u0000.evil.test', 'a, DNS:b.test'] });
    const evidence = await read(await serve(odd));
    assert.deepEqual(evidence.chain[0]?.names, ['127.0.0.1\u0000.evil.test', 'a, DNS:b.test']);
    assert.equal(chainFailures(evidence)[0]?.detail, 'x509-wrong-name');
  });

  it('reads twenty of a hundred levels, and two that sign each other', async () => {
    const pems: string[] = [];
    let authority = makeAuthority({ commonName: 'level 0' });
    for (let level = 1; level <= 100; level++) {
      pems.unshift(authority.pem);
      if (level < 100) authority = authority.delegate({ commonName: `level ${level}` });
    }
    const leaf = authority.issue();
    const deep = { ...leaf, cert: leaf.cert + pems.join('') };
    const evidence = await read(await serve(deep));
    assert.deepEqual([evidence.chain.length, evidence.chainLength], [20, 101]);
    assert.equal(chainFailures(evidence)[0]?.detail, 'x509-unknown-authority');
    // The same two certificates over and over, each other's issuer by name.
    const ring = [root.pem, intermediate.pem, root.pem, intermediate.pem, root.pem].join('');
    const own = intermediate.issue();
    const looped = await read(await serve({ ...own, cert: own.cert + ring }));
    assert.equal(looped.chainLength, 6);
    assert.deepEqual(chainFailures(looped), []);
  });

  it('says nothing of a server that is not there, or silent; ends when aborted', async () => {
    assert.deepEqual(chainFailures(await read(await servers.refusedPort())), []);
    const { port } = await servers.silent();
    const evidence = await read(port, 300);
    assert.deepEqual([evidence.fault?.kind, evidence.chain, chainFailures(evidence)], ['tls-timeout', [], []]);
    const stop = new AbortController();
    const trust = await readTrustStore({ environment, files: nodeFiles, platform: 'linux' });
    const pending = readChain({ host: '127.0.0.1', port, trust, environment, deadline: 60_000 }, stop.signal);
    setImmediate(() => stop.abort(new Error('enough')));
    await assert.rejects(pending, /enough/);
  });
});
