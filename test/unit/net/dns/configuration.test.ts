/** resolv.conf, hosts, nsswitch.conf and GODEBUG, as Go reads them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressKind } from '../../../../src/net/dns/addressKind.ts';
import { chooseResolver, type ResolverQuestion } from '../../../../src/net/dns/goResolver.ts';
import { hostsEntries } from '../../../../src/net/dns/hostsFile.ts';
import { parseNameServer, showNameServer } from '../../../../src/net/dns/nameServer.ts';
import { parseNameSwitch } from '../../../../src/net/dns/nameSwitch.ts';
import { namesToAsk, parseResolvConf } from '../../../../src/net/dns/resolvConf.ts';

const JUNK = `\u0000\u0001\ufffd\u202e\nnameserver\nnameserver dns.test\nnameserver 127.0.0.1; x\n\tnameserver 127.0.0.9\n`;

describe('net/dns: the configuration', () => {
  const resolvConfs: readonly (readonly [text: string | null, told: object])[] = [
    [null, { servers: ['127.0.0.1', '::1'], search: ['lab.test'], ndots: 1, timeout: 5, attempts: 2 }],
    ['nameserver 10.0.0.1\r\nnameserver fe80::1%eth0\n', { servers: ['10.0.0.1', 'fe80::1%eth0'] }],
    [
      'nameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\nnameserver 1.1.1.4',
      { servers: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] },
    ],
    ['domain a.test\nsearch b.test. . c.test\n', { search: ['b.test', 'c.test'] }],
    ['search b.test\ndomain a.test', { search: ['a.test'] }],
    [
      'options ndots:99 timeout:0 attempts:x rotate use-vc',
      { ndots: 15, timeout: 1, attempts: 1, rotate: true, tcpOnly: true, unknown: null },
    ],
    ['options edns0 trust-ad no-aaaa', { unknown: 'no-aaaa' }],
    ['sortlist 1.2.3.4\n', { unknown: 'sortlist' }],
    ['# options inet6\n; nameserver 1.1.1.1\n', { servers: ['127.0.0.1', '::1'], unknown: null }],
    [JUNK, { servers: ['127.0.0.9'] }],
  ];
  for (const [text, told] of resolvConfs) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const conf = parseResolvConf(text, 'box.lab.test');
      assert.deepEqual({ ...conf, ...told }, conf);
    });
  }

  it('puts the names in the order in which go asks', () => {
    const conf = parseResolvConf('search a.test b.test\noptions ndots:2', '');
    assert.deepEqual(namesToAsk('x.y.z', conf), ['x.y.z', 'x.y.z.a.test', 'x.y.z.b.test']);
    assert.deepEqual(namesToAsk('x.y', conf), ['x.y.a.test', 'x.y.b.test', 'x.y']);
    assert.deepEqual(namesToAsk('x.y.', conf), ['x.y']);
    assert.deepEqual(namesToAsk('hidden.onion', conf), ['hidden.onion.a.test', 'hidden.onion.b.test']);
    assert.deepEqual(namesToAsk(`${'a'.repeat(250)}.test`, conf), []);
  });

  it('finds the lines of the hosts file', () => {
    const text =
      '127.0.0.1 localhost\n# 1.1.1.1 proxy.test\n10.0.0.1\tother PROXY.test. # x\nnone proxy.test\r\n::1 proxy.test\r\n\u0000';
    assert.deepEqual(hostsEntries(text, 'proxy.test'), [
      { line: 3, address: '10.0.0.1' },
      { line: 5, address: '::1' },
    ]);
    assert.deepEqual(hostsEntries(text, 'proxy.test.'), hostsEntries(text, 'proxy.test'));
    assert.deepEqual(hostsEntries('', 'proxy.test'), []);
  });

  const switches: readonly (readonly [text: string, told: string | null])[] = [
    ['hosts: files dns', 'files dns'],
    ['passwd: x\nhosts:files  mdns4_minimal [NOTFOUND=return] dns # x', 'files mdns4_minimal dns'],
    ['hosts: files [!UNAVAIL=return] dns', 'files! dns'],
    ['hosts: files [SUCCESS=return NOTFOUND=continue] dns', 'files dns'],
    ['hosts: files\tdns', 'files\tdns'],
    ['', ''],
    ['hosts', null],
    ['hosts: files [UNAVAIL=return', null],
    ['hosts: files [UN]', null],
  ];
  for (const [text, told] of switches) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const sources = parseNameSwitch(text)?.map(({ source, standard }) => (standard ? source : `${source}!`)) ?? null;
      assert.equal(sources?.join(' ') ?? null, told);
    });
  }

  it('is total for any text, and linear', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const one of [text, `hosts: ${text}`, `nameserver ${text}\noptions ${text}\nsearch ${text}`]) {
          parseNameSwitch(one);
          namesToAsk(text, parseResolvConf(one, text));
          hostsEntries(one, text);
          parseNameServer(one);
          addressKind(one);
        }
      }),
    );
    for (const one of [' ', '[', 'a', 'a [', '\t', 'hosts:', '\n', ' a']) {
      const long = `hosts: ${one.repeat(200_000)}`;
      parseNameSwitch(long);
      parseResolvConf(long, '');
      hostsEntries(long, 'a');
    }
  });

  const choices: readonly (readonly [name: string, change: Partial<ResolverQuestion>, told: string])[] = [
    [
      'the Go project’s own binary',
      { goHasCgo: false, environment: { GODEBUG: 'netdns=cgo' } },
      'go netdns-without-cgo files,dns',
    ],
    ['a binary with cgo', {}, 'go default files,dns'],
    ['GODEBUG', { environment: { GODEBUG: 'http2client=0,netdns=cgo+2' } }, 'cgo netdns files,dns'],
    ['GODEBUG’s last word', { environment: { GODEBUG: 'netdns=cgo,netdns=1+go' } }, 'go netdns files,dns'],
    ['an empty LOCALDOMAIN', { environment: { LOCALDOMAIN: '' } }, 'cgo environment LOCALDOMAIN files,dns'],
    ['an unknown option', { unknownOption: 'inet6' }, 'cgo resolv.conf inet6 files,dns'],
    [
      'resolve',
      { nameSwitch: parseNameSwitch('hosts: files resolve [!UNAVAIL=return] dns') },
      'cgo nsswitch.conf resolve files,dns',
    ],
    ['mdns for another name', { nameSwitch: parseNameSwitch('hosts: dns files mdns4') }, 'go default dns,files'],
    [
      'mdns for .local',
      { host: 'box.local', nameSwitch: parseNameSwitch('hosts: files mdns4 dns') },
      'cgo nsswitch.conf mdns4 files,dns',
    ],
    ['files alone', { goHasCgo: false, nameSwitch: parseNameSwitch('hosts: files') }, 'go no-cgo files'],
    [
      'a stranger for dns',
      { goHasCgo: false, nameSwitch: parseNameSwitch('hosts: resolve files') },
      'go no-cgo dns,files',
    ],
    ['an unreadable file', { nameSwitch: null }, 'cgo nsswitch.conf files,dns'],
    ['Windows', { platform: 'win32' }, 'system platform files,dns'],
    ['macOS with netdns=go', { platform: 'darwin', environment: { GODEBUG: 'netdns=go' } }, 'go netdns files,dns'],
  ];
  for (const [name, change, told] of choices) {
    it(`knows who looks up: ${name}`, () => {
      const usual: ResolverQuestion = {
        ...{ host: 'a.test', platform: 'linux', environment: {}, goHasCgo: true, unknownOption: null },
        nameSwitch: undefined,
      };
      const { goResolver, goResolverReason, order } = chooseResolver({ ...usual, ...change });
      assert.equal(`${goResolver} ${goResolverReason} ${order.join(',')}`, told);
    });
  }

  it('reads name servers as people write them', () => {
    const read = (text: string) => {
      const server = parseNameServer(text);
      return server === null ? null : showNameServer(server);
    };
    for (const text of ['9.9.9.9', '9.9.9.9:5353', '::1', '[::1]:5353', 'https://127.0.0.1/dns-query'])
      assert.equal(read(text), text);
    assert.equal(read(' 9.9.9.9:53 '), '9.9.9.9');
    assert.equal(read('https://me:secret@doh.test/q?token=x'), 'https://doh.test/q');
    for (const text of ['', 'dns.test', '9.9.9.9:0', '9.9.9.9:70000', '::1:x', 'http://1.1.1.1/', 'https://'])
      assert.equal(read(text), null, text);
  });

  it('knows the parts of the address space', () => {
    const kinds = [
      '8.8.8.8',
      '2606:4700::1',
      '10.1.1.1',
      '100.64.1.1',
      'fd00::1',
      '127.9.9.9',
      '::ffff:127.0.0.1',
      '0.0.0.0',
      '::',
      '198.18.0.7',
      '192.0.2.1',
      'fe80::1%eth0',
      'x',
    ];
    assert.deepEqual(kinds.map(addressKind), [
      ...['public', 'public', 'private', 'private', 'private', 'loopback', 'loopback', 'unspecified', 'unspecified'],
      ...['fake-ip', 'reserved', 'reserved', 'reserved'],
    ]);
  });
});
