/** Forward proxies that are gone or that go does not know of: from real connections to failures and their words. */
import assert from 'node:assert/strict';
import { forwardProxyFailures } from '../../../src/failures/network/forwardProxyFailures.ts';
import { LOCAL_PROXIES } from '../../../src/failures/network/localProxies.ts';
import { systemProxyFailures } from '../../../src/failures/network/systemProxyFailures.ts';
import type { Exchange } from '../../../src/net/exchange.ts';
import { fault } from '../../../src/net/fault.ts';
import { ignoredProxies } from '../../../src/net/forwardProxy/systemProxy/ignoredProxies.ts';
import type { SystemProxy } from '../../../src/net/forwardProxy/systemProxy/systemProxy.ts';
import { forwardProxyClause, systemProxySentence } from '../../../src/text/words/network/forwardProxyText.ts';
import { Client } from '../fixtures/client.ts';
import { answer, Servers } from '../fixtures/servers.ts';

const client = new Client();
const servers = new Servers();
afterEach(async () => {
  servers.stop();
  await client.close();
});

const nowhere = { lookup: () => Promise.reject(new Error('looked up')), ask: () => Promise.reject(new Error('asked')) };
/** Every name leads to this machine. */
const here = { ...nowhere, lookup: async () => ['127.0.0.1'] };
const through = (proxy: string) =>
  client.get('https://m.test/x', { names: nowhere, environment: { HTTPS_PROXY: proxy }, deadline: 1_000 });
const judge = (
  { url = 'https://m.test/x', status = null, ...exchange }: Seen,
  variable: string | null = 'HTTPS_PROXY',
) => forwardProxyFailures({ exchange: { url, status, ...exchange }, variable });
type Seen = Pick<Exchange, 'fault' | 'forwardProxy'> & Partial<Pick<Exchange, 'url' | 'status'>>;

