/** The judge of names, and its words: from evidence alone. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DETAILS } from '../../../../src/failures/details.ts';
import { dnsFailures } from '../../../../src/failures/network/names/dnsFailures.ts';
import { addressKind } from '../../../../src/net/dns/addressKind.ts';
import type { Answer, AnswerOutcome, NamesEvidence, ServerEvidence } from '../../../../src/net/dns/namesEvidence.ts';
import { dnsSentence } from '../../../../src/text/words/network/dnsText.ts';

const OUTCOMES: readonly AnswerOutcome[] = [
  ...(['addresses', 'no-addresses', 'no-such-name', 'server-failure', 'refused'] as const),
  ...(['lame', 'malformed', 'silent', 'unreachable'] as const),
];

/** An address makes an answer with it; an outcome one without. */
function answer(told: string): Answer {
  const outcome = OUTCOMES.find((one) => one === told);
  const addresses = outcome === undefined ? [{ address: told, kind: addressKind(told) }] : [];
  return {
    outcome: outcome ?? 'addresses',
    addresses,
    aliases: [],
    problem: null,
    transport: 'udp',
    ms: outcome === 'silent' ? 2_000 : 1,
  };
}

/** `server A AAAA`, for one name. */
function server(text: string, name = 'proxy.org'): ServerEvidence {
  const [address = '', a = 'silent', aaaa = 'no-addresses'] = text.split(' ');
  return { server: address, names: [{ name, a: answer(a), aaaa: answer(aaaa) }] };
}

function evidence(servers: readonly string[], change: Partial<NamesEvidence> = {}): NamesEvidence {
  return {
    ...{ host: 'proxy.org', kind: 'name', goResolver: 'go', goResolverReason: 'no-cgo', order: ['files', 'dns'] },
    ...{
      hostsFile: '/etc/hosts',
      hosts: [],
      system: { addresses: [], error: 'EAI_AGAIN', ms: 1 },
      names: ['proxy.org'],
    },
    servers: servers.map((one) => server(one)),
    ...{
      upstreams: [],
      independent: null,
      patience: { timeout: 5, attempts: 2, rotate: false },
      ownSuffixes: [],
      ms: 1,
      lag: 0,
    },
    ...change,
  };
}

/** `detail key=value…` of each failure. */
function told(given: NamesEvidence, ...keys: string[]): string[] {
  return dnsFailures(given).map(({ detail, facts }) =>
    [detail, ...keys.map((key) => `${key}=${facts[key]}`)].join(' '),
  );
}

const OUTSIDE = server('9.9.9.9 8.8.4.4');
const SYSTEM_FINDS = { addresses: [{ address: '8.8.4.4', kind: 'public' as const }], error: null, ms: 1 };

