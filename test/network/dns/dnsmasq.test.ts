/** What we say of names, held against the real go: the same name servers (a real dnsmasq among them), the same files, in a namespace. */
import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { labInNamespace } from '../../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import type { NamesCase, NamesVerdict } from './drivers/namesDriver.ts';

const DNSMASQ = 'nameserver 127.0.0.60\noptions timeout:1 attempts:1\n';
const LAB = 'nameserver 127.0.0.53\noptions timeout:1 attempts:1\n';
const CROOKED = 'nameserver 127.0.0.63\noptions timeout:1 attempts:1\n';
const DEAD = 'nameserver 127.0.0.64\n';
const OK = /^$/;

interface Row extends NamesCase {
  readonly what: string;
  /** code/detail of each failure, each once. */
  readonly told: readonly string[];
  /** What go prints; nothing where it downloads the module. */
  readonly go: RegExp;
  readonly facts?: Readonly<Record<string, string>>;
  /** The first address that the C library finds, or its error. */
  readonly system?: string;
  /** ms that go takes, because of what is told. */
  readonly goAtLeast?: number;
}

const ROWS: readonly Row[] = [
  { what: 'healthy', host: 'good.real', resolvConf: DNSMASQ, told: [], go: OK, times: 50 },
  {
    what: 'healthy, one family',
    system: '127.0.0.1',
    host: 'alias.real',
    resolvConf: DNSMASQ,
    told: [],
    go: OK,
    times: 50,
  },
  { what: 'healthy, over TCP', host: 'many.real', resolvConf: DNSMASQ, told: [], go: OK, times: 5 },
  {
    what: 'no such name',
    system: 'ENOTFOUND',
    host: 'gone.real',
    resolvConf: DNSMASQ,
    told: ['dns/dns-no-such-host'],
    go: /lookup gone\.real on 127\.0\.0\.60:53: no such host/,
  },
  {
    what: 'server failure',
    system: 'EAI_AGAIN',
    host: 'broken.real',
    resolvConf: DNSMASQ,
    told: ['dns/dns-server-failure'],
    go: /on 127\.0\.0\.60:53: server misbehaving/,
  },
  {
    what: 'refused',
    host: 'elsewhere.net',
    resolvConf: DNSMASQ,
    told: ['dns/dns-server-refused'],
    go: /on 127\.0\.0\.60:53: server misbehaving/,
  },
  {
    what: 'silence behind it',
    host: 'mute.real',
    resolvConf: DNSMASQ,
    told: ['dns/dns-timeout'],
    go: /on 127\.0\.0\.60:53: .*i\/o timeout/,
  },
  {
    what: 'silence',
    host: 'dead.test',
    resolvConf: LAB,
    told: ['dns/dns-timeout'],
    go: /on 127\.0\.0\.53:53: .*i\/o timeout/,
  },
  {
    what: 'nobody listens',
    host: 'good.test',
    resolvConf: 'nameserver 127.0.0.99\n',
    told: ['dns/dns-resolver-unreachable'],
    go: /127\.0\.0\.99:53: .*connection refused/,
  },
  {
    what: 'no route',
    host: 'good.test',
    resolvConf: 'nameserver 192.0.2.53\n',
    told: ['dns/dns-resolver-unreachable'],
    go: /network is unreachable/,
  },
  {
    what: 'one dead of three',
    system: '127.0.0.1',
    host: 'good.test',
    resolvConf: `${DEAD}${LAB}nameserver 127.0.0.60\n`,
    // The third one serves its own zones only.
    told: ['dns/dns-one-server-dead', 'dns/dns-one-server-odd'],
    go: OK,
    facts: { server: '127.0.0.64', count: '3', seconds: '1' },
  },
  {
    what: 'a dead one that go does not ask',
    host: 'good.test',
    resolvConf: `${LAB}${DEAD}`,
    told: ['dns/dns-one-server-dead'],
    go: OK,
    facts: { seconds: '0' },
  },
  {
    what: 'the first of two refuses',
    system: '127.0.0.1',
    host: 'good.test',
    resolvConf: `${DNSMASQ}${LAB}`,
    told: ['dns/dns-one-server-odd'],
    go: OK,
    facts: { server: '127.0.0.60', count: '2', outcome: 'refused' },
  },
  {
    what: 'the first of two is not there',
    host: 'good.test',
    resolvConf: `nameserver 127.0.0.99\n${LAB}`,
    told: ['dns/dns-one-server-odd'],
    go: OK,
    facts: { server: '127.0.0.99', outcome: 'unreachable' },
  },
  {
    what: 'the first of two says no',
    system: 'ENOTFOUND',
    host: 'good.test',
    resolvConf: `${CROOKED}${LAB}`,
    told: ['dns/dns-no-such-host'],
    go: /on 127\.0\.0\.63:53: no such host/,
  },
  {
    what: 'the second of two would say no',
    host: 'good.test',
    resolvConf: `${LAB}${CROOKED}`,
    told: ['dns/dns-one-server-odd'],
    go: OK,
    facts: { server: '127.0.0.63', outcome: 'no-such-name' },
  },
  {
    what: 'a slow server',
    host: 'slow.test',
    resolvConf: CROOKED.replace('timeout:1', 'timeout:3'),
    told: ['dns/dns-slow'],
    go: OK,
    facts: { server: '127.0.0.63' },
    goAtLeast: 1_300,
  },
  {
    what: 'IPv6 questions dropped',
    host: 'only4.test',
    resolvConf: CROOKED,
    told: ['dns/dns-family-silent'],
    go: OK,
    facts: { family: 'AAAA', seconds: '1' },
  },
  {
    what: 'answers to others',
    host: 'stranger.test',
    resolvConf: CROOKED,
    told: ['dns/dns-timeout'],
    go: /i\/o timeout/,
  },
  {
    what: 'half an answer',
    host: 'broken.test',
    resolvConf: CROOKED,
    told: ['dns/dns-server-failure'],
    go: /cannot unmarshal DNS message/,
  },
  {
    what: 'aliases in a circle',
    host: 'circle.test',
    resolvConf: CROOKED,
    told: ['dns/dns-no-such-host'],
    go: /no such host/,
  },
  {
    what: 'silence over TCP',
    host: 'long.test',
    resolvConf: CROOKED,
    told: ['dns/dns-timeout'],
    go: /i\/o timeout/,
    facts: { transport: 'tcp' },
  },
  {
    what: 'the hosts file wins',
    system: '127.0.0.77',
    host: 'good.test',
    resolvConf: LAB,
    hosts: '127.0.0.77 good.test\n',
    told: ['dns-hijack/hosts-override'],
    go: /dial tcp 127\.0\.0\.77:\d+: connect: connection refused/,
    facts: { line: '2', address: '127.0.0.77', dns: '127.0.0.1' },
  },
  {
    what: 'the hosts file comes last',
    host: 'good.test',
    resolvConf: LAB,
    hosts: '127.0.0.77 good.test\n',
    nsswitch: 'hosts: dns files\n',
    told: [],
    go: OK,
  },
  {
    what: 'the hosts file helps',
    host: 'own.real',
    resolvConf: DNSMASQ,
    hosts: '127.0.0.1 own.real\n',
    told: [],
    go: OK,
  },
  {
    what: 'nsswitch without DNS',
    host: 'good.test',
    resolvConf: LAB,
    nsswitch: 'hosts: files\n',
    told: ['dns/dns-no-such-host'],
    go: /lookup good\.test: no such host/,
  },
  {
    what: 'a forged answer',
    host: 'forged.golab.org',
    resolvConf: LAB,
    resolver: '127.0.0.62',
    told: ['dns-hijack/forged'],
    go: /dial tcp 10\.66\.66\.66:\d+: connect: network is unreachable/,
    facts: { kind: 'private', expected: '8.8.4.4', independent: '127.0.0.62' },
  },
  {
    // To Linux 0.0.0.0 is this machine, where the lab's mirror happens to listen.
    what: 'a sinkhole',
    host: 'blocked.golab.org',
    resolvConf: LAB,
    told: ['dns-hijack/forged'],
    go: OK,
    facts: { kind: 'sinkhole' },
  },
  { what: 'split horizon', host: 'git.company.com', resolvConf: LAB, resolver: '127.0.0.62', told: [], go: OK },
  {
    what: 'a search domain before the name',
    host: 'typo.host',
    resolvConf: `${DNSMASQ}search corp.real\noptions ndots:3\n`,
    told: ['dns/dns-search-domain'],
    go: OK,
    facts: { searched: 'typo.host.corp.real' },
  },
  {
    what: 'a search domain behind the name',
    host: 'typo.real',
    resolvConf: `${DNSMASQ}search corp.real\n`,
    told: ['dns/dns-search-domain'],
    go: OK,
  },
  {
    what: 'an option that go does not know',
    host: 'good.test',
    resolvConf: `${LAB}options no-such\n`,
    told: [],
    go: OK,
  },
];

