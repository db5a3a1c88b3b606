/** The layers of names, asked of name servers of the lab on loopback; the machine's own resolver is never asked. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import dnsPacket from 'dns-packet';
import type { Files } from '../../../../src/base/files.ts';
import { dnsFailures } from '../../../../src/failures/network/names/dnsFailures.ts';
import { askNames, type NamesPorts } from '../../../../src/net/dns/askNames.ts';
import type { NamesQuestion } from '../../../../src/net/dns/namesQuestion.ts';
import { makeCertificates } from '../../../lab/servers/certificates.ts';
import { type DnsServer, startDns } from '../../../lab/servers/dnsServer.ts';
import { addresses, type CrookedDns, type Respond, reply, startCrookedDns } from './crookedDns.ts';

const RECORDS = {
  'good.test': { a: ['127.0.0.1'], aaaa: ['::1'] },
  'fail.test': 'servfail',
  'mute.test': 'silent',
  'typo.corp.test': { a: ['127.0.0.3'] },
  'pinned.test': { a: ['127.0.0.1'] },
} as const;

const HOSTS = '127.0.0.1 localhost\n127.0.0.7 pinned.test\n';
const UNTOUCHED = { lookup: async () => Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' })) };

/** The files that the question names; all others are not there. */
function filesOf(texts: Readonly<Record<string, string>>): Files {
  return { readText: async (path) => texts[path] ?? null };
}

