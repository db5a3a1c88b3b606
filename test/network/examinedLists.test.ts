/** Whole lists of the lab through the real prober: in time whatever is dead, behind forward proxies, of files, in the worker. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nullLog } from '../../src/base/log.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type BuiltBundles, buildBundles } from './builtBundles.ts';
import { entryWords, type LabList, labList, trusting } from './labList.ts';

/** Beyond the time-out of one entry, ms. */
const SLACK = 500;
/** What silence means is clear after half a second. */
const SHORT = 1200;

const NAMED = { named: [{ module: 'example.test/a', version: 'v1.0.0' }] };

describe('examination of lists', function () {
  this.timeout(30_000);
  let lab: Lab;
  let doctor: LabList;
  before(async () => {
    lab = await startLab();
    doctor = labList(lab);
  });
  after(() => lab.stop());
  beforeEach(() => lab.reset());

  describe('a list of five dead entries and a healthy one', () => {
    const FIVE = ['silent', 'black-hole', 'body-stall', 'refused', 'status-500', 'healthy'] as const;
    const ROWS: readonly (readonly [separator: string, timeout: number, words: readonly string[]])[] = [
      [
        ',',
        5000,
        [
          'stall/no-headers first-byte hangs for ever',
          'connect-timeout/no-answer connect unreached 30s',
          'stall/body-stalled body unreached for ever',
          'refused connect unreached',
          'server-error/500 first-byte unreached',
          'unreached',
        ],
      ],
      ['|', SHORT, []],
    ];
    for (const [separator, timeout, words] of ROWS) {
      it(`“${separator}”, ${timeout} ms: ends in time`, async () => {
        const begin = performance.now();
        const { entries, verdict } = await doctor.examine(FIVE.map((name) => lab.urls[name]).join(separator), {
          timeout,
        });
        const ms = performance.now() - begin;
        assert.ok(ms <= timeout + SLACK, `${ms}`);
        assert.deepEqual([verdict.failure?.code, verdict.entry, verdict.hangs], ['stall', 0, true]);
        if (words.length > 0) assert.deepEqual(entries.map(entryWords), words);
      });
    }

    it('in another order, “|”: the healthy one is found behind them', async () => {
      const order = ['status-500', 'refused', 'black-hole', 'healthy', 'silent'] as const;
      const begin = performance.now();
      const { entries, verdict } = await doctor.examine(order.map((name) => lab.urls[name]).join('|'), {
        timeout: SHORT,
      });
      assert.ok(performance.now() - begin <= SHORT + SLACK);
      assert.deepEqual([verdict.ok, verdict.servedBy], [true, 3]);
      assert.deepEqual(
        entries.map(({ action }) => action),
        [...['falls-through', 'falls-through', 'falls-through', 'serves', 'unreached']],
      );
    });
  });

  describe('behind a forward proxy', () => {
    type Proxied = readonly [proxy: string, url: string, words: string];
    const rows = (): readonly Proxied[] => {
      const { good, auth, 'connect-refused': refused, silent } = lab.forwardProxies;
      const secret = auth.replace('http://', 'http://lab:secret@');
      return [
        [good, 'http://mirror.test', 'serves'],
        [good, 'https://healthy-tls.lab.test', 'serves'],
        [secret, 'https://healthy-h2.lab.test', 'serves'],
        [secret, 'http://mirror.test', 'serves'],
        [auth, 'https://mirror.test', 'forward-proxy/proxy-auth connect stops'],
        [auth, 'http://mirror.test', 'forward-proxy/proxy-auth first-byte stops'],
        [refused, 'https://mirror.test', 'forward-proxy/connect-403 connect stops'],
        // Over plain http nobody can tell the proxy's 403 from the mirror's.
        [refused, 'http://mirror.test', 'http-denied/403 first-byte stops'],
        [silent, 'https://mirror.test', 'forward-proxy/connect-silent connect stops 60s'],
        [silent, 'http://mirror.test', 'stall/no-headers first-byte hangs for ever'],
        [good, 'https://nowhere.test', 'forward-proxy/connect-502 connect stops'],
        [lab.urls.refused, 'https://mirror.test', 'forward-proxy/proxy-refused connect stops'],
        [lab.urls['black-hole'], 'https://mirror.test', 'forward-proxy/proxy-timeout connect stops 30s'],
      ];
    };

    it('good, wanting a login, refusing, silent, and not there', async () => {
      const words = await Promise.all(
        rows().map(async ([proxy, url]) => {
          const environment = { ...trusting(lab), HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
          const { entries } = await doctor.examine(url, { environment, timeout: 2000 });
          const [entry] = entries;
          assert.ok(entry !== undefined);
          assert.equal(entry.evidence[0]?.exchange.forwardProxy, proxy);
          return `${url} ${entryWords(entry)}`;
        }),
      );
      assert.deepEqual(
        words,
        rows().map(([, url, expected]) => `${url} ${expected}`),
      );
      assert.ok(
        lab
          .forwardRequests('good')
          .some(({ method, path: target }) => method === 'CONNECT' && target === 'healthy-tls.lab.test:443'),
      );
      assert.ok(
        lab.forwardRequests('good').some(({ path: target }) => target.startsWith('http://mirror.test/example.test/')),
      );
    });

    it('is not used for loopback', async () => {
      const HTTP_PROXY = lab.forwardProxies['connect-refused'];
      const { entries } = await doctor.examine(lab.urls.healthy, { environment: { HTTP_PROXY } });
      assert.deepEqual([entries[0]?.failure, entries[0]?.evidence[0]?.exchange.forwardProxy], [null, null]);
      assert.deepEqual(lab.forwardRequests('connect-refused'), []);
    });
  });

  describe('of files', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'goproxy-files-'));
      for (const module of ['example.test/a', 'golang.org/x/text']) {
        const version = module === 'example.test/a' ? 'v1.0.0' : 'v0.14.0';
        const found = lab.modules.find(module, version);
        assert.ok(found !== undefined);
        const base = path.join(folder, 'good', module, '@v');
        await mkdir(base, { recursive: true });
        await writeFile(path.join(base, 'list'), `${version}\n`);
        await writeFile(path.join(base, `${version}.info`), JSON.stringify({ Version: version }));
        await writeFile(path.join(base, `${version}.mod`), found.goMod);
        await writeFile(path.join(base, `${version}.zip`), found.zip);
      }
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('serves, lacks, and stands before a server', async () => {
      const good = `file://${folder}/good`;
      const bad = `file://${folder}/missing`;
      const words = async (list: string, more = {}) => (await doctor.examine(list, more)).entries.map(entryWords);
      assert.deepEqual(await words(good), ['serves']);
      assert.deepEqual(await words(good, NAMED), ['serves']);
      assert.deepEqual(await words(`${bad},${lab.urls.healthy}`), ['not-found/404 first-byte falls-through', 'serves']);
      assert.deepEqual(await words(`${bad},${good}`, NAMED), ['not-found/404 first-byte falls-through', 'serves']);
    });
  });

  describe('in the worker thread', () => {
    let bundles: BuiltBundles;
    let prober: WorkerClient;
    before(async () => {
      bundles = await buildBundles();
      prober = new WorkerClient(bundles.worker, systemClock, nullLog);
    });
    after(async () => {
      prober.dispose();
      await bundles.remove();
    });

    it('sees the same, bundled', async () => {
      const threaded = labList(lab, prober);
      const list = `${lab.urls['status-404']},${lab.urls['healthy-h2']},${lab.urls['tls-expired']},${lab.urls.refused}`;
      const [here, there] = [await doctor.examine(list, NAMED), await threaded.examine(list, NAMED)];
      assert.deepEqual(there.entries.map(entryWords), here.entries.map(entryWords));
      assert.deepEqual(there.verdict, here.verdict);
    });

    it('is interrupted as soon as nobody waits', async () => {
      const controller = new AbortController();
      const sweep = prober.sweep({ environment: {}, stall: 3000 });
      const entry = {
        kind: 'url',
        index: 0,
        value: '',
        separator: null,
        url: lab.urls.silent,
        scheme: 'http',
        host: '',
        credentials: 'none',
      } as const;
      const request = {
        kind: 'info',
        path: 'example.test/a/@v/v1.0.0.info',
        module: 'example.test/a',
        version: 'v1.0.0',
      } as const;
      const asked = sweep.askEntry({ entry, requests: [request], sumdb: null, deadline: 20_000 }, controller.signal);
      const begin = performance.now();
      await until(() => lab.requests('silent').length > 0, 'the request');
      controller.abort(new Error('Escape'));
      await assert.rejects(asked, /Escape/);
      assert.ok(performance.now() - begin < 5000);
      sweep.dispose();
    });
  });
});
