/** Proxies in the text of a script: found without running it, whatever else stands there. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proxiesInScript } from '../../../../../src/net/forwardProxy/systemProxy/proxyScript.ts';

describe('proxiesInScript', () => {
  const rows: readonly (readonly [text: string, proxies: readonly string[]])[] = [
    ['return "PROXY proxy.corp.test:8080; DIRECT";', ['http://proxy.corp.test:8080']],
    ['return "HTTPS a.test:443; HTTP b.test:80"', ['https://a.test:443', 'http://b.test:80']],
    ["var p = 'SOCKS5 127.0.0.1:7891; SOCKS 127.0.0.1:7891'", ['socks5://127.0.0.1:7891']],
    ['"PROXY [2001:db8::1]:3128"', ['http://[2001:db8::1]:3128']],
    ['"PROXY a.test:1"; "PROXY a.test:1"', ['http://a.test:1']],
    ['"PROXY a.test:0" "PROXY a.test:65536" "PROXY a.test"', []],
    ['// no PROXY: see https://wiki.test:8080/', []],
    ['return "DIRECT"', []],
    ['', []],
    [
      Array.from({ length: 9 }, (_, at) => `PROXY p${at}.test:1`).join(),
      [0, 1, 2, 3, 4].map((at) => `http://p${at}.test:1`),
    ],
  ];
  for (const [text, proxies] of rows) {
    it(JSON.stringify(text).slice(0, 60), () => assert.deepEqual(proxiesInScript(text), proxies));
  }

  it('is total and linear', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(proxiesInScript(text))));
    const time = (length: number) => {
      const began = performance.now();
      for (const unit of ['PROXY ', 'PROXY a.', 'PROXY [::']) proxiesInScript(unit.repeat(length / unit.length));
      return performance.now() - began;
    };
    time(10_000);
    assert.ok(time(500_000) < 1_000);
  });
});