describe('net/dns/askNames', () => {
  let dns: DnsServer;
  const crooked: CrookedDns[] = [];
  before(async () => {
    dns = await startDns({ records: RECORDS });
  });
  after(async () => {
    await dns.stop();
    for (const one of crooked) await one.stop();
  });

  /** Asks with `resolvConf`; @ stands for the lab's server. */
  async function ask(
    host: string,
    resolvConf = '@',
    { names = UNTOUCHED, ...change }: Partial<NamesQuestion> & Pick<NamesPorts, 'names'> = {},
    signal = new AbortController().signal,
  ) {
    const conf = resolvConf.replaceAll('@', `nameserver ${dns.address}`);
    const paths = { resolvConf: '/r', hosts: '/h', nsswitch: '/n' };
    const question = {
      host,
      deadline: 3000,
      environment: {},
      resolver: null,
      platform: 'linux' as const,
      paths,
      port: dns.port,
      ...change,
    };
    return askNames(question, { files: filesOf({ '/r': conf, '/h': HOSTS }), names }, signal);
  }

  /** Asks a server of its own, whose answers `respond` makes. */
  async function askCrooked(respond: Respond, deadline = 700) {
    const server = await startCrookedDns(respond);
    crooked.push(server);
    return ask('good.test', `nameserver ${server.address}`, { port: server.port, deadline });
  }

  it('does not wait for a system that waits for a dead server, where another server has told all', async () => {
    const waiting = { lookup: () => new Promise<never>(() => undefined) };
    const [told, untold] = await Promise.all([
      ask('good.test', '@', { names: waiting }),
      ask('mute.test', '@', { deadline: 300, names: waiting }),
    ]);
    assert.ok(told.ms < 1000, `${told.ms} ms`);
    assert.deepEqual([told.system.error, dnsFailures(told)], ['late', []]);
    assert.equal(untold.system.error, 'silent');
  });

  it('finds both families apart, and no failure', async () => {
    const evidence = await ask('good.test');
    assert.deepEqual(evidence.servers[0]?.names[0]?.a.addresses, [{ address: '127.0.0.1', kind: 'loopback' }]);
    assert.deepEqual(evidence.servers[0]?.names[0]?.aaaa.addresses, [{ address: '::1', kind: 'loopback' }]);
    assert.equal(evidence.system.error, 'EAI_AGAIN');
    assert.deepEqual(dnsFailures(evidence), []);
    assert.deepEqual(structuredClone(evidence), evidence);
  });

  it('asks nobody for an address, nor for what is no name', async () => {
    const before = dns.queries.length;
    for (const host of [
      '127.0.0.1',
      '::1',
      'a..test',
      '-a.test',
      'ü.test',
      'a\nb.test',
      '1.2.3',
      `${'a'.repeat(64)}.test`,
      '',
    ]) {
      const evidence = await ask(host);
      assert.deepEqual([evidence.servers, evidence.names], [[], []], host);
      const details = dnsFailures(evidence).map(({ detail }) => detail);
      assert.deepEqual(details, evidence.kind === 'address' ? [] : ['dns-no-such-host'], host);
    }
    assert.equal(dns.queries.length, before);
  });

  const failures: readonly (readonly [name: string, host: string, resolvConf: string, told: string | null])[] = [
    ['no such name', 'gone.test', '@', 'dns/dns-no-such-host'],
    ['server failure', 'fail.test', '@', 'dns/dns-server-failure'],
    ['silence', 'mute.test', '@', 'dns/dns-timeout'],
    ['nobody listens', 'good.test', 'nameserver 127.0.0.99', 'dns/dns-resolver-unreachable'],
    ['nobody listens at the first of two', 'good.test', 'nameserver 127.0.0.99\n@', 'dns/dns-one-server-odd'],
    ['a name of the search domain', 'typo', '@\nsearch corp.test', null],
    ['a host beyond hosts', 'pinned.test', '@', 'dns-hijack/hosts-override'],
    ['a rooted name', 'good.test.', '@', null],
  ];
  for (const [name, host, resolvConf, told] of failures) {
    it(`tells ${name}`, async () => {
      const found = dnsFailures(await ask(host, resolvConf, { deadline: 900 })).map(
        ({ code, detail }) => `${code}/${detail}`,
      );
      assert.deepEqual(found, told === null ? [] : [told]);
    });
  }

  it('puts a search domain behind a name only where go would', async () => {
    const asked = async (host: string, conf: string) => {
      const before = dns.queries.length;
      await ask(host, `@\nsearch corp.test\n${conf}`);
      return [...new Set(dns.queries.slice(before).map(({ name }) => name))];
    };
    assert.deepEqual(await asked('good.test', ''), ['good.test']);
    assert.deepEqual(await asked('gone.test', ''), ['gone.test', 'gone.test.corp.test']);
    assert.deepEqual((await asked('good.test', 'options ndots:3')).sort(), ['good.test', 'good.test.corp.test']);
  });

  const hostile: readonly (readonly [name: string, respond: Respond, told: string])[] = [
    ['bytes that are no answer', () => Buffer.from('\u0000junk'), 'silent foreign'],
    [
      'answers to another question',
      (query) => reply({ ...query, id: ((query.id ?? 0) + 1) & 0xffff }),
      'silent foreign',
    ],
    [
      'a promise of records',
      (query) => {
        const bytes = reply(query);
        bytes.writeUInt16BE(9, 6);
        return bytes;
      },
      'malformed records',
    ],
    [
      'more than a packet may hold',
      (query) => reply(query, { answers: addresses(query, ...Array.from({ length: 200 }, (_, i) => `9.9.9.${i}`)) }),
      'malformed records',
    ],
    [
      'aliases in a circle',
      (query) => reply(query, { answers: [{ type: 'CNAME', name: 'good.test', data: 'good.test' }] }),
      'no-addresses cname-loop',
    ],
    [
      'truncation without TCP',
      (query, _, transport) =>
        transport === 'tcp'
          ? null
          : reply(query, { flags: dnsPacket.RECURSION_AVAILABLE | dnsPacket.TRUNCATED_RESPONSE }),
      'silent -',
    ],
    [
      'truncation, and 10,000 records over TCP',
      (query, _, transport) =>
        transport === 'tcp'
          ? reply(query, {
              answers: addresses(query, ...Array.from({ length: 10_000 }, (_, i) => `9.9.${i >> 8}.${i & 255}`)),
            })
          : reply(query, { flags: dnsPacket.RECURSION_AVAILABLE | dnsPacket.TRUNCATED_RESPONSE }),
      'addresses -',
    ],
  ];
  for (const [name, respond, told] of hostile) {
    it(`survives ${name}`, async () => {
      const evidence = await askCrooked((query, bytes, transport) => {
        const isA = query.questions?.[0]?.type === 'A';
        return isA ? respond(query, bytes, transport) : reply(query);
      });
      const a = evidence.servers[0]?.names[0]?.a;
      assert.equal(`${a?.outcome} ${a?.problem ?? '-'}`, told);
      assert.ok(Array.isArray(dnsFailures(evidence)));
    });
  }

  it('asks again when a packet is lost', async () => {
    const seen = new Set<string>();
    const evidence = await askCrooked((query) => {
      const type = query.questions?.[0]?.type ?? '';
      if (seen.has(type)) return reply(query, { answers: addresses(query, type === 'A' ? '127.0.0.1' : '::1') });
      seen.add(type);
      return null;
    }, 2500);
    assert.deepEqual(dnsFailures(evidence), []);
  });

  it('ends when aborted, with the signal’s reason', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const asking = ask('mute.test', '@', {}, stop.signal);
    setImmediate(() => stop.abort(reason));
    await assert.rejects(asking, reason);
    await assert.rejects(ask('mute.test', '@', {}, AbortSignal.abort(reason)), reason);
  });

  describe('over HTTPS', () => {
    const certificates = makeCertificates('http://127.0.0.1/');
    let server: Server;
    let url: string;
    let respond: (bytes: Buffer) => { status: number; type: string; body: Buffer };
    before(async () => {
      server = createServer(certificates.servers.good, async (request, response) => {
        const pieces: Buffer[] = [];
        for await (const piece of request) pieces.push(piece as Buffer);
        assert.equal(request.headers['content-type'], 'application/dns-message');
        const { status, type, body } = respond(Buffer.concat(pieces));
        response.writeHead(status, { 'content-type': type }).end(body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query?token=secret`;
    });
    after(() => server.close());

    const answer = (bytes: Buffer) => {
      const query = dnsPacket.decode(bytes);
      const body = reply(query, { answers: query.questions?.[0]?.type === 'A' ? addresses(query, '8.8.4.4') : [] });
      return { status: 200, type: 'application/dns-message', body };
    };

    async function askIndependent(trusted = true) {
      const paths = { resolvConf: '/r', hosts: '/h', nsswitch: '/n' };
      const question = {
        host: 'good.test',
        deadline: 2000,
        environment: { SSL_CERT_FILE: '/ca' },
        resolver: url,
        platform: 'linux' as const,
        paths,
        port: dns.port,
      };
      const files = filesOf({ '/r': `nameserver ${dns.address}`, '/ca': trusted ? certificates.rootPem : '' });
      const { independent } = await askNames(question, { files, names: UNTOUCHED }, new AbortController().signal);
      const a = independent?.names[0]?.a;
      return `${independent?.server.replace(/:\d+/, '')} ${a?.outcome} ${a?.addresses[0]?.address ?? a?.problem}`;
    }

    it('asks by POST, and shows no secret of the URL', async () => {
      respond = answer;
      assert.equal(await askIndependent(), 'https://127.0.0.1/dns-query addresses 8.8.4.4');
    });

    it('tells what is no answer', async () => {
      respond = (bytes) => ({ ...answer(bytes), type: 'text/html' });
      assert.match(await askIndependent(), / server-failure http-200$/);
      respond = (bytes) => ({ ...answer(bytes), status: 403 });
      assert.match(await askIndependent(), / server-failure http-403$/);
      respond = (bytes) => ({ ...answer(bytes), body: Buffer.alloc(1 << 20) });
      assert.match(await askIndependent(), / malformed too-long$/);
      respond = (bytes) => ({ ...answer(bytes), body: Buffer.from('x') });
      assert.match(await askIndependent(), / malformed records$/);
    });

    it('trusts the roots that go trusts', async () => {
      respond = answer;
      assert.match(await askIndependent(false), / unreachable (?:self_signed_cert_in_chain|unable_to_)/);
    });
  });
});