describe('failures/network/names/dnsFailures', () => {
  const rows: readonly (readonly [name: string, given: NamesEvidence, failures: readonly string[]])[] = [
    ['health', evidence(['1.1.1.1 8.8.4.4']), []],
    ['health with both families', evidence(['1.1.1.1 8.8.4.4 2001:4860::1']), []],
    ['IPv6 only', evidence(['1.1.1.1 no-addresses 2001:4860::1']), []],
    [
      'a healthy second after one that fails at once',
      evidence(['1.1.1.1 server-failure server-failure', '1.1.1.2 8.8.4.4']),
      ['dns-one-server-odd'],
    ],
    [
      'a second that knows less than the first',
      evidence(['1.1.1.1 8.8.4.4', '1.1.1.2 no-such-name silent', '1.1.1.3 8.8.4.4']),
      ['dns-one-server-odd'],
    ],
    ['servers of different CDNs', evidence(['1.1.1.1 8.8.4.4', '1.1.1.2 8.8.8.8']), []],
    [
      'the odd servers of Windows',
      evidence(['1.1.1.1 8.8.4.4', '1.1.1.2 refused refused'], { goResolver: 'system', system: SYSTEM_FINDS }),
      [],
    ],
    [
      'the first server’s no, though the second would know',
      evidence(['1.1.1.1 no-such-name no-such-name', '1.1.1.2 8.8.4.4']),
      ['dns-no-such-host'],
    ],
    [
      'the last server’s failure',
      evidence(['1.1.1.1 silent silent', '1.1.1.2 refused refused']),
      ['dns-server-refused'],
    ],
    ['the later failure of the two families', evidence(['1.1.1.1 no-such-name silent']), ['dns-timeout']],
    [
      'a dead server that go asks first',
      evidence(['1.1.1.1 silent silent', '1.1.1.2 8.8.4.4']),
      ['dns-one-server-dead'],
    ],
    [
      'dead servers of Windows',
      evidence(['1.1.1.1 silent silent', '1.1.1.2 8.8.4.4'], { goResolver: 'system', system: SYSTEM_FINDS }),
      [],
    ],
    ['no servers', evidence([]), ['dns-no-such-host']],
    [
      'the C library finds what servers do not',
      evidence(['1.1.1.1 silent silent'], { goResolver: 'cgo', system: SYSTEM_FINDS }),
      [],
    ],
    [
      'the C library does not find it',
      evidence(['1.1.1.1 8.8.4.4'], {
        goResolver: 'cgo',
        system: { ...SYSTEM_FINDS, addresses: [], error: 'ENOTFOUND' },
      }),
      ['dns-no-such-host'],
    ],
    [
      'the C library hangs',
      evidence(['1.1.1.1 server-failure'], {
        goResolver: 'cgo',
        system: { ...SYSTEM_FINDS, addresses: [], error: 'silent' },
      }),
      ['dns-timeout'],
    ],
    [
      'the C library says try again',
      evidence(['1.1.1.1 refused refused'], { goResolver: 'cgo' }),
      ['dns-server-refused'],
    ],
    ['another public address than outside', evidence(['1.1.1.1 8.8.8.8'], { independent: OUTSIDE }), []],
    ['a private address', evidence(['1.1.1.1 10.0.0.1'], { independent: OUTSIDE }), ['forged']],
    ['this machine', evidence(['1.1.1.1 127.0.0.1'], { independent: OUTSIDE }), ['forged']],
    ['a private address that nobody knows better', evidence(['1.1.1.1 10.0.0.1']), []],
    ['a private address outside too', evidence(['1.1.1.1 10.0.0.1'], { independent: server('9.9.9.9 10.0.0.1') }), []],
    [
      'a private address, unknown outside',
      evidence(['1.1.1.1 10.0.0.1'], { independent: server('9.9.9.9 no-such-name no-such-name') }),
      [],
    ],
    ['a fake address of Clash', evidence(['1.1.1.1 198.18.0.9'], { independent: OUTSIDE }), []],
    ['the border’s address', evidence(['1.1.1.1 93.46.8.89']), ['forged']],
    ['0.0.0.0', evidence(['1.1.1.1 0.0.0.0 ::']), ['forged']],
    [
      'a name of one’s own that means another host outside',
      evidence(['1.1.1.1 10.0.0.1'], { independent: OUTSIDE, ownSuffixes: ['Org'] }),
      ['dns-split-horizon'],
    ],
    [
      'a name of one’s own that nobody outside knows',
      evidence(['1.1.1.1 10.0.0.1'], { independent: server('9.9.9.9 no-such-name'), ownSuffixes: ['Org'] }),
      [],
    ],
    ['hosts as DNS says', evidence(['1.1.1.1 8.8.4.4'], { hosts: [{ line: 3, address: '8.8.4.4' }] }), []],
    [
      'hosts against DNS',
      evidence(['1.1.1.1 8.8.4.4'], { hosts: [{ line: 3, address: '1.2.3.4' }] }),
      ['hosts-override'],
    ],
    [
      'hosts where DNS knows nothing',
      evidence(['1.1.1.1 silent silent'], { hosts: [{ line: 3, address: '1.2.3.4' }] }),
      [],
    ],
  ];
  for (const [name, given, failures] of rows) {
    it(`judges ${name}`, () => assert.deepEqual(told(given), failures));
  }

  it('says what a look-up costs, and what outside is known', () => {
    const rotate = { timeout: 5, attempts: 2, rotate: true };
    const dead = ['1.1.1.1 8.8.4.4', '1.1.1.2 silent silent'];
    assert.deepEqual(told(evidence(dead), 'server', 'seconds'), ['dns-one-server-dead server=1.1.1.2 seconds=0']);
    assert.deepEqual(told(evidence(dead, { patience: rotate }), 'seconds'), ['dns-one-server-dead seconds=5']);
    assert.deepEqual(told(evidence(['1.1.1.1 8.8.4.4 silent']), 'family', 'seconds'), [
      'dns-family-silent family=AAAA seconds=10',
    ]);
    const blocked = evidence(['1.1.1.1 no-such-name no-such-name'], { independent: OUTSIDE });
    assert.deepEqual(told(blocked, 'independent', 'address'), ['dns-no-such-host independent=9.9.9.9 address=8.8.4.4']);
    const stub = evidence(['127.0.0.53 server-failure server-failure'], {
      upstreams: [server('10.0.0.1 silent silent')],
    });
    assert.deepEqual(told(stub, 'upstreams'), ['dns-server-failure upstreams=10.0.0.1']);
  });

  it('calls a server slow only where both of its answers are late', () => {
    const late = (a: number, aaaa: number, lag = 0) => {
      const [names] = server('1.1.1.1 8.8.4.4').names;
      assert.ok(names !== undefined);
      const answers = { ...names, a: { ...names.a, ms: a }, aaaa: { ...names.aaaa, ms: aaaa } };
      return told(evidence([], { lag, servers: [{ server: '1.1.1.1', names: [answers] }] }), 'ms');
    };
    assert.deepEqual(late(1_200.4, 1_100.4), ['dns-slow ms=1100']);
    assert.deepEqual(late(1_200, 20), []);
    assert.deepEqual(late(700, 700), []);
    assert.deepEqual(late(1_200, 1_200, 500), [], 'a thread that stood still itself');
  });

  it('calls no server dead that was hardly listened to', () => {
    const dead = ['1.1.1.1 silent silent', '1.1.1.2 8.8.4.4'];
    assert.deepEqual(told(evidence(dead, { lag: 300 })), ['dns-one-server-dead']);
    assert.deepEqual(told(evidence(dead, { lag: 1_500 })), []);
    assert.deepEqual(told(evidence(['1.1.1.1 8.8.4.4 silent'], { lag: 1_500 })), []);
  });

  it('says of a name of one’s own that it may need a VPN', () => {
    const gone = evidence(['1.1.1.1 no-such-name no-such-name'], { ownSuffixes: ['org'] });
    assert.deepEqual(told(gone, 'own'), ['dns-no-such-host own=yes']);
    assert.match(
      dnsSentence(dnsFailures(gone)[0] ?? assert.fail()),
      /a network of your own, which may need its VPN\.$/,
    );
  });

  it('knows a search domain that catches a name from the names of a cluster', () => {
    const caught = (searched: string, host: string) => {
      const both = [...server('1.1.1.1 10.0.0.1', searched).names, ...server('1.1.1.1 8.8.4.4', host).names];
      return told(evidence([], { host, names: [searched, host], servers: [{ server: '1.1.1.1', names: both }] }));
    };
    assert.deepEqual(caught('athens.tools.corp.net', 'athens.tools'), ['dns-search-domain']);
    assert.deepEqual(caught('athens.tools.svc.cluster.local', 'athens.tools'), []);
    assert.deepEqual(caught('athens.corp.net', 'athens'), []);
  });

  it('is total; its details are known and have words, in which nothing of the network is raw', () => {
    const outcome = fc.constantFrom(...OUTCOMES, '8.8.4.4', '10.0.0.1', '0.0.0.0', '::1', '198.18.0.1');
    const servers = fc.array(fc.tuple(outcome, outcome), { maxLength: 4 });
    const change = fc.record({
      goResolver: fc.constantFrom('go' as const, 'cgo' as const, 'system' as const),
      kind: fc.constantFrom('name' as const, 'address' as const, 'not-a-name' as const),
      order: fc.constantFrom<readonly ('files' | 'dns')[]>([], ['files'], ['dns'], ['dns', 'files'], ['files', 'dns']),
      hosts: fc.constantFrom([], [{ line: 1, address: '1.2.3.4' }]),
      independent: fc.constantFrom(null, OUTSIDE),
      host: fc.constantFrom('proxy.org', 'proxy.org.', 'proxy', 'x\u202e\n.org'),
    });
    fc.assert(
      fc.property(servers, change, (list, more) => {
        const given = evidence(
          list.map(([a, aaaa], index) => `1.1.1.${index} ${a} ${aaaa}`),
          more,
        );
        for (const failure of dnsFailures(given)) {
          assert.ok(DETAILS[failure.code].includes(failure.detail), failure.detail);
          const words = dnsSentence(failure);
          assert.match(words, /^[^\n\u202e]+[.]$/);
          assert.doesNotMatch(words, /undefined|\[object|\{\d+\}| {2}/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
