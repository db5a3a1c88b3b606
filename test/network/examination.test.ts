/** The lab, fault by fault, through the real prober: each is told apart, in its phase, with what go does because of it. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nullLog } from '../../src/base/log.ts';
import { WorkerProber } from '../../src/worker/client.ts';
import { FAULTS, type FaultName } from '../lab/faults.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type BuiltBundles, buildBundles } from './builtBundles.ts';
import { entryWords, type LabList, labList, trusting } from './labList.ts';

/** Beyond the time-out of one entry, ms. */
const SLACK = 500;
/** Of the slow faults alone: what silence means is clear after half a second. */
const SHORT = 1200;

const same = (words: string) => [words, words] as const;

/** What is seen with a sample module, and with a named one whose archive is read too. */
const EXPECTED: Readonly<Record<FaultName, readonly [sample: string, named: string]>> = {
  healthy: same('serves'),
  'healthy-tls': same('serves'),
  'healthy-h2': same('serves'),
  refused: same('refused connect stops'),
  'black-hole': same('connect-timeout/no-answer connect stops 30s'),
  silent: same('stall/no-headers first-byte hangs for ever'),
  'headers-then-silent': same('stall/body-stalled body hangs for ever'),
  'body-stall': same('stall/body-stalled body hangs for ever'),
  'slow-drip': same('slow/unfinished body serves'),
  // The kernel decides whether the dial or the first read sees it.
  'reset-at-once': same('reset/reset (connect|first-byte) stops'),
  'reset-mid-body': same('reset/reset body stops'),
  junk: same('bad-content/not-http first-byte stops'),
  'status-401': same('http-denied/401 first-byte stops'),
  'status-403': same('http-denied/403 first-byte stops'),
  'status-404': same('not-found/404 first-byte stops'),
  'status-410': same('not-found/410 first-byte stops'),
  'status-429': same('rate-limited/429 first-byte stops'),
  'status-500': same('server-error/500 first-byte stops'),
  'status-502': same('server-error/502 first-byte stops'),
  'status-504': same('server-error/504 first-byte stops'),
  'html-200': same('captive-portal/html body stops'),
  'html-404': same('not-found/html-page first-byte stops'),
  'bad-json': same('bad-content/not-json body stops'),
  'wrong-version': same('bad-content/wrong-version body stops'),
  // `go mod download` takes it; whoever asks for no archive must think the worst of it.
  'bad-mod': ['bad-content/not-a-go-mod body stops', 'bad-content/not-a-go-mod body serves'],
  'truncated-zip': ['serves', 'bad-content/not-a-zip body stops'],
  'short-zip': ['serves', 'reset/(eof|content-length) body stops'],
  // Only go.sum or the checksum database could tell.
  'altered-zip': same('serves'),
  'corrupt-zip': ['serves', 'bad-content/corrupt-entry body stops'],
  'redirect-loop': same('bad-content/redirect-loop first-byte stops'),
  'redirect-ok': same('serves'),
  'redirect-to-http': same('bad-content/redirect-to-http first-byte stops'),
  'tls-unknown-authority': same('tls/x509-unknown-authority tls stops'),
  'tls-expired': same('tls/x509-expired tls stops'),
  'tls-wrong-name': same('tls/x509-wrong-name tls stops'),
  'tls-missing-intermediate': same('tls/x509-missing-intermediate tls stops'),
  'tls-silent': same('response-timeout/tls-handshake tls stops 10s'),
  'tls-on-http-port': same('tls/tls-port first-byte stops'),
  'http-on-tls-port': same('tls/plain-http-on-tls-port tls stops'),
  'h2-stream-error': same('reset/h2-stream-error body stops'),
  'h2-goaway': same('reset/h2-goaway first-byte stops'),
  'gzip-bomb': same('bad-content/too-large body stops'),
  'endless-body': same('bad-content/too-large body stops'),
  // More than we read, and not more than go does.
  'many-headers': same('bad-content/headers first-byte serves'),
  'terminal-escapes': same('http-denied/403 first-byte stops'),
  'sumdb-good': same('serves'),
  'sumdb-supported-only': same('serves'),
  'sumdb-410': same('serves'),
  'sumdb-silent': same('serves'),
  'sumdb-none': same('serves'),
};

/** Alike to go, and to whoever waits for it. */
const ALIKE: readonly (readonly FaultName[])[] = [
  ['headers-then-silent', 'body-stall'],
  ['gzip-bomb', 'endless-body'],
  ['status-403', 'terminal-escapes'],
];

const NAMED = { named: [{ module: 'example.test/a', version: 'v1.0.0' }] };
const NAMES = Object.keys(FAULTS) as FaultName[];
const WAITING = new Set<FaultName>(
  NAMES.filter((name) => /^(?:stall|slow|connect-timeout|response-timeout)/.test(EXPECTED[name][0])),
);

