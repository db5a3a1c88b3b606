/** What is made of a host's addresses, and how long Go takes over them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { goDialTime } from '../../../../src/failures/network/goDialTime.ts';
import { routeFailures } from '../../../../src/failures/network/routeFailures.ts';
import type { ConnectOutcome, Greeting, RouteEvidence } from '../../../../src/net/route/routeEvidence.ts';
import { routeClause } from '../../../../src/text/words/network/routeText.ts';

function route(address: string, connect: ConnectOutcome = 'connected', ms = 20): RouteEvidence {
  const family = address.includes(':') ? 6 : 4;
  return { address, family, connect, ms: connect === 'silent' ? Math.max(ms, 1000) : ms, tls: null, otherName: null };
}

function greeting(outcome: Greeting['outcome'], ms = 400): Greeting {
  return { outcome, ms, protocol: null, alpn: null, alert: null };
}

function greeted(address: string, own: Greeting['outcome'], other: Greeting['outcome'] | null = null): RouteEvidence {
  return { ...route(address), tls: greeting(own), otherName: other === null ? null : greeting(other) };
}

const V6 = '2001:db8::1';
const V4 = '192.0.2.1';
const OTHER = '192.0.2.2';

const ROWS: readonly (readonly [what: string, routes: readonly RouteEvidence[], failures: readonly string[]])[] = [
  ['no address', [], []],
  ['one that connects', [route(V4)], []],
  ['both families', [route(V6), route(V4)], []],
  ['no IPv6 here', [route(V6, 'unreachable', 0), route(V4)], []],
  ['IPv6 forbidden here', [route(V6, 'forbidden', 0), route(V4)], []],
  ['localhost, IPv4 only', [route('::1', 'refused', 0), route('127.0.0.1')], []],
  ['localhost, IPv6 only', [route('::1'), route('127.0.0.1', 'refused', 0)], []],
  ['silence cut short', [{ ...route(V4, 'silent'), ms: 30 }], []],
  ['silent IPv6', [route(V6, 'silent'), route(V4)], ['connect-timeout/ipv6-broken/300']],
  ['IPv6 that refuses', [route(V6, 'refused'), route(V4)], ['refused/ipv6-broken/20']],
  ['IPv6 without an end', [route(V6, 'unreachable', 3000), route(V4)], ['connect-timeout/ipv6-broken/300']],
  ['silent IPv4', [route(V6), route(V4, 'silent')], ['connect-timeout/ipv4-broken/0']],
  ['the first of two', [route(V4, 'silent'), route(OTHER)], ['connect-timeout/some-addresses-dead/15000']],
  ['the second of two', [route(V4), route(OTHER, 'silent')], ['connect-timeout/some-addresses-dead/0']],
  ['refused and silent', [route(V4, 'silent'), route(OTHER, 'refused')], ['connect-timeout/all-dead/']],
  ['all refuse', [route(V6, 'refused'), route(V4, 'refused')], ['refused/all-dead/']],
  ['no route at all', [route(V6, 'unreachable'), route(V4, 'unreachable')], ['connect-timeout/no-route/']],
  ['nothing allowed', [route(V4, 'forbidden')], ['refused/forbidden/']],
  ['a handshake that answers', [greeted(V4, 'answered')], []],
  ['a name that is cut', [greeted(V4, 'reset', 'answered')], ['reset/name-filtered/']],
  ['a name that is met with silence', [greeted(V4, 'silent', 'answered')], ['response-timeout/name-filtered/']],
  ['every name is cut', [greeted(V4, 'reset', 'reset')], ['reset/reset/']],
  ['closed', [greeted(V4, 'closed', 'closed')], ['reset/eof/']],
  ['one of two is cut', [greeted(V4, 'reset', 'reset'), greeted(OTHER, 'answered')], ['reset/some-addresses-dead/']],
  ['one of two speaks no TLS', [greeted(V4, 'not-tls'), greeted(OTHER, 'answered')], ['tls/plain-http-on-tls-port/']],
];

describe('routeFailures', () => {
  for (const [what, routes, expected] of ROWS) {
    it(`${what}: ${expected.join(' ') || 'nothing'}`, () => {
      const own = routeFailures(routes).map(({ code, detail, facts }) => `${code}/${detail}/${facts.waits ?? ''}`);
      assert.deepEqual(own, expected);
      for (const failure of routeFailures(routes)) {
        assert.match(routeClause(failure), /^[a-z].*(?:192\.0\.2|2001:db8)/);
        assert.doesNotMatch(routeClause(failure), /undefined|\{\d\}|\(\)|\.$/);
      }
    });
  }

  const anyGreeting = fc.option(
    fc.record({
      outcome: fc.constantFrom(...(['answered', 'reset', 'closed', 'silent', 'not-tls'] as const)),
      ms: fc.double(),
      protocol: fc.constant(null),
      alpn: fc.constant(null),
      alert: fc.constant(null),
    }),
  );
  const anyRoute = fc.record({
    address: fc.string(),
    family: fc.constantFrom(4 as const, 6 as const),
    connect: fc.constantFrom(...(['connected', 'refused', 'unreachable', 'silent', 'forbidden', 'reset'] as const)),
    ms: fc.double({ min: 0 }),
    tls: anyGreeting,
    otherName: anyGreeting,
  });

  it('is total, and silent where every address connects and answers', () => {
    fc.assert(
      fc.property(fc.array(anyRoute), (routes) => {
        routeFailures(routes);
        const healthy = routes.map((one) => ({ ...one, connect: 'connected' as const, tls: null }));
        return routeFailures(healthy).length === 0;
      }),
    );
  });
});

describe('goDialTime', () => {
  for (const [what, routes, ms] of [
    ['nothing', [], null],
    ['the first at once', [route(V6), route(V4)], 20],
    ['IPv4 300 ms behind a silent IPv6', [route(V6, 'silent'), route(V4)], 320],
    ['IPv4 right behind a refusal', [route(V6, 'refused', 5), route(V4)], 25],
    ['IPv6 although slow, where it beats the fallback', [route(V6, 'connected', 310), route(V4, 'connected', 50)], 310],
    ['the second behind half of 30 s', [route(V4, 'silent'), route(OTHER)], 15_020],
    ['the third behind two thirds', [route(V4, 'silent'), route('192.0.2.3', 'silent'), route(OTHER)], 20_020],
    ['never', [route(V6, 'silent'), route(V4, 'refused')], null],
  ] as const) {
    it(`${what}: ${ms}`, () => assert.equal(goDialTime(routes), ms));
  }
});
