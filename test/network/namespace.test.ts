/** Names and routes as the system itself sees them, in namespaces where every name server and route is ours. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { canMakeNamespaces, inNamespace, type NamespaceOptions } from '../lab/namespace.ts';
import type { NameReport } from './fixtures/nameDriver.ts';

const DRIVER = fileURLToPath(new URL('fixtures/nameDriver.ts', import.meta.url));

async function ask(question: object, options: NamespaceOptions = {}): Promise<NameReport> {
  const input = JSON.stringify({ names: [], dials: [], withDns: false, ...question });
  const { code, stdout, stderr } = await inNamespace([process.execPath, DRIVER, input], options);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as NameReport;
}

describe('names and routes of the system', function () {
  this.timeout(30_000);
  before(function () {
    if (!canMakeNamespaces()) this.skip();
  });

  it('are told apart by their failures', async () => {
    const names = ['good.test', 'both.test', 'localhost', 'in-hosts.test', 'gone.test', 'fail.test', 'mute.test'];
    const hosts = '127.0.0.1 localhost\n127.0.0.1 in-hosts.test\n';
    const report = await ask({ names, withDns: true }, { hosts });
    assert.deepEqual(
      Object.entries(report.names).map(([name, { outcome }]) => [name, outcome]),
      [
        ['good.test', '200'],
        ['both.test', '200'],
        ['localhost', '200'],
        ['in-hosts.test', '200'],
        ['gone.test', 'no-such-host/lookup/dns-no-such-host'],
        ['fail.test', 'name-server-failure/lookup/dns-server-failure'],
        ['mute.test', 'lookup-timeout/lookup/dns-timeout'],
      ],
    );
    assert.deepEqual([...(report.names['both.test']?.addresses ?? [])].sort(), ['127.0.0.1', '::1']);
    assert.ok((report.names['mute.test']?.ms ?? 0) < 2000, 'the deadline holds');
  });

  it('know a name server that nobody runs from one that is silent', async () => {
    const report = await ask({ names: ['good.test'] }, { resolvConf: 'nameserver 127.0.0.54\n' });
    assert.equal(report.names['good.test']?.outcome, 'resolver-unreachable/lookup/dns-resolver-unreachable');
  });

  it('know a name server without a route', async () => {
    const report = await ask({ names: ['good.test'] }, { resolvConf: 'nameserver 192.0.2.53\n' });
    assert.equal(report.names['good.test']?.outcome, 'resolver-unreachable/lookup/dns-resolver-unreachable');
  });

  it('know an address without a route, and do not let it hide a refusal', async () => {
    const report = await ask({ dials: ['192.0.2.1', '2001:db8::1', '2001:db8::1 127.0.0.1', '127.0.0.1 192.0.2.1'] });
    assert.deepEqual(report.dials, {
      '192.0.2.1': 'no-route/network-unreachable',
      '2001:db8::1': 'no-route/network-unreachable',
      '2001:db8::1 127.0.0.1': 'refused/connection-refused',
      '127.0.0.1 192.0.2.1': 'refused/connection-refused',
    });
  });
});
