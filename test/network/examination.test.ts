/** The lab, fault by fault, through the real prober: each is told apart, in its phase, with what go does because of it. */
import assert from 'node:assert/strict';
import { FAULTS, type FaultName } from '../lab/faults.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { entryWords, type LabList, labList } from './labList.ts';

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
  'h2-goaway-mid-body': same('reset/h2-goaway body stops'),
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
});
