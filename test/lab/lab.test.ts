/** The lab itself: it starts, counts, survives its clients, and leaves nothing behind. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { decidingEntry } from './decidingEntry.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { runGo } from './goRunner.ts';
import { type Lab, startLab } from './lab.ts';

const NAMES = Object.keys(FAULTS) as FaultName[];

describe('lab', function () {
  this.timeout(20_000);
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());
  beforeEach(() => lab.reset());

  it('has a loopback URL and a log for every fault', () => {
    for (const name of NAMES) {
      assert.match(lab.urls[name], /^https?:\/\/127\.0\.0\.1:\d+$/);
      assert.deepEqual(lab.requests(name), []);
    }
  });

  it('counts requests until reset, and delays the healthy answers', async () => {
    lab.delay(60);
    const started = performance.now();
    const response = await fetch(`${lab.urls.healthy}/example.test/a/@v/list?x=1`);
    assert.equal(await response.text(), 'v1.0.0\nv1.1.0\nv1.2.0-rc.1\n');
    assert.ok(performance.now() - started >= 59);
    assert.deepEqual(
      lab.requests('healthy').map(({ method, path }) => [method, path]),
      [['GET', '/example.test/a/@v/list?x=1']],
    );
    assert.equal(lab.connections('healthy'), 1);
    lab.reset();
    assert.deepEqual(lab.requests('healthy'), []);
  });

  it('status-429 says when to come again', async () => {
    const response = await fetch(`${lab.urls['status-429']}/example.test/a/@v/list`);
    assert.equal(response.headers.get('retry-after'), '120');
    await response.text();
  });

  it('healthy-h2 speaks HTTP/2 under the lab root, which no system trusts', async () => {
    const ca = await readFile(lab.caFile, 'utf8');
    assert.ok(!tls.rootCertificates.includes(ca.trim()));
    const session = http2.connect(lab.urls['healthy-h2'], { ca });
    const request = session.request({ ':path': '/example.test/a/@latest' });
    const status = await new Promise((resolve, reject) => {
      request.on('response', (headers) => resolve(headers[':status']));
      session.on('error', reject);
    });
    request.resume();
    session.destroy();
    assert.equal(status, 200);
    assert.equal(lab.requests('healthy-h2')[0]?.path, '/example.test/a/@latest');
  });

  it('survives clients that leave in the middle', async () => {
    const beginnings = [
      '',
      'GET /example.test/big/@v/v1.0.0.zip HTTP/1.1\r\nHost: x\r\n\r\n',
      'GE',
      '\u0016\u0003\u0001',
    ];
    const leave = (name: FaultName, beginning: string) =>
      new Promise<void>((resolve) => {
        const socket = net.connect(Number(new URL(lab.urls[name]).port), '127.0.0.1');
        socket.on('connect', () => socket.write(beginning, () => setImmediate(() => socket.resetAndDestroy())));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    const reachable = NAMES.filter((name) => name !== 'black-hole');
    for (const beginning of beginnings) await Promise.all(reachable.map((name) => leave(name, beginning)));
    const response = await fetch(`${lab.urls.healthy}/example.test/a/@v/list`);
    assert.equal(response.status, 200);
    await response.text();
  });

  it('survives HTTP/1.1 clients where HTTP/2 is spoken', async () => {
    const ca = await readFile(lab.caFile);
    for (const name of ['healthy-h2', 'h2-stream-error', 'h2-goaway', 'h2-goaway-mid-body'] as const) {
      await new Promise((resolve) => {
        const request = https.get(`${lab.urls[name]}/example.test/a/@v/list`, { ca, agent: false }, (response) => {
          response.resume().on('close', resolve);
        });
        request.on('error', resolve);
      });
    }
    assert.equal(lab.requests('healthy-h2').length, 1);
    assert.equal(lab.requests('h2-goaway').length, 0);
  });

  it('tls-missing-intermediate says where its issuer is to be had', async () => {
    const { hostname, port } = new URL(lab.urls['tls-missing-intermediate']);
    const socket = tls.connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const leaf = socket.getPeerX509Certificate();
    socket.destroy();
    const issuerUrl = /^CA Issuers - URI:(http:\/\/127\.0\.0\.1:\d+\/\S+)$/m.exec(leaf?.infoAccess ?? '')?.[1];
    assert.ok(issuerUrl !== undefined, leaf?.infoAccess);
    const issuer = new X509Certificate(Buffer.from(await (await fetch(issuerUrl)).arrayBuffer()));
    assert.ok(leaf?.verify(issuer.publicKey));
    assert.ok(issuer.verify(new X509Certificate(await readFile(lab.caFile)).publicKey));
  });

  it('names the entry that ended a list', async () => {
    const { 'status-404': missing, 'status-403': denied, 'truncated-zip': truncated, healthy } = lab.urls;
    const entry = async (urls: readonly string[], separator: string) => {
      const run = { goproxy: urls.join(separator), trace: true };
      return decidingEntry((await runGo(['mod', 'download', 'example.test/e@v1.0.0'], run)).stderr, urls);
    };
    assert.equal(await entry([missing, denied, healthy], ','), 1);
    assert.equal(await entry([denied, missing], '|'), 0);
    assert.equal(await entry([missing, denied, truncated, healthy], '|'), 2);
    assert.equal(decidingEntry('go: module lookup disabled by GOPROXY=off', [missing]), null);
    assert.equal(decidingEntry('Get "http://127.0.0.1:12345/x"', ['http://127.0.0.1:1234']), null);
  });

  it('stops at once, even in the middle of everything', async () => {
    const other = await startLab();
    const hanging = ['silent', 'body-stall', 'slow-drip', 'endless-body', 'black-hole', 'tls-silent'] as const;
    const runs = hanging.map((name) => fetch(`${other.urls[name]}/example.test/a/@v/list`).then((r) => r.text()));
    const settled = Promise.allSettled(runs);
    await other.stop();
    assert.ok((await settled).every(({ status }) => status === 'rejected'));
    assert.equal(existsSync(other.caFile), false);
  });

  it('leaves nothing that keeps a process alive', async () => {
    const script = `const { startLab } = await import(${JSON.stringify(new URL('./lab.ts', import.meta.url).href)});
      const lab = await startLab();
      if (process.getActiveResourcesInfo().includes('Timeout')) throw new Error('a timer while idle');
      await lab.stop();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 });
  });
});