describe('examination of the lab', function () {
  this.timeout(30_000);
  let lab: Lab;
  let doctor: LabList;
  before(async () => {
    lab = await startLab();
    doctor = labList(lab);
  });
  after(() => lab.stop());
  beforeEach(() => lab.reset());

  async function seen(name: FaultName, more = {}): Promise<string> {
    const { entries, verdict } = await doctor.examine(lab.urls[name], more);
    const [entry] = entries;
    assert.ok(entry !== undefined);
    assert.deepEqual([verdict.ok, verdict.hangs], [entry.action === 'serves', entry.action === 'hangs'], name);
    if (!verdict.ok) assert.deepEqual([verdict.failure?.code, verdict.entry], [entry.failure?.code, 0], name);
    return entryWords(entry);
  }

  for (const name of NAMES.filter((one) => !WAITING.has(one))) {
    it(`${name}: ${EXPECTED[name][1]}`, async () => {
      const [sample, named] = EXPECTED[name];
      assert.match(await seen(name), new RegExp(`^${sample}$`));
      assert.match(await seen(name, NAMED), new RegExp(`^${named}$`));
    });
  }

  it(`silence of every kind: ${[...WAITING].join(', ')}`, async () => {
    const rows = [...WAITING].flatMap((name) => [0, 1].map((depth) => ({ name, depth })));
    const words = await Promise.all(
      rows.map(({ name, depth }) => seen(name, { timeout: SHORT, ...(depth === 0 ? {} : NAMED) })),
    );
    assert.deepEqual(
      words,
      rows.map(({ name, depth }) => EXPECTED[name][depth]),
    );
  });

  it('no two faults look alike that are not', () => {
    const byWords = new Map<string, FaultName[]>();
    for (const name of NAMES) {
      const words = EXPECTED[name][1];
      if (words !== 'serves') byWords.set(words, [...(byWords.get(words) ?? []), name]);
    }
    const alike = [...byWords.values()].filter((names) => names.length > 1);
    assert.deepEqual(alike.sort(), [...ALIKE].sort());
  });

  it('makes one connection an entry, and asks it each thing once', async () => {
    const list = [lab.urls['status-404'], lab.urls['sumdb-good'], lab.urls['healthy-h2'], lab.urls['redirect-ok']].join(
      ',',
    );
    await doctor.examine(list, { sumdb: 'sum.lab.test' });
    for (const name of ['status-404', 'sumdb-good', 'healthy-h2', 'redirect-ok'] as const) {
      assert.equal(lab.connections(name), 1, name);
      const paths = lab.requests(name).map((one) => one.path);
      assert.equal(new Set(paths).size, paths.length, name);
    }
  });

  it('names the workspace’s module only where go’s walk comes to', async () => {
    const list = `${lab.urls['status-404']},${lab.urls['sumdb-good']},${lab.urls['sumdb-none']}`;
    await doctor.examine(list, { sumdb: 'sum.lab.test' });
    const modules = (name: FaultName) => [
      ...new Set(lab.requests(name).map((one) => /^\/(example\.test|golang\.org|sumdb)/.exec(one.path)?.[1])),
    ];
    assert.deepEqual(modules('status-404'), ['example.test', 'sumdb']);
    assert.deepEqual(modules('sumdb-good'), ['golang.org', 'sumdb', 'example.test']);
    assert.deepEqual(modules('sumdb-none'), ['golang.org', 'sumdb']);
    for (const name of ['status-404', 'sumdb-good', 'sumdb-none'] as const) {
      const asked = lab
        .requests(name)
        .filter((one) => one.path.startsWith('/sumdb/') && one.path.includes('example.test'));
      assert.deepEqual(asked, []);
    }
  });

  it('sees the checksum database through each entry', async () => {
    const sumdb = async (name: FaultName) => {
      const { entries } = await doctor.examine(lab.urls[name], { sumdb: 'sum.lab.test', timeout: SHORT });
      const { supported, failure } = entries[0]?.sumdb ?? {};
      return [supported, failure === null ? null : `${failure?.code}/${failure?.detail} ${failure?.phase}`];
    };
    assert.deepEqual(await sumdb('sumdb-good'), [true, null]);
    assert.deepEqual(await sumdb('sumdb-none'), [false, null]);
    assert.deepEqual(await sumdb('sumdb-supported-only'), [true, 'sumdb-trap/not-found first-byte']);
    assert.deepEqual(await sumdb('sumdb-410'), [true, 'sumdb-trap/not-found first-byte']);
    assert.deepEqual(await sumdb('sumdb-silent'), [null, 'sumdb-unreachable/stall first-byte']);
  });

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
    let prober: WorkerProber;
    before(async () => {
      bundles = await buildBundles();
      prober = new WorkerProber(bundles.worker, systemClock, nullLog);
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
