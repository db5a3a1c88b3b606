/** Go's rules for forward proxies: a table of our own answers, each held against net/http of the toolchain. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { forwardProxyFor } from '../../../src/net/forwardProxy.ts';
import { letterCaseDecides, lowerCaseWins } from '../../../src/net/letterCase.ts';
import { readProxyTarget } from '../../../src/net/proxyTarget.ts';
import { parseProxyUrl } from '../../../src/net/proxyUrl.ts';
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

  before(() => {
    const source = fileURLToPath(new URL('../testdata/proxyfor/main.go', import.meta.url));
    const env = { ...process.env, GOFLAGS: '', GOTOOLCHAIN: 'local', GOPROXY: 'off', GO111MODULE: 'on' };
    // From a folder without go.mod: the program is built with the toolchain's own defaults (GODEBUG), as the go command is.
    execFileSync('go', ['build', '-o', program, source], { env, cwd: folder });
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What Go does with each: a forward proxy's URL, null for none, `error` where it fails. */
  function askGo(rows: readonly { url: string; env: Env }[]): readonly (string | null)[] {
    const output = execFileSync(program, { input: JSON.stringify(rows), encoding: 'utf8' });
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