describe('forwardProxyFailures', () => {
  it('says that a forward proxy on this machine is gone', async () => {
    const port = await servers.refusedPort();
    for (const [proxy, host] of [
      [`http://me:secret@127.0.0.1:${port}`, '127.0.0.1'],
      [`socks5://localhost:${port}`, 'localhost'],
      [`127.0.0.1:${port}`, '127.0.0.1'],
    ] as const) {
      const exchange = await client.get('https://m.test', { names: here, environment: { HTTPS_PROXY: proxy } });
      assert.deepEqual(judge(exchange), [
        {
          code: 'forward-proxy',
          detail: 'local-proxy-gone',
          facts: { address: `${host}:${port}`, variable: 'HTTPS_PROXY' },
        },
      ]);
    }
  });

  it('says that go does not know a scheme, and what it takes it for', () => {
    const lost = fault('forward-proxy', 'connect', 'proxy-dns');
    const facts = (forwardProxy: string) => judge({ fault: lost, forwardProxy }).map((one) => [one.detail, one.facts]);
    const variable = 'HTTPS_PROXY';
    // As up to Go 1.22, see proxyScheme.ts.
    assert.deepEqual(facts('http://socks5h://u:p@127.0.0.1:1080'), [
      ['unknown-scheme', { scheme: 'socks5h', takenFor: 'host', variable }],
    ]);
    assert.deepEqual(facts('socks4://127.0.0.1:1080'), [
      ['unknown-scheme', { scheme: 'socks4', takenFor: 'http', variable }],
    ]);
    for (const known of ['http://p.test', 'https://p.test', 'socks5://p.test', 'socks5h://p.test']) {
      assert.deepEqual(facts(known), []);
    }
    const [old] = judge({ fault: lost, forwardProxy: 'http://socks5h://127.0.0.1:1080' });
    assert.match(
      forwardProxyClause(old ?? assert.fail()),
      /this version of go does not know \(HTTPS_PROXY=socks5h:\/\/…\): it looks for a host named “socks5h”/,
    );
  });

  it('guesses the program by its port', () => {
    const refused = fault('forward-proxy', 'connect', 'proxy-refused');
    for (const [port, product] of Object.entries(LOCAL_PROXIES)) {
      const [gone] = judge({ fault: refused, forwardProxy: `http://[::1]:${port}/` }, null);
      assert.deepEqual(gone?.facts, { address: `[::1]:${port}`, product });
    }
    const socks = judge({ fault: refused, forwardProxy: 'socks5h://127.0.0.1' }, null);
    assert.deepEqual(socks[0]?.facts, { address: '127.0.0.1:1080', product: 'Shadowsocks' });
    assert.deepEqual(judge({ fault: refused, forwardProxy: 'http://127.0.0.1' }, null)[0]?.facts, {
      address: '127.0.0.1:80',
    });
  });

  it('leaves what runs, what is elsewhere and what is healthy alone', async () => {
    const silent = await servers.silent();
    assert.deepEqual(judge(await through(`http://127.0.0.1:${silent.port}`)), []);
    const wantsLogin = await servers.answering(answer('', [], '407 Proxy Authentication Required'));
    assert.deepEqual(judge(await through(`http://127.0.0.1:${wantsLogin.port}`)), []);
    const refused = fault('forward-proxy', 'connect', 'proxy-refused');
    for (const forwardProxy of [
      'http://proxy.test:7890',
      'http://192.0.2.1:7890',
      'http://x127.0.0.1.test',
      'junk',
      null,
    ]) {
      assert.deepEqual(judge({ fault: refused, forwardProxy }), []);
    }
    assert.deepEqual(judge({ fault: null, forwardProxy: 'http://127.0.0.1:7890' }), []);
  });

  it('tells a wrong login from none', () => {
    const wrong = { code: 'forward-proxy', detail: 'login-refused' };
    for (const [scheme, detail] of [
      ['http', 'proxy-auth'],
      ['https', 'connect-401'],
      ['socks5', 'socks-auth'],
    ] as const) {
      const refused = fault('forward-proxy', 'connect', detail);
      const told = judge({ fault: refused, forwardProxy: `${scheme}://me:secret@proxy.test:3128` });
      assert.deepEqual(told, [{ ...wrong, facts: { address: 'proxy.test:3128', variable: 'HTTPS_PROXY' } }]);
      assert.deepEqual(judge({ fault: refused, forwardProxy: `${scheme}://proxy.test:3128` }), []);
    }
    const denied = fault('forward-proxy', 'connect', 'connect-403');
    assert.deepEqual(judge({ fault: denied, forwardProxy: 'http://me:secret@proxy.test' }), []);
  });

  it('says that a fault may be the forward proxy’s own, over plain http only', () => {
    const http = { url: 'http://m.test/x', forwardProxy: 'http://me:secret@proxy.test:3128', fault: null };
    const address = 'proxy.test:3128';
    const own = [{ code: 'forward-proxy', detail: 'plain-http', facts: { address, variable: 'HTTP_PROXY' } }];
    const silent = fault('no-headers', 'first-byte', 'no-headers');
    for (const seen of [...[401, 403, 429, 500, 503].map((status) => ({ status })), { fault: silent }]) {
      assert.deepEqual(judge({ ...http, ...seen }, 'HTTP_PROXY'), own);
    }
    for (const seen of [
      ...[200, 302, 404, 410].map((status) => ({ status })),
      { status: 403, url: 'https://m.test/x' },
      { status: 403, forwardProxy: null },
      { status: 403, forwardProxy: 'socks5://proxy.test:1080' },
      { status: 407, fault: fault('forward-proxy', 'first-byte', 'proxy-auth'), forwardProxy: 'http://proxy.test' },
      { status: null, fault: fault('body-stalled', 'body', 'body-stalled') },
    ]) {
      assert.deepEqual(judge({ ...http, ...seen }), []);
    }
  });

  it('has words', () => {
    const refused = fault('forward-proxy', 'connect', 'proxy-refused');
    const [gone] = judge({ fault: refused, forwardProxy: 'http://127.0.0.1:7890' }, 'https_proxy');
    assert.ok(gone !== undefined);
    assert.equal(
      forwardProxyClause(gone),
      'is behind the forward proxy 127.0.0.1:7890 on this machine, which https_proxy names, and nothing listens there any more (Clash takes that port; is it switched off?)',
    );
    assert.match(
      forwardProxyClause({ ...gone, facts: { address: '\u001b[2J' } }),
      /^is behind the forward proxy \\u\{1b\}/,
    );
    const own = { ...gone, detail: 'plain-http', facts: { address: 'p.test:1', variable: 'HTTP_PROXY' } };
    assert.equal(
      forwardProxyClause(own),
      'is asked over plain http through the forward proxy p.test:1, which HTTP_PROXY names: the fault may be that proxy’s own',
    );
  });
});

