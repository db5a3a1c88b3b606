/** The name server, asked directly: nothing here touches the machine's own resolver. */
import assert from 'node:assert/strict';
import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import dnsPacket from 'dns-packet';
import { type DnsServer, startDns } from './servers/dnsServer.ts';

describe('name server', () => {
  let dns: DnsServer;
  let resolver: Resolver;
  before(async () => {
    dns = await startDns({
      records: {
        'both.test': { a: ['127.0.0.1', '127.0.0.2'], aaaa: ['::1'] },
        '*.wild.test': { a: ['127.0.0.3'] },
        'empty.test': {},
        'broken.test': 'servfail',
        'silent.test': 'silent',
      },
    });
    resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([`${dns.address}:${dns.port}`]);
  });
  after(() => dns.stop());

  it('answers A and AAAA, wildcards, and later changes', async () => {
    assert.deepEqual((await resolver.resolve4('both.test')).sort(), ['127.0.0.1', '127.0.0.2']);
    assert.deepEqual(await resolver.resolve6('BOTH.test'), ['::1']);
    assert.deepEqual(await resolver.resolve4('deep.below.wild.test'), ['127.0.0.3']);
    dns.set('late.test', { a: ['127.0.0.4'] });
    assert.deepEqual(await resolver.resolve4('late.test'), ['127.0.0.4']);
    assert.ok(dns.queries.some(({ name, type }) => name === 'both.test' && type === 'AAAA'));
  });

  it('fails as told', async () => {
    await assert.rejects(resolver.resolve4('nowhere.test'), { code: 'ENOTFOUND' });
    await assert.rejects(resolver.resolve4('empty.test'), { code: 'ENODATA' });
    await assert.rejects(resolver.resolve4('broken.test'), { code: 'ESERVFAIL' });
    await assert.rejects(resolver.resolve4('silent.test'), { code: 'ETIMEOUT' });
  });

  it('answers over TCP, and survives rubbish', async () => {
    const socket = net.connect(dns.port, dns.address);
    const query = dnsPacket.streamEncode({ type: 'query', id: 7, questions: [{ type: 'A', name: 'both.test' }] });
    socket.write(Buffer.concat([Buffer.from([0, 3, 1, 2, 3]), query]));
    const reply = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    socket.destroy();
    assert.equal(dnsPacket.streamDecode(reply).answers?.length, 2);
  });
});
