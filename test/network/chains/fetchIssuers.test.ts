/** What a server leaves out, fetched from where its certificate says: what is taken, what is not, and that go and openssl agree. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { chainFailures } from '../../../src/failures/network/chainFailures.ts';
import type { HostEvidence } from '../../../src/net/host/hostEvidence.ts';
import { Linker } from '../../../src/net/link/link.ts';
import { Names } from '../../../src/net/link/names.ts';
import { noNearerThan } from '../../../src/net/link/nearness.ts';
import { readTrustStore } from '../../../src/net/link/trustStore.ts';
import { createNetwork } from '../../../src/net/network.ts';
import { HttpSession } from '../../../src/net/session/httpSession.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Identity, makeAuthority } from '../fixtures/certificates.ts';
import { NEVER } from '../fixtures/client.ts';
import { answer, onRequest, Servers } from '../fixtures/servers.ts';

const servers = new Servers();
const root = makeAuthority({ commonName: 'Issuing Root' });
const der = (pem: string) => new X509Certificate(pem).raw;

describe('fetchIssuers', () => {
  let folder = '';
  let environment: Record<string, string> = {};
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'issuers-'));
    await writeFile(join(folder, 'roots.pem'), root.pem);
    environment = { SSL_CERT_FILE: join(folder, 'roots.pem'), SSL_CERT_DIR: join(folder, 'none') };
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => servers.stop());

  /** What the addresses answer, by their path. The addresses stand in certificates: they have to be known before. */
  async function issuing(answers: Readonly<Record<string, string | Buffer>>) {
    const asked: string[] = [];
    const { port } = await servers.answering((request) => {
      const path = /^GET (\S+) /.exec(request)?.[1] ?? '';
      asked.push(path);
      return answers[path] ?? answer('no', [], '404 Not Found');
    });
    return { asked, at: (path: string) => `http://127.0.0.1:${port}${path}` };
  }

  async function serve(identity: Identity): Promise<number> {
    const talk = answer('no', [], '404 Not Found');
    return (await servers.secure(identity, (socket) => onRequest(socket, talk))).port;
  }

  async function look(port: number, fetchIssuers = true, host = '127.0.0.1'): Promise<HostEvidence> {
    const network = createNetwork({ environment, files: nodeFiles });
    const question = { host, port, tls: true, deadline: 5_000, resolver: null, fetchIssuers };
    return structuredClone(await network.examineHost(question, NEVER));
  }

  it('asks nobody that is nearer to this machine than the server, not by a redirect either', async () => {
    const rows: readonly (readonly [from: string, address: string, permitted: boolean])[] = [
      ['8.8.4.4', '8.8.8.8', true],
      ['8.8.4.4', '2606:4700::1', true],
      ['8.8.4.4', '10.0.0.1', false],
      ['8.8.4.4', '100.64.0.1', false],
      ['8.8.4.4', '127.0.0.1', false],
      ['8.8.4.4', '::1', false],
      ['8.8.4.4', '::ffff:127.0.0.1', false],
      ['8.8.4.4', 'fd00::1', false],
      ['8.8.4.4', '169.254.169.254', false],
      ['8.8.4.4', '0.0.0.0', false],
      ['8.8.4.4', '198.18.0.1', false],
      ['8.8.4.4', 'no address', false],
      ['198.18.0.1', '198.18.0.2', true],
      ['198.18.0.1', '10.0.0.1', false],
      ['10.0.0.1', '10.0.0.2', true],
      ['10.0.0.1', '127.0.0.1', false],
      ['127.0.0.1', '127.0.0.1', true],
      ['127.0.0.1', '169.254.169.254', false],
      ['192.0.2.1', '127.0.0.1', false],
      ['fe80::1', '127.0.0.1', false],
    ];
    for (const [from, address, permitted] of rows) {
      assert.equal(noNearerThan(from)(address), permitted, `${from} to ${address}`);
    }

    const inner = await servers.answering(answer('secret'), '127.0.0.2');
    const to = (url: string) => answer('', [`Location: ${url}`], '302 Found');
    const outer = await servers.answering((request) =>
      to(/^GET \/name /.test(request) ? `http://localhost:${inner.port}/` : `http://127.0.0.2:${inner.port}/`),
    );
    const names = new Names({ lookup: async () => ['127.0.0.2'], ask: () => Promise.reject(new Error()) });
    const trust = () => readTrustStore({ environment, files: nodeFiles, platform: 'linux' });
    const permits = (address: string) => address === '127.0.0.1';
    const session = new HttpSession(new Linker(names, trust), { environment: {}, stall: 1_000, permits });
    for (const path of ['/address', '/name']) {
      const url = `http://127.0.0.1:${outer.port}${path}`;
      const { fault } = await session.get(url, { deadline: 2_000, maxBody: 100, signal: NEVER });
      assert.equal(fault?.detail, 'redirect-to-private', path);
    }
    session.close();
    assert.equal(inner.accepted(), 0);
    assert.ok(outer.accepted() > 0);
  });

  const body = (content: Buffer | string) => {
    const bytes = Buffer.from(content);
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), bytes]);
  };

  it('asks nobody unless told to', async () => {
    const issuer = await issuing({});
    const identity = root.delegate({ commonName: 'Middle' }).issue({ issuersAt: issuer.at('/middle') });
    const { chain } = await look(await serve(identity), false);
    assert.deepEqual([chain?.verdict?.detail, chain?.issuers, issuer.asked], ['x509-missing-intermediate', null, []]);
  });

  for (const form of ['DER', 'PEM'] as const) {
    it(`completes a chain with one certificate (${form}), as openssl and go find too`, async () => {
      const middle = root.delegate({ commonName: 'Middle' });
      const issuer = await issuing({ '/middle': body(form === 'DER' ? der(middle.pem) : middle.pem) });
      const identity = middle.issue({ issuersAt: issuer.at('/middle') });
      const port = await serve(identity);
      const { chain } = await look(port);
      assert.ok(chain !== null);
      assert.deepEqual(chain.issuers, { url: issuer.at('/middle'), pem: middle.pem, fault: null });
      assert.deepEqual(issuer.asked, ['/middle']);
      const [failure] = chainFailures(chain);
      assert.equal(failure?.facts.pem, middle.pem);

      await writeFile(join(folder, 'found.pem'), chain.issuers?.pem ?? '');
      await writeFile(join(folder, 'leaf.pem'), identity.cert);
      const files = ['-CAfile', 'roots.pem', '-untrusted', 'found.pem', 'leaf.pem'];
      assert.match(execFileSync('openssl', ['verify', ...files], { cwd: folder, encoding: 'utf8' }), /leaf\.pem: OK/);
      const download = async (goproxy: string) =>
        (await runGo(['mod', 'download', 'example.test/a@v1.0.0'], { goproxy, env: environment })).stderr;
      assert.match(await download(`https://127.0.0.1:${port}`), /unknown authority/);
      const mended = await serve({ ...identity, cert: identity.cert + chain.issuers?.pem });
      assert.match(await download(`https://127.0.0.1:${mended}`), /404 Not Found/);
    });
  }

  it('goes on level by level, and gives them in the order in which they are sent', async () => {
    const answers: Record<string, Buffer> = {};
    const issuer = await issuing(answers);
    const upper = root.delegate({ commonName: 'Upper' });
    const lower = upper.delegate({ commonName: 'Lower' }, issuer.at('/upper'));
    answers['/lower'] = body(der(lower.pem));
    answers['/upper'] = body(der(upper.pem));
    const { chain } = await look(await serve(lower.issue({ issuersAt: issuer.at('/lower') })));
    assert.deepEqual(chain?.issuers, { url: issuer.at('/upper'), pem: lower.pem + upper.pem, fault: null });
  });

  it('believes nothing because of where it lies', async () => {
    const middle = root.delegate({ commonName: 'Middle' });
    const namesake = makeAuthority({ commonName: 'Issuing Root' }).delegate({ commonName: 'Middle' });
    const strange = makeAuthority({ commonName: 'Strange Root' });
    const lost = strange.delegate({ commonName: 'Lost' });
    const answers: Record<string, Buffer> = {};
    const issuer = await issuing(answers);
    const fault = async (identity: Identity) => (await look(await serve(identity))).chain?.issuers?.fault;
    const at = (content: Buffer | string) => {
      answers['/it'] = body(content);
      return middle.issue({ issuersAt: issuer.at('/it') });
    };
    assert.equal(await fault(at(der(namesake.pem))), 'another-issuer');
    assert.equal(await fault(at(der(root.pem))), 'another-issuer');
    assert.equal(await fault(at('<html>')), 'not-a-certificate');
    assert.equal(await fault(at('')), 'not-a-certificate');
    assert.equal(await fault(at(Buffer.alloc(70_000, 48))), 'too-long');
    assert.equal(await fault(middle.issue({ issuersAt: issuer.at('/gone') })), 'http-404');
    const refused = `http://127.0.0.1:${await servers.refusedPort()}/`;
    assert.equal(await fault(middle.issue({ issuersAt: refused })), 'connection-refused');
    // Signed in order, and leading to a root that nobody here trusts.
    answers['/strange'] = body(der(strange.pem));
    assert.equal(await fault(strange.issue({ issuersAt: issuer.at('/strange') })), 'untrusted-root');
    answers['/lost'] = body(der(lost.pem));
    assert.equal(await fault(lost.issue({ issuersAt: issuer.at('/lost') })), 'no-address');
  });

  it('ends with chains that have no end', async () => {
    const answers: Record<string, Buffer> = {};
    const issuer = await issuing(answers);
    let authority = makeAuthority({ commonName: 'level 0' });
    for (let level = 1; level <= 9; level++) {
      authority = authority.delegate({ commonName: `level ${level}` }, issuer.at(`/${level - 1}`));
      answers[`/${level}`] = body(der(authority.pem));
    }
    const { chain } = await look(await serve(authority.issue({ issuersAt: issuer.at('/9') })));
    assert.equal(chain?.issuers?.fault, 'too-deep');
    assert.equal(issuer.asked.length, 4);
  });

  it('goes through the forward proxy that go would go through', async () => {
    const middle = root.delegate({ commonName: 'Middle' });
    const through: string[] = [];
    const { port } = await servers.answering((request) => {
      through.push(request.split('\r\n', 1)[0] ?? '');
      return body(der(middle.pem));
    });
    environment = { ...environment, HTTP_PROXY: `http://127.0.0.1:${port}` };
    const identity = middle.issue({ issuersAt: 'http://pki.test/middle.cer' });
    const { chain } = await look(await serve(identity));
    assert.deepEqual([chain?.issuers?.fault, through], [null, ['GET http://pki.test/middle.cer HTTP/1.1']]);
    environment = { ...environment, HTTP_PROXY: '' };
  });

  it('of a server behind a forward proxy: by that proxy too, and from no address near this machine', async () => {
    const middle = root.delegate({ commonName: 'Middle' });
    const near = await issuing({ '/middle': body(der(middle.pem)) });
    const target = { port: 0 };
    const proxy = await servers.raw((socket) => {
      socket.once('data', (head) => {
        if (!/^CONNECT m\.test:443 /.test(head.toString())) return socket.end(body(der(middle.pem)));
        const onward = connect(target.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          socket.pipe(onward).pipe(socket);
        });
        return onward.on('error', () => socket.destroy());
      });
    });
    const forwardProxy = `http://127.0.0.1:${proxy.port}`;
    environment = { ...environment, HTTP_PROXY: forwardProxy };
    const fault = async (issuersAt: string) => {
      target.port = await serve(middle.issue({ names: ['m.test'], issuersAt }));
      const network = createNetwork({ environment, files: nodeFiles });
      const question = { host: 'm.test', port: 443, tls: true, deadline: 5_000, resolver: null, forwardProxy };
      const { chain } = await network.examineHost({ ...question, fetchIssuers: true }, NEVER);
      return [chain?.verdict?.detail, chain?.issuers?.fault];
    };
    assert.deepEqual(await fault('http://pki.test/middle'), ['x509-missing-intermediate', null]);
    assert.deepEqual(await fault(near.at('/middle')), ['x509-missing-intermediate', 'redirect-to-private']);
    assert.deepEqual(near.asked, []);
    environment = { ...environment, HTTP_PROXY: '' };
  });
});
