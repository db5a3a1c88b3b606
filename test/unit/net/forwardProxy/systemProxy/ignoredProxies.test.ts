/** Which URLs the system would lead through a forward proxy, and Go would not. */
import assert from 'node:assert/strict';
import { ignoredProxies } from '../../../../../src/net/forwardProxy/systemProxy/ignoredProxies.ts';
import type { SystemProxy } from '../../../../../src/net/forwardProxy/systemProxy/systemProxy.ts';

const P = 'http://proxy.test:3128';
const manual = (exceptions: readonly string[] = []): SystemProxy => ({
  ...{ source: 'windows', http: P, https: P, script: null, exceptions },
});

const ask = (
  urls: readonly string[],
  system: readonly SystemProxy[],
  environment: Readonly<Record<string, string>> = {},
) => ignoredProxies({ urls, system, environment, rules: { lowerFirst: false } });
const isIgnored = (url: string, exception: string) => ask([url], [manual([exception])]).length === 1;

describe('ignoredProxies', () => {
  it('names the first setting that would lead there', () => {
    const script: SystemProxy = { ...manual(), source: 'kde', http: null, https: null, script: 'auto-detect' };
    const httpOnly: SystemProxy = { ...manual(), source: 'gnome', https: null };
    assert.deepEqual(ask(['https://a.test/x', 'http://b.test'], [httpOnly, script, manual()]), [
      { source: 'kde', url: 'https://a.test/x', host: 'a.test', proxy: null, script: 'auto-detect', named: [] },
      { source: 'gnome', url: 'http://b.test', host: 'b.test', proxy: P, script: null, named: [] },
    ]);
  });

  it('says nothing where Go uses one, or was told not to', () => {
    const url = 'https://a.test';
    assert.equal(ask([url], [manual()], { HTTPS_PROXY: 'http://other.test' }).length, 0);
    assert.equal(ask([url], [manual()], { HTTPS_PROXY: 'http://other.test', NO_PROXY: '*' }).length, 0);
    assert.equal(ask([url], [manual()], { HTTP_PROXY: P }).length, 1, 'set for http only');
    assert.equal(ask([url], [manual()], { HTTPS_PROXY: ' http://unreadable.test' }).length, 1);
    assert.equal(ask([url], []).length, 0);
    for (const never of ['https://localhost', 'https://127.0.0.1:8443', 'file:///x', 'junk']) {
      assert.equal(ask([never], [manual()]).length, 0, never);
    }
  });

  it('keeps to the exceptions of the system', () => {
    const covered: readonly (readonly [url: string, exception: string])[] = [
      ...([
        ['https://a.corp', '*.corp'],
        ['https://a.corp', 'corp'],
        ['https://a.corp', 'A.CORP'],
      ] as const),
      ...([
        ['https://10.1.2.3', '10.*'],
        ['https://mirror', '<local>'],
        ['https://169.254.7.7', '169.254/16'],
      ] as const),
      ...([
        ['https://10.1.2.3', '10.0.0.0/8'],
        ['https://a.corp.test', '*.corp.*'],
        ['https://xcorp', '*corp'],
      ] as const),
      ...([
        ['https://a.corp', '*'],
        ['https://[2001:db8::1]', '2001:db8::/32'],
        ['https://a.corp:444', 'a.corp:444'],
      ] as const),
    ];
    for (const [url, exception] of covered) assert.equal(isIgnored(url, exception), false, `${url} ${exception}`);
    const open: readonly (readonly [url: string, exception: string])[] = [
      ...([
        ['https://a.corp', '*.test'],
        ['https://a.corp', '<local>'],
        ['https://11.1.2.3', '10.*'],
      ] as const),
      ...([
        ['https://a.corp', 'a.corp:8443'],
        ['https://a.corp', '*a.corp*.corp'],
        ['https://169.253.0.1', '169.254/16'],
      ] as const),
    ];
    for (const [url, exception] of open) assert.equal(isIgnored(url, exception), true, `${url} ${exception}`);
  });
});
