/** Ways that are silent, missing or forbidden, in a network of their own, and what the real go makes of the same hosts. */
import assert from 'node:assert/strict';
import { goDialTime } from '../../../src/failures/network/goDialTime.ts';
import { routeFailures } from '../../../src/failures/network/routeFailures.ts';
import { labInNamespace } from '../../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import type { Hosts, RouteRun } from './routeDriver.ts';

/** Addresses in the order of the resolver, the failures that we name, and what go says; null where it succeeds. */
const ROWS: Readonly<
  Record<string, readonly [addresses: readonly string[], failures: readonly string[], go: RegExp | null]>
> = {
  'healthy.test': [['127.0.0.1'], [], null],
  'no-ipv6.test': [['2001:db8:1::1', '127.0.0.1'], [], null],
  'silent-ipv6.test': [['2001:db8::9', '127.0.0.1'], ['connect-timeout/ipv6-broken'], null],
  'one-refuses.test': [['192.0.2.1', '127.0.0.1'], ['refused/some-addresses-dead'], null],
  'no-route.test': [['203.0.113.1'], ['connect-timeout/no-route'], /connect: network is unreachable/],
  'host-gone.test': [['198.51.100.2'], ['connect-timeout/no-route'], /connect: no route to host/],
  'forbidden.test': [['198.51.100.1'], ['refused/forbidden'], /connect: permission denied/],
  'refused.test': [['192.0.2.1'], ['refused/all-dead'], /connect: connection refused/],
};

describe('routes in a namespace', function () {
  this.timeout(30_000);
  before(function () {
    if (!canMakeNamespaces()) this.skip();
  });

  it('are named as the real go meets them', async () => {
    const hosts: Hosts = Object.fromEntries(Object.entries(ROWS).map(([name, [addresses]]) => [name, addresses]));
    const runs = (await labInNamespace(new URL('./routeDriver.ts', import.meta.url), hosts)) as RouteRun[];
    assert.equal(runs.length, Object.keys(ROWS).length);
    for (const { name, routes, go } of runs) {
      const [, expected = [], words] = ROWS[name] ?? [];
      const failures = routeFailures(routes);
      assert.deepEqual(
        failures.map(({ code, detail }) => `${code}/${detail}`),
        expected,
        JSON.stringify({ name, routes }),
      );
      if (words === null) assert.equal(go.code, 0, `${name}: ${go.stderr}`);
      else assert.match(go.stderr, words ?? /never/, name);
      assert.equal(goDialTime(routes) === null, words !== null, name);
      console.log(`      ${name}: ours ${expected.join(' ') || 'nothing'}, go ${go.code} ${Math.round(go.ms)} ms`);
    }
    const lost = runs.find(({ name }) => name === 'silent-ipv6.test');
    assert.ok(Number(routeFailures(lost?.routes ?? [])[0]?.facts.waits) >= 290);
  });

  it('go gives a silent address up only after its share of the time, and we say so', async () => {
    const hosts: Hosts = { 'all-silent.test': ['192.0.2.9'], 'first-silent.test': ['192.0.2.9', '127.0.0.1'] };
    const runs = (await labInNamespace(new URL('./routeDriver.ts', import.meta.url), hosts)) as RouteRun[];
    const [all, first] = runs.map(({ routes }) => routeFailures(routes)[0]);
    assert.deepEqual([all?.code, all?.detail], ['connect-timeout', 'all-dead']);
    assert.deepEqual(
      [first?.code, first?.detail, first?.facts.waits],
      ['connect-timeout', 'some-addresses-dead', '15000'],
    );
    // Both are still dialling when they are killed after 6 s.
    assert.equal(runs[0]?.go.code, null);
  });
});
