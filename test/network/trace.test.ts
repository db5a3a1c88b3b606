/** `trace`: the real go against the lab, through the bundled command line; `direct` in a namespace. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Lab, startLab } from '../lab/lab.ts';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import { FORWARD_PROXY_SECRET } from '../lab/servers/forwardProxies.ts';
import { until } from '../support/until.ts';
import { type CliOptions, type CliResult, type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, type Shape } from './contractShapes.ts';
import type { DirectTrace, DirectTraceSeen } from './traceDriver.ts';

const TRACE: Shape = {
  schema: '1',
  requests: [{ url: 'string', entry: 'number?', status: 'number?', ms: 'number', code: 'string?' }],
  compared: [{ entry: 'number?', path: 'string', status: 'number?', code: 'string?', ms: 'number', phases: 'object' }],
  outcome: { ok: 'boolean', code: 'string?', entry: 'number?', hung: 'boolean' },
};

interface TraceJson {
  readonly requests: readonly Record<string, unknown>[];
  readonly compared: readonly { readonly entry: number; readonly code: string | null; readonly phases: object }[];
  readonly outcome: { readonly ok: boolean; readonly code: string | null; readonly entry: number | null };
}

const A = 'example.test/a@v1.0.0';

/** The end of the URL, the entry's number, and the status or the code. */
function lines({ requests }: TraceJson): string[] {
  return requests.map(({ url, entry, status, code, command }) => {
    const tail = String(
      command ??
        String(url)
          .replace(/^.*\//, '')
          .replace(/^v1\.0\.0/, ''),
    );
    return `${entry} ${tail} ${status ?? code}`;
  });
}

describe('command line: trace', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  let temporary: string;
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
    temporary = await mkdtemp(path.join(tmpdir(), 'goproxy-trace-test-'));
  });
  afterEach(async () => {
    assert.deepEqual(await readdir(temporary), [], 'left behind');
    lab.reset();
  });
  after(() => Promise.all([cli.stop(), lab.stop(), rm(temporary, { recursive: true, force: true })]));

  function run(list: string, args: readonly string[] = [], options: CliOptions = {}): Promise<CliResult> {
    const env = { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent', TMPDIR: temporary, GOPROXY: list };
    return cli.run(['trace', A, ...args], { ...options, env: { ...env, ...options.env } });
  }

  async function json(list: string, code: number, options: CliOptions = {}, args: readonly string[] = []) {
    const result = await run(list, ['--json', ...args], options);
    assert.deepEqual([result.code, result.stderr], [code, '']);
    const document = JSON.parse(result.stdout) as TraceJson;
    assertShape(document, TRACE);
    return document;
  }

  for (const node of new Set([process.execPath, SYSTEM_NODE ?? process.execPath])) {
    it(`healthy, on ${node === process.execPath ? 'this Node' : 'the system’s Node'}`, async () => {
      const seen = await json(lab.urls.healthy, 0, { node });
      assert.deepEqual(lines(seen), ['0 .info 200', '0 .mod 200', '0 .zip 200']);
      assert.deepEqual(seen.outcome, { ok: true, code: null, detail: null, entry: 0, hung: false });
      assert.deepEqual(
        seen.compared.map(({ entry, code }) => [entry, code]),
        [
          [0, null],
          [0, null],
          [0, null],
        ],
      );
      // Each of go's requests once, and then each of ours.
      assert.equal(lab.requests('healthy').length, 6);
    });
  }

  it('404, then healthy over TLS: both entries in turn, our phases beside them', async () => {
    const seen = await json(`${lab.urls['status-404']},${lab.urls['healthy-tls']}`, 0);
    assert.deepEqual(lines(seen), [
      ...['0 .info 404', '1 .info 200', '0 .mod 404', '1 .mod 200', '0 .zip 404', '1 .zip 200'],
    ]);
    assert.equal(seen.outcome.entry, 1);
    const first = seen.compared.find(({ entry }) => entry === 1)?.phases as Record<string, number | null>;
    for (const phase of ['connect', 'tls', 'firstByte', 'body']) assert.equal(typeof first[phase], 'number', phase);
  });

  it('500, then healthy', async () => {
    const seen = await json(`${lab.urls['status-500']}|${lab.urls.healthy}`, 0);
    assert.deepEqual(lines(seen).slice(0, 2), ['0 .info 500', '1 .info 200']);
    assert.deepEqual([seen.outcome.ok, seen.outcome.entry], [true, 1]);
  });

  it('refused', async () => {
    const seen = await json(`${lab.urls.refused},${lab.urls.healthy}`, 1);
    assert.deepEqual(lines(seen), ['0 .info refused']);
    assert.deepEqual(seen.outcome, { ok: false, code: 'refused', detail: null, entry: 0, hung: false });
  });

  it('silent: the request that hung, and how long it was waited for', async () => {
    const list = `${lab.urls['status-500']}|${lab.urls.silent}|${lab.urls.healthy}`;
    const seen = await json(list, 1, {}, ['--timeout', '3000']);
    assert.deepEqual(lines(seen), ['0 .info 500', '1 .info stall']);
    assert.deepEqual(
      seen.requests.map(({ hung }) => hung),
      [false, true],
    );
    assert.deepEqual(seen.outcome, { ok: false, code: 'stall', detail: 'no-headers', entry: 1, hung: true });
    assert.equal(seen.compared.find(({ entry }) => entry === 1)?.code, 'stall');
  });

  it('silent in the body', async () => {
    const { outcome, requests } = await json(lab.urls['body-stall'], 1, {}, ['--timeout', '3000']);
    assert.deepEqual(outcome, { ok: false, code: 'stall', detail: 'body-stalled', entry: 0, hung: true });
    assert.deepEqual(
      requests.map(({ status, hung }) => [status, hung]),
      [[200, true]],
    );
  });

  it('a black hole is told from silence by our own request', async () => {
    const { outcome } = await json(lab.urls['black-hole'], 1, {}, ['--timeout', '4000']);
    assert.deepEqual([outcome.code, outcome.entry], ['connect-timeout', 0]);
  });

  it('through a forward proxy, by names that only it knows; its password stays with it', async () => {
    const proxy = lab.forwardProxies.auth.replace('://', `://${FORWARD_PROXY_SECRET}@`);
    const env = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
    const list = 'http://status-404.lab.test,https://healthy-tls.lab.test';
    const seen = await json(list, 0, { env });
    assert.deepEqual(lines(seen).slice(0, 2), ['0 .info 404', '1 .info 200']);
    for (const { forwardProxy } of seen.requests) {
      assert.equal(forwardProxy, lab.forwardProxies.auth.replace('://', '://***@'));
    }
    const text = await run(list, [], { env });
    assert.match(text.stdout, /through http:\/\/\*\*\*@127/);
    assert.doesNotMatch(text.stdout + JSON.stringify(seen), /secret/);
  });

  it('a forward proxy that wants a password', async () => {
    const env = { HTTPS_PROXY: lab.forwardProxies.auth };
    const { outcome } = await json('https://healthy-tls.lab.test', 1, { env });
    assert.deepEqual([outcome.code, outcome.entry], ['forward-proxy', 0]);
  });

  it('the checksum database through the entry, and without one', async () => {
    const through = await json(lab.urls['sumdb-good'], 0, { env: { GOSUMDB: lab.sumdbKey } });
    const sums = through.requests.filter(({ url }) => String(url).includes('/sumdb/'));
    assert.ok(sums.length >= 3);
    for (const { entry, party, status } of sums) assert.deepEqual([entry, party, status], [0, 'entry', 200]);
    const direct = await json(lab.urls.healthy, 0, { env: { GOSUMDB: `${lab.sumdbKey} ${lab.sumdbUrl}` } });
    const parties = direct.requests.map(({ party }) => party);
    assert.deepEqual([...new Set(parties)].sort(), ['database', 'entry']);
    const refused = await run(lab.urls['sumdb-410'], [], { env: { GOSUMDB: lab.sumdbKey } });
    assert.match(refused.stdout, /cannot be verified: the checksum database, asked through 127/);
  });

  it('in words: a line a request, where it hung, and the phases', async () => {
    const secret = lab.urls.healthy.replace('://', '://user:secret@');
    const list = `${secret}|${lab.urls['status-500']}|${lab.urls.silent}`;
    const { code, stdout } = await run(list, ['--timeout', '3000']);
    assert.equal(code, 1);
    const text = stdout.replace(/127\.0\.0\.1:\d+/g, 'HOST').replace(/[\d.]+ m?s\b/g, 'TIME');
    assert.match(
      text,
      /in time: HOST takes the request and never answers\.\n {3}It hung at http:\/\/HOST\/\S+\.info: no answer in TIME,/,
    );
    assert.match(text, /\n {3}2 HOST\n {5}✗ \|[ █]{24}\| 500 +TIME example\.test\/a\/@v\/v1\.0\.0\.info\n/);
    assert.match(text, /\n {3}3 HOST\n {5}✗ \| *░+\| no answer +TIME example\.test/);
    assert.match(text, /lookup +connect +TLS +first byte +body +go +request\n/);
    assert.doesNotMatch(stdout, /secret/);
    const plain = await run(list, ['--timeout', '3000'], { env: { LC_ALL: 'C' } });
    assert.match(plain.stdout, /^[\n\x20-\x7e]+$/);
    const { stdout: markdown } = await run(lab.urls.healthy, ['--markdown']);
    assert.match(markdown, /^## Trace of .*\n\n.*\n\n\*\*go gets .*\*\*\n/);
    assert.match(markdown, /\n\| `[·█]{24}` \| 200 \| .* \| `example\.test\/a\/@v\/v1\.0\.0\.info` \|\n/);
  });

  it('what a server says steers no terminal', async () => {
    for (const args of [[], ['--json'], ['--markdown']]) {
      const { stdout } = await run(lab.urls['terminal-escapes'], args);
      assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
    }
  });

  it('another list with --goproxy, and lists that go refuses or is not to follow', async () => {
    const given = await json('off', 0, {}, ['--goproxy', lab.urls.healthy]);
    assert.equal(given.requests.length, 3);
    assert.deepEqual((await json('off', 1)).outcome.code, 'goproxy-off');
    assert.match((await run('ftp://x')).stdout, /The first entry of GOPROXY has a scheme that go does not know/);
  });

  it('a call that is wrong: 2 with one line', async () => {
    for (const args of [
      ['--timeout', '0'],
      ['--cwd', path.join(cli.home, 'missing')],
    ]) {
      const { code, stdout, stderr } = await run(lab.urls.healthy, args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^[^\n]+\n$/);
    }
    for (const module of ['-x', 'a b', '']) assert.equal((await cli.run(['trace', '--', module])).code, 2, module);
  });

  it('no go, or what is none: 3 with one line', async () => {
    const bin = await mkdtemp(path.join(tmpdir(), 'goproxy-trace-bin-'));
    await writeFile(path.join(bin, 'go'), '#!/bin/sh\necho GNU Go 3.8\n');
    await chmod(path.join(bin, 'go'), 0o755);
    const { code, stdout, stderr } = await run(lab.urls.healthy, [], { env: { PATH: bin } });
    assert.deepEqual([code, stdout], [3, '']);
    assert.equal(stderr, 'The go command that was found is not Go: look at what PATH finds first.\n');
    await rm(bin, { recursive: true });
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`${signal} ends go and all of its tree, and leaves nothing: 130`, async () => {
      let kept: readonly string[] = [];
      const result = await run(lab.urls.silent, [], {
        onStart: (kill) =>
          void until(() => lab.requests('silent').length > 0 || lab.connections('silent') > 0, 'the request').then(
            async () => {
              kept = await readdir(temporary);
              kill(signal);
            },
          ),
      });
      assert.deepEqual([result.code, result.stdout, result.stderr], [130, '', 'Interrupted.\n']);
      assert.equal(kept.length, 1);
      await until(async () => !(await runsIn(String(kept[0]))), 'go has ended');
    });
  }

  it('a module cache of the user’s own is neither read nor written', async () => {
    const cache = path.join(cli.home, 'cache');
    await mkdir(cache);
    const { requests } = await json(lab.urls.healthy, 0, { env: { GOMODCACHE: cache, GOFLAGS: '-mod=vendor' } });
    assert.equal(requests.length, 3);
    assert.deepEqual(await readdir(cache), []);
  });
});

