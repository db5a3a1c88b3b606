/** Driver: examines lists of names again and again, with two name servers that are well. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from '../../lab/labHost.ts';
import { startDns } from '../../lab/servers/dnsServer.ts';
import { type HealthyRun, healthyExaminer, writeHealthyHome } from './healthyList.ts';

const driver: Driver = async ({ lab, dns }, input): Promise<HealthyRun[]> => {
  const times = input as number;
  const both = { a: ['127.0.0.1'], aaaa: ['::1'] };
  const records = { '*.lab.test': { a: ['127.0.0.1'] }, 'both.lab.test': both };
  dns.set('both.lab.test', both);
  const second = await startDns({ address: '127.0.0.54', port: 53, records });
  await writeFile('/etc/resolv.conf', 'nameserver 127.0.0.53\nnameserver 127.0.0.54\nsearch corp.test\n');
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-named-'));
  try {
    await writeHealthyHome(folder, lab);
    const examine = healthyExaminer(folder, lab);
    const named = (host: string, key: 'healthy' | 'healthy-tls' | 'healthy-h2') => {
      const { protocol, port } = new URL(lab.urls[key]);
      return `${protocol}//${host}:${port}`;
    };
    const list = [
      named('a.lab.test', 'healthy-tls'),
      named('both.lab.test', 'healthy'),
      named('c.lab.test', 'healthy-h2'),
    ].join();
    const runs: HealthyRun[] = [];
    for (let time = 0; time < times; time++) runs.push(await examine(list));
    return runs;
  } finally {
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

export default driver;
