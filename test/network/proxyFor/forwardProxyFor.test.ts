/** Go's rules for forward proxies: a table of our own answers, each held against net/http of the toolchain. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { gorootOf } from '../../../scripts/record/goVersions.ts';
import { forwardProxyFor } from '../../../src/net/forwardProxy/forwardProxy.ts';
import { letterCaseDecides, lowerCaseWins } from '../../../src/net/forwardProxy/letterCase.ts';
import { schemeDecides, withSchemesOf } from '../../../src/net/forwardProxy/proxyScheme.ts';
import { readProxyTarget } from '../../../src/net/forwardProxy/proxyTarget.ts';
import { parseProxyUrl } from '../../../src/net/forwardProxy/proxyUrl.ts';
import { type Env, P, ROWS } from './rows.ts';

/** What we decide for a URL as it is written. */
function decide(url: string, env: Env, lowerFirst = false) {
  const target = readProxyTarget(url) ?? new URL(url);
  return forwardProxyFor(target, env, { lowerFirst });
}

describe('forwardProxyFor', () => {
  for (const [url, env, proxy, reason, variable] of ROWS) {
    it(`${url} with ${JSON.stringify(env)}: ${reason}`, () => {
      assert.deepEqual(decide(url, env), {
        proxy: proxy?.replace(/#.*$/, '') ?? null,
        reason,
        variable,
      });
    });
  }

  it('never throws, and gives a proxy only with the reason that names its variable', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 40 });
    const list = fc.oneof(anything, fc.stringMatching(/^[0-9a-f:.,/*[\] ]{0,40}$/));
    fc.assert(
      fc.property(anything, list, fc.webUrl(), (proxy, noProxy, url) => {
        const { reason, proxy: given } = forwardProxyFor(new URL(url), {
          HTTP_PROXY: proxy,
          HTTPS_PROXY: proxy,
          NO_PROXY: noProxy,
        });
        assert.equal(given !== null, reason === 'HTTP_PROXY' || reason === 'HTTPS_PROXY');
        if (given !== null) assert.notEqual(parseProxyUrl(given), null, 'what it gives can be used');
      }),
    );
  });
});

/** Go writes a URL with its own escapes. */
function decoded(proxy: string | null): string | null {
  return proxy === null ? null : decodeURIComponent(proxy);
}

/** Pieces of which values and lists are put together at random, always the same ones. */
const PIECES =
  'http https socks5 : // / @ a b.test 127.0.0.1 [::1] [ ::1 8080 :80 % %41 %e4 ?q #f u:p . , ü " < \\ ^ |'.split(' ');
const LIST_PIECES =
  'foo.com .foo.com *.foo.com * :443 :80 192.0.2.7 /24 /8 2001:db8::1 [2001:db8::1] ::ffff:192.0.2.7 , ü.com com 0 /0 :: %eth0 .'.split(
    ' ',
  );
const URLS = [
  'https://foo.com',
  'https://a.foo.com:444',
  'https://192.0.2.7',
  'https://[2001:db8::1]:444',
  'https://xn--tda.com',
];

function randomRows(count: number): readonly { url: string; env: Env }[] {
  const joined = (pieces: string[], most: number) =>
    fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((some) => some.join(''));
  const row = fc.oneof(
    fc.record({ url: fc.constantFrom(...URLS), env: fc.record({ HTTPS_PROXY: joined(PIECES, 6) }) }),
    fc.record({
      url: fc.constantFrom(...URLS),
      env: fc.record({ HTTPS_PROXY: fc.constant(P), NO_PROXY: joined(LIST_PIECES, 4) }),
    }),
  );
  return fc.sample(row, { numRuns: count, seed: 7 });
}

describe('forwardProxyFor and the toolchain', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'proxyfor-'));
  const program = join(folder, 'proxyfor');

  before(() => build(program, 'go'));
  after(() => rmSync(folder, { recursive: true }));

  function build(output: string, go: string): void {
    const source = fileURLToPath(new URL('../testdata/proxyfor/main.go', import.meta.url));
    const env = { ...process.env, GOFLAGS: '', GOTOOLCHAIN: 'local', GOPROXY: 'off', GO111MODULE: 'on' };
    // From a folder without go.mod: the program is built with the toolchain's own defaults (GODEBUG), as the go command is.
    execFileSync(go, ['build', '-o', output, source], { env: { ...env, GOROOT: '' }, cwd: folder });
  }

  /** What Go does with each: a forward proxy's URL, null for none, `error` where it fails. */
  function askGo(rows: readonly { url: string; env: Env }[], by = program): readonly (string | null)[] {
    const output = execFileSync(by, { input: JSON.stringify(rows), encoding: 'utf8' });
    const answers = JSON.parse(output) as readonly { proxy: string; error: string }[];
    return answers.map(({ proxy, error }) => (error === '' ? proxy || null : 'error'));
  }

  it(`agree on every row (${ROWS.length})`, () => {
    assert.ok(ROWS.length >= 150);
    const seen = askGo(ROWS.map(([url, env]) => ({ url, env })));
    assert.deepEqual(
      ROWS.map(([url, env], index) => [url, env, decoded(seen[index] ?? null)]),
      ROWS.map(([url, env, proxy, reason]) => [url, env, reason === 'REQUEST_METHOD' ? 'error' : decoded(proxy)]),
    );
  });

  it('agree on every row in go 1.22.12, but for addresses in lists of names, and junk', async () => {
    const old = join(folder, 'old');
    build(old, join(await gorootOf('1.22.12'), 'bin', 'go'));
    const seen = askGo(
      ROWS.map(([url, env]) => ({ url, env })),
      old,
    );
    const differ = ROWS.flatMap(([url, env], at) => {
      const { proxy, reason } = decide(url, withSchemesOf(env, 'go1.22.12') as Env);
      const ours = reason === 'REQUEST_METHOD' ? 'error' : decoded(proxy);
      return ours === (decoded(seen[at] ?? null)?.replace(/#.*$/, '') ?? null)
        ? []
        : [`${url} ${env.NO_PROXY ?? env.HTTPS_PROXY}`];
    });
    // Lists that nobody has: the end of an address for a domain, zones; and values that name nothing in any version.
    assert.deepEqual(differ, [
      ...['https://a.test ::1', 'https://a.test a:1:2', 'https://a.test 127.0.0.1:1:2', 'https://192.0.2.7 2.7'],
      ...[`https://[::1%25lo] ${P}`, 'https://[fe80::1%25eth0] fe80::1', 'https://[fe80::1%25eth0] fe80::/10'],
      ...['https://[fe80::1%25eth0]:444 [fe80::1]:444', 'https://[fe80::1%25eth0] fe80::1%eth0'],
      ...['https://192.0.2.7 *.0.2.7', 'https://192.0.2.7 .7', 'https://a.test http://', 'https://a.test http:///path'],
    ]);
    const value = 'socks5h://127.0.0.1:1080';
    assert.ok(schemeDecides({ https_proxy: value }) && !schemeDecides({ HTTPS_PROXY: P, HTTP_PROXY: 'proxy:1' }));
    const read = (version: string | null) => withSchemesOf({ HTTPS_PROXY: value }, version).HTTPS_PROXY;
    assert.deepEqual([read('go1.22.12'), read('go1.23.0'), read(null)], [`http://${value}`, value, value]);
  });

  it('agree on which spelling wins in this version', () => {
    const env = {
      HTTPS_PROXY: 'http://upper.test',
      https_proxy: 'http://lower.test',
      NO_PROXY: 'u.test',
      no_proxy: 'l.test',
    };
    assert.ok(letterCaseDecides(env));
    const version = execFileSync('go', ['env', 'GOVERSION'], {
      env: { ...process.env, GOTOOLCHAIN: 'local' },
      encoding: 'utf8',
    });
    const rows = ['https://a.test', 'https://u.test', 'https://l.test'].map((url) => ({ url, env }));
    assert.deepEqual(
      askGo(rows),
      rows.map(({ url }) => decide(url, env, lowerCaseWins(version.trim())).proxy),
    );
  });

  it('agree on 200 random values and lists', () => {
    const rows = randomRows(200);
    const seen = askGo(rows);
    assert.deepEqual(
      rows.map((row, index) => ({ ...row, proxied: seen[index] !== null })),
      rows.map((row) => ({ ...row, proxied: decide(row.url, row.env).proxy !== null })),
    );
  });
});