describe('systemProxyFailures', () => {
  const manual: SystemProxy = {
    ...{ source: 'gnome', http: 'http://me:secret@proxy.test:3128', https: 'http://me:secret@proxy.test:3128' },
    ...{ script: null, exceptions: [] },
  };
  const seen = (url: string, kind: Parameters<typeof fault>[0] | null, forwardProxy: string | null = null) => ({
    ...{ url, fault: kind === null ? null : fault(kind, 'connect', 'x'), forwardProxy },
  });
  function failures(
    exchanges: readonly Pick<Exchange, 'url' | 'fault' | 'forwardProxy'>[],
    system: readonly SystemProxy[] = [manual],
  ) {
    const urls = exchanges.map(({ url }) => url);
    return systemProxyFailures({
      ignored: ignoredProxies({ urls, system, environment: {}, rules: { lowerFirst: false } }),
      exchanges,
    });
  }

  it('names the setting and the hosts that were not reached, and no login', () => {
    const exchanges = [seen('https://a.test', 'connect-timeout'), seen('https://b.test', 'no-such-host')];
    assert.deepEqual(failures(exchanges), [
      {
        code: 'system-proxy-ignored',
        detail: 'gnome',
        facts: { hosts: 'a.test, b.test', proxy: 'http://proxy.test:3128' },
      },
    ]);
  });

  it('is silent where all is well, where the server answered, and where go uses a proxy', () => {
    assert.deepEqual(failures([seen('https://a.test', null)]), []);
    for (const kind of [
      'tls',
      'no-headers',
      'body-stalled',
      'malformed',
      'redirect',
      'invalid-url',
      'out-of-time',
    ] as const) {
      assert.deepEqual(failures([seen('https://a.test', kind)]), [], kind);
    }
    assert.deepEqual(failures([seen('https://a.test', 'refused', 'http://p.test')]), []);
    assert.deepEqual(failures([seen('https://a.test', 'refused')], []), []);
  });

  it('speaks of a real connection that fails, and never of one that does not', async () => {
    const refused = `http://m.test:${await servers.refusedPort()}/`;
    assert.deepEqual(
      failures([await client.get(refused, { names: here })]).map(({ facts }) => facts.hosts),
      ['m.test'],
    );
    const healthy = await servers.answering(answer('x'));
    for (let run = 0; run < 50; run++) {
      const exchange = await client.get(`http://m.test:${healthy.port}/`, { names: here });
      assert.deepEqual([exchange.status, failures([exchange]), judge(exchange)], [200, [], []]);
    }
  });

  it('has words for every place, and for scripts', () => {
    const script = { ...manual, http: null, https: null };
    const texts = (['windows', 'macos', 'gnome', 'kde', 'vscode', 'login'] as const).flatMap((source) =>
      [manual, { ...script, script: 'http://pac.test/p.pac' }, { ...script, script: 'auto-detect' }].map((setting) => {
        const [failure] = failures([seen('https://a.test', 'refused')], [{ ...setting, source }]);
        assert.ok(failure !== undefined);
        return systemProxySentence(failure);
      }),
    );
    assert.equal(new Set(texts).size, 18);
    for (const text of texts) assert.match(text, /^The [^{}]*a\.test[^{}]*\.$/);
    assert.equal(
      systemProxySentence({
        code: 'system-proxy-ignored',
        detail: 'gnome',
        facts: { hosts: 'a.test', proxy: 'http://p.test' },
      }),
      'The settings of GNOME name the proxy http://p.test. go reads only HTTPS_PROXY and its family, which name none: it connects to a.test directly, which fails.',
    );
  });
});
