/** Go's rules for forward proxies: a table of our own answers, each held against net/http of the toolchain. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type ForwardProxyReason, forwardProxyFor } from '../../src/net/forwardProxy.ts';
import { parseProxyUrl } from '../../src/net/proxyUrl.ts';

type Env = Readonly<Record<string, string>>;
type Row = readonly [url: string, env: Env, proxy: string | null, reason: ForwardProxyReason, variable: string | null];

const P = 'http://proxy.test:3128';
const HTTPS = 'HTTPS_PROXY';

/** A row where HTTPS_PROXY is set and NO_PROXY is `list`. */
const listed = (url: string, list: string): Row => [url, { [HTTPS]: P, NO_PROXY: list }, null, 'NO_PROXY', 'NO_PROXY'];
const notListed = (url: string, list: string): Row => [url, { [HTTPS]: P, NO_PROXY: list }, P, HTTPS, HTTPS];
/** A row where HTTPS_PROXY has this value and is read as `proxy`. */
const value = (text: string, proxy: string | null): Row =>
  proxy === null
    ? ['https://a.test', { [HTTPS]: text }, null, 'invalid', HTTPS]
    : ['https://a.test', { [HTTPS]: text }, proxy, HTTPS, HTTPS];

const ROWS: readonly Row[] = [
  // Which variable.
  ['https://a.test', {}, null, 'none', null],
  ['https://a.test', { HTTPS_PROXY: P }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  ['http://a.test', { HTTP_PROXY: P }, P, 'HTTP_PROXY', 'HTTP_PROXY'],
  ['https://a.test', { HTTP_PROXY: P }, null, 'none', null],
  ['http://a.test', { HTTPS_PROXY: P }, null, 'none', null],
  ['https://a.test', { ALL_PROXY: P, all_proxy: P }, null, 'none', null],
  ['https://a.test', { https_proxy: P }, P, 'HTTPS_PROXY', 'https_proxy'],
  ['https://a.test', { HTTPS_PROXY: P, https_proxy: 'http://other.test' }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  ['https://a.test', { HTTPS_PROXY: '', https_proxy: P }, P, 'HTTPS_PROXY', 'https_proxy'],
  ['https://a.test', { HTTPS_PROXY: P, NO_PROXY: '', no_proxy: 'a.test' }, null, 'NO_PROXY', 'no_proxy'],
  ['https://a.test', { HTTPS_PROXY: P, NO_PROXY: 'b.test', no_proxy: 'a.test' }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  // CGI.
  ['http://a.test', { HTTP_PROXY: P, REQUEST_METHOD: 'GET' }, null, 'REQUEST_METHOD', 'REQUEST_METHOD'],
  ['http://localhost', { HTTP_PROXY: P, REQUEST_METHOD: 'GET' }, null, 'REQUEST_METHOD', 'REQUEST_METHOD'],
  ['http://a.test', { REQUEST_METHOD: 'GET' }, null, 'none', null],
  ['https://a.test', { HTTPS_PROXY: P, REQUEST_METHOD: 'GET' }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  // Never proxied.
  ['https://localhost', { HTTPS_PROXY: P }, null, 'loopback', null],
  ['https://localhost:8443', { HTTPS_PROXY: P }, null, 'loopback', null],
  ['https://127.0.0.1', { HTTPS_PROXY: P }, null, 'loopback', null],
  ['https://127.255.0.9:444', { HTTPS_PROXY: P }, null, 'loopback', null],
  ['https://[::1]:444', { HTTPS_PROXY: P }, null, 'loopback', null],
  ['https://[::ffff:127.0.0.1]', { HTTPS_PROXY: P }, null, 'loopback', null],
  ['https://x.localhost', { HTTPS_PROXY: P }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  ['https://localhost.', { HTTPS_PROXY: P }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  ['https://128.0.0.1', { HTTPS_PROXY: P }, P, 'HTTPS_PROXY', 'HTTPS_PROXY'],
  // Values.
  value('proxy.test:3128', P),
  value('proxy.test', 'http://proxy.test'),
  value('127.0.0.1:8080', 'http://127.0.0.1:8080'),
  value('HTTP://proxy.test:3128', P),
  value('https://proxy.test', 'https://proxy.test'),
  value('socks5://proxy.test:1080', 'socks5://proxy.test:1080'),
  value('socks5h://u:p@proxy.test', 'socks5h://u:p@proxy.test'),
  value('http://u:p%40ss@proxy.test:3128/', 'http://u:p%40ss@proxy.test:3128/'),
  value('u:p@proxy.test:3128', 'http://u:p@proxy.test:3128'),
  value('http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128'),
  value('ftp://proxy.test', 'ftp://proxy.test'),
  value('http://proxy.test#fragment', 'http://proxy.test#fragment'),
  value(' http://proxy.test', null),
  value('http://proxy test', 'http://http://proxy test'),
  value('proxy test', 'proxy test'),
  value('::1', null),
  value('http://proxy.test:port', 'http://http://proxy.test:port'),
  value('proxy.test:port', 'proxy.test:port'),
  value('http://u:p%zz@proxy.test', null),
  value('http://[::1', 'http://http://[::1'),
  value('[::1', null),
  value('a:1:2', 'a:1:2'),
  value('127.0.0.1:1:2', null),
  value('\u0001', null),
  value(':', 'http://:'),
  value('http:proxy.test', 'http:proxy.test'),
  // The list: names.
  listed('https://foo.com', 'foo.com'),
  listed('https://bar.foo.com', 'foo.com'),
  listed('https://FOO.com', 'Foo.COM'),
  listed('https://foo.com', 'x.test, foo.com ,'),
  listed('https://bar.foo.com', '.foo.com'),
  listed('https://bar.foo.com', '*.foo.com'),
  listed('https://a.test', '*'),
  listed('https://a.test', 'b.test,*'),
  notListed('https://foo.com', '.foo.com'),
  notListed('https://foo.com', '*.foo.com'),
  notListed('https://xfoo.com', 'foo.com'),
  notListed('https://foo.com', 'bar.com foo.com'),
  notListed('https://foo.com', 'f*.com'),
  notListed('https://foo.com', '*foo.com'),
  notListed('https://foo.com', ','),
  notListed('https://foo.com.', 'foo.com'),
  // Ports.
  listed('https://foo.com', 'foo.com:443'),
  listed('https://foo.com:8443', 'foo.com:8443'),
  listed('https://foo.com', 'foo.com:'),
  notListed('https://foo.com:8443', 'foo.com:443'),
  notListed('https://foo.com', 'foo.com:https'),
  notListed('https://foo.com', ':443'),
  // IDN.
  listed('https://bücher.example', 'bücher.example'),
  listed('https://xn--bcher-kva.example', 'bücher.example'),
  listed('https://shop.bücher.example', '.bücher.example'),
  // Addresses and networks.
  listed('https://192.0.2.7', '192.0.2.7'),
  listed('https://192.0.2.7', '192.0.2.7:443'),
  listed('https://192.0.2.7', '192.0.2.0/24'),
  listed('https://192.0.2.7', '0.0.0.0/0'),
  listed('https://192.0.2.7', '192.0.2.99/21'),
  listed('https://192.0.2.7', '::ffff:192.0.2.7'),
  listed('https://192.0.2.7', '::ffff:192.0.2.0/120'),
  listed('https://[2001:db8::1]', '2001:db8::1'),
  listed('https://[2001:db8::1]', '2001:DB8:0:0::1'),
  listed('https://[2001:db8::1]', '[2001:db8::1]:443'),
  listed('https://[2001:db8::1]', '2001:db8::/33'),
  notListed('https://192.0.2.7', '192.0.2.7:80'),
  notListed('https://192.0.3.7', '192.0.2.0/24'),
  notListed('https://192.0.2.7', '192.0.2'),
  notListed('https://192.0.2.7', '192.0.2.0/33'),
  notListed('https://192.0.2.7', '::/0'),
  notListed('https://192.0.2.7', '2.7'),
  notListed('https://192.0.2.7', '192.0.2.0/24:443'),
  notListed('https://[2001:db8::1]', '0.0.0.0/0'),
  notListed('https://[2001:db8::1]', '[2001:db8::1]'),
  notListed('https://[2001:db8::1]', '[2001:db8::1]:80'),
];

describe('forwardProxyFor', () => {
  for (const [url, env, proxy, reason, variable] of ROWS) {
    it(`${url} with ${JSON.stringify(env)}: ${reason}`, () => {
      assert.deepEqual(forwardProxyFor(new URL(url), env), {
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
    const source = fileURLToPath(new URL('testdata/proxyfor/main.go', import.meta.url));
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

  it('agree on every row', () => {
    const seen = askGo(ROWS.map(([url, env]) => ({ url, env })));
    assert.deepEqual(
      ROWS.map(([url, env], index) => [url, env, seen[index] && decodeURI(seen[index])]),
      ROWS.map(([url, env, proxy, reason]) => [url, env, reason === 'REQUEST_METHOD' ? 'error' : proxy]),
    );
  });

  it('agree on 200 random values and lists', () => {
    const rows = randomRows(200);
    const seen = askGo(rows);
    assert.deepEqual(
      rows.map((row, index) => ({ ...row, proxied: seen[index] !== null })),
      rows.map((row) => ({ ...row, proxied: forwardProxyFor(new URL(row.url), row.env).proxy !== null })),
    );
  });
});
