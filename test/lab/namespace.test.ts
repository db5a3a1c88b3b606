/** Names that fail, as the real go meets them: in a namespace, where the lab is all the network there is. */
import assert from 'node:assert/strict';
import type { NamedRun } from './drivers/goWithNames.ts';
import { labInNamespace } from './labInNamespace.ts';
import { canMakeNamespaces, inNamespace } from './namespace.ts';

const RECORDS = {
  'right.test': { a: ['127.0.0.1'] },
  'forged.test': { a: ['192.0.2.1'] },
  'v6-only.test': { aaaa: ['::1'] },
  'nowhere.test': 'nxdomain',
  'broken.test': 'servfail',
  'silent.test': 'silent',
} as const;

const EXPECTED: Readonly<Record<keyof typeof RECORDS, RegExp>> = {
  'right.test': /^$/,
  'forged.test': /dial tcp 192\.0\.2\.1:\d+: connect: network is unreachable/,
  'v6-only.test': /dial tcp \[::1\]:\d+: connect: connection refused/,
  'nowhere.test': /dial tcp: lookup nowhere\.test on 127\.0\.0\.53:53: no such host/,
  'broken.test': /lookup broken\.test on 127\.0\.0\.53:53: server misbehaving/,
  'silent.test': /lookup silent\.test on 127\.0\.0\.53:53: .*i\/o timeout/,
};

describe('namespace', function () {
  this.timeout(40_000);
  before(function () {
    if (!canMakeNamespaces()) this.skip();
  });

  it('has loopback only, and name files of its own', async () => {
    const script = 'ip -o link show; cat /etc/resolv.conf /etc/hosts /etc/nsswitch.conf';
    const { code, stdout, stderr } = await inNamespace(['sh', '-c', script], { hosts: '127.0.0.1 localhost lab\n' });
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      stdout
        .split('\n')
        .filter((line) => /^\d+: /.test(line))
        .map((line) => line.split(':')[1]),
      [' lo'],
    );
    assert.match(stdout, /LOOPBACK,UP[\s\S]*nameserver 127\.0\.0\.53[\s\S]*localhost lab\n[\s\S]*files dns/);
  });

  it('names fail in go as the records say', async () => {
    const driver = new URL('./drivers/goWithNames.ts', import.meta.url);
    const runs = (await labInNamespace(driver, { records: RECORDS })) as NamedRun[];
    for (const { name, stderr } of runs) assert.match(stderr, EXPECTED[name as keyof typeof RECORDS], name);
    assert.equal(runs.length, Object.keys(RECORDS).length);
  });

  it('a driver that throws is an error with its stack; a command is killed at its deadline', async () => {
    const driver = new URL('data:text/javascript,export default async () => { throw new Error("on purpose") }');
    await assert.rejects(labInNamespace(driver), /in the namespace: Error: on purpose\n\s+at /);
    const { code } = await inNamespace(['sleep', '30'], { timeoutMs: 300 });
    assert.equal(code, null);
  });
});
