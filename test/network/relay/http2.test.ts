/** Entries that speak HTTP/2: many requests on one connection, and connections that die with all of them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants, createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RELAY_LIMITS } from '../../../src/relay/relay.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { type Certificates, makeCertificates } from '../../lab/servers/certificates.ts';
import { until } from '../../support/until.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

const LIST = 'example.test/a/@v/list';
const ALL = 40;

describe('relay: HTTP/2', function () {
  this.timeout(60_000);
  let lab: Lab;
  let relay: RunningRelay | null = null;
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
    lab.reset();
  });
  after(() => lab.stop());

  const ask = async () => (await fetch(`${relay?.url}/${LIST}`)).status;
  const askAll = () => Promise.all(Array.from({ length: ALL }, ask));

  it('requests at the same time share one connection, from the first on; so do later ones', async () => {
    relay = await runRelay(lab, lab.urls['healthy-h2']);
    for (let round = 1; round <= 3; round++) {
      assert.deepEqual(new Set(await askAll()), new Set([200]));
      assert.equal(lab.connections('healthy-h2'), 1);
    }
    assert.equal(lab.requests('healthy-h2').length, 3 * ALL);
  });

  it('an entry that refuses HTTP/2 is asked on several', async () => {
    relay = await runRelay(lab, lab.urls['healthy-tls']);
    assert.deepEqual(new Set(await askAll()), new Set([200]));
    assert.ok(lab.connections('healthy-tls') > 1);
  });

  it('a connection that cannot be made fails all who wait for it, once', async () => {
    relay = await runRelay(lab, `${lab.urls['tls-silent']},${lab.urls.healthy}`);
    const started = performance.now();
    assert.deepEqual(new Set(await askAll()), new Set([200]));
    assert.ok(performance.now() - started < 5_000);
    assert.ok(lab.connections('tls-silent') < 5, `${lab.connections('tls-silent')} connections`);
  });

  describe('a connection that dies', () => {
    let certificates: Certificates;
    let server: Http2SecureServer;
    let sessions: ServerHttp2Session[] = [];
    let folder: string;
    /** What becomes of the first connection when it has many requests. */
    let death: (session: ServerHttp2Session) => void = () => undefined;
    before(async () => {
      certificates = makeCertificates('http://127.0.0.1:1/');
      folder = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-h2-'));
      await writeFile(path.join(folder, 'root.pem'), certificates.rootPem);
    });
    after(() => rm(folder, { recursive: true, force: true }));
    beforeEach(async () => {
      sessions = [];
      let running = 0;
      server = createSecureServer({ ...certificates.servers.good });
      server.on('session', (session) => {
        sessions.push(session);
        session.on('error', () => undefined);
      });
      server.on('stream', (stream) => {
        stream.on('error', () => undefined);
        if (sessions.length > 1 || stream.session === undefined) {
          stream.respond({ ':status': 200 });
          stream.end('v1.0.0\n');
        } else if (++running === ALL) {
          death(stream.session as ServerHttp2Session);
        }
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => {
      for (const session of sessions) session.destroy();
      server.close();
    });

    /** The second connection is well. */
    const DEATHS: Readonly<Record<string, (session: ServerHttp2Session) => void>> = {
      'with GOAWAY': (session) => {
        session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 1);
        setImmediate(() => session.destroy());
      },
      'with GOAWAY alone': (session) => session.goaway(constants.NGHTTP2_NO_ERROR, 0),
      'with a reset': (session) => session.socket.destroy(),
      'in silence': () => undefined,
    };
    it('after a sleep none of before is trusted, nor is one with requests that are still waited for', async () => {
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const limits = { ...RELAY_LIMITS, lastFirstByte: 3_000 };
      relay = await runRelay({ ...lab, caFile: path.join(folder, 'root.pem') }, url, { limits });
      const asleep = ask();
      await until(() => sessions.length === 1, 'the first is asked');
      const { now } = Date;
      try {
        Date.now = () => now() + 60_000;
        const started = performance.now();
        assert.equal(await ask(), 200);
        assert.ok(performance.now() - started < 2_000, 'it has not waited for the one of before');
      } finally {
        Date.now = now;
      }
      assert.equal(sessions.length, 2);
      assert.equal(await asleep, 504);
      await until(() => sessions[0]?.closed === true || sessions[0]?.destroyed === true, 'it is ended');
    });

    for (const [name, die] of Object.entries(DEATHS)) {
      it(`${name}: its requests are served otherwise, and it is not used again`, async () => {
        death = die;
        const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
        relay = await runRelay({ ...lab, caFile: path.join(folder, 'root.pem') }, `${url},${lab.urls.healthy}`);
        assert.deepEqual(new Set(await askAll()), new Set([200]));
        await until(
          () => sessions.every((session, at) => at > 0 || session.destroyed || session.closed),
          'it is ended',
        );
      });
    }
  });
});