/** Reports whether a process works with a file or folder of that name. Linux tells; elsewhere nobody is asked. */
async function runsIn(name: string): Promise<boolean> {
  const numbers = (await readdir('/proc').catch(() => [])).filter((one) => /^\d+$/.test(one));
  const lines = numbers.map((one) => readFile(`/proc/${one}/environ`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).some((line) => line.includes(name));
}

describe('trace of what `direct` serves', function () {
  this.timeout(90_000);
  before(function () {
    if (!canMakeNamespaces()) this.skip();
  });

  it('pages, repositories, private modules, names that are none', async () => {
    const git = 'pages.lab.test/git@v1.0.0';
    const traces: readonly DirectTrace[] = [
      { goproxy: 'FAULT:status-404,direct', module: git },
      { goproxy: 'FAULT:healthy', module: git, env: { GOPRIVATE: 'pages.lab.test' } },
      { goproxy: 'direct', module: 'pages.lab.test/no-repository@v1.0.0' },
      { goproxy: 'direct', module: 'pages.lab.test/no-tag@v1.0.0' },
      { goproxy: 'direct', module: 'nowhere.invalid/x@v1.0.0' },
      { goproxy: 'direct', module: 'pages.lab.test/mod@v1.0.0' },
    ];
    const seen = (await labInNamespace(
      new URL('./traceDriver.ts', import.meta.url),
      { traces },
      {
        timeoutMs: 80_000,
      },
    )) as readonly DirectTraceSeen[];
    const traced = seen.map(({ json }) => json as TraceJson);
    const [served, covered, absent, untagged, unnamed, mirrored] = traced.map((one) => lines(one));
    assert.deepEqual(served, [
      ...['0 .info 404', '1 git?go-get=1 200', '1 git ls-remote null', '1 git fetch null', '0 .mod 404', '0 .zip 404'],
    ]);
    assert.deepEqual(covered, ['null git?go-get=1 200', 'null git ls-remote null', 'null git fetch null']);
    assert.deepEqual(absent, ['0 no-repository?go-get=1 200', '0 git ls-remote null']);
    assert.deepEqual(untagged, ['0 no-tag?go-get=1 200']);
    assert.deepEqual(unnamed, ['0 x?go-get=1 dns']);
    assert.deepEqual(mirrored?.slice(0, 2), ['0 mod?go-get=1 200', '0 .info?via=direct 200']);
    assert.deepEqual(
      traced.map(({ outcome: { ok, code, entry } }) => [ok, code, entry]),
      [
        [true, null, 1],
        [true, null, null],
        [false, 'not-found', 0],
        [false, 'not-found', 0],
        [false, 'dns', 0],
        [true, null, 0],
      ],
    );
    // Our own request for the page stands beside go's.
    assert.deepEqual(
      traced.map(({ compared }) => compared.length > 0),
      traced.map(() => true),
    );
    for (const { left } of seen) assert.deepEqual(left, []);
  });
});