function hasDnsmasq(): boolean {
  return [...(process.env.PATH ?? '').split(':'), '/usr/sbin'].some((folder) => {
    try {
      accessSync(`${folder}/dnsmasq`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

describe('names, beside the real go and dnsmasq', function () {
  this.timeout(120_000);
  let verdicts: readonly NamesVerdict[];
  before(async function () {
    if (!canMakeNamespaces()) this.skip();
    if (!hasDnsmasq()) {
      console.log('skipped: dnsmasq not installed');
      this.skip();
    }
    const cases = ROWS.map(({ what: _what, told: _told, go: _go, facts: _facts, system, goAtLeast: _ms, ...one }) => ({
      ...one,
      withSystem: system !== undefined,
    }));
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
    verdicts = (await labInNamespace(
      new URL('./drivers/namesDriver.ts', import.meta.url),
      { cases },
      { env, timeoutMs: 110_000 },
    )) as NamesVerdict[];
  });

  after(() => {
    for (const [index, { failures, ms, goWords, goMs }] of (verdicts ?? []).entries()) {
      const told = failures[0] === undefined ? 'nothing' : `${failures[0].code}/${failures[0].detail}`;
      const words = goWords.trim().split(': ').slice(-2).join(': ') || 'downloads';
      console.log(
        `    ${ROWS[index]?.what.padEnd(34)} ${told.padEnd(30)} ${ms.toFixed(0).padStart(5)} ms   go ${goMs.toFixed(0).padStart(5)} ms: ${words}`,
      );
    }
  });

  for (const [index, { what, told, go, facts = {}, system, goAtLeast = 0, times = 1 }] of ROWS.entries()) {
    it(`${what}: ${told.join(', ') || 'nothing'}${times > 1 ? `, ${times} times` : ''}`, () => {
      const verdict = verdicts[index];
      assert.ok(verdict !== undefined);
      assert.deepEqual(
        verdict.failures.map(({ code, detail }) => `${code}/${detail}`),
        told,
      );
      assert.deepEqual({ ...verdict.failures[0]?.facts, ...facts }, verdict.failures[0]?.facts ?? {});
      assert.match(verdict.goWords, go);
      assert.equal(verdict.goCode === 0, verdict.goWords === '');
      assert.ok(verdict.goMs >= goAtLeast, `${verdict.goMs}`);
      assert.equal(verdict.goResolver, 'go');
      if (system !== undefined) assert.equal(verdict.system, system);
    });
  }
});
