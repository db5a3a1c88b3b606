/** Driver: examines lists of names again and again, with two name servers that are well. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { Driver } from '../../lab/labHost.ts';
import { startDns } from '../../lab/servers/dnsServer.ts';
import { type HealthyRun, healthyExaminer, writeHealthyHome } from './healthyList.ts';

export interface NamedInput {
  readonly times: number;
  /** No timer of this process ever runs out: what ends was not waiting for time to pass. */
  readonly timersStandStill: boolean;
}

/** An examination, and what it asked of the servers. */
export interface NamedRun extends HealthyRun {
  /** `HOST METHOD PATH` of each, sorted. */
  readonly requests: readonly string[];
  /** `TYPE NAME SERVER` of each that the name servers were asked, however often, sorted. */
  readonly questions: readonly string[];
}

const SECOND = '127.0.0.54';
const ENTRIES = { 'a.lab.test': 'healthy-tls', 'both.lab.test': 'healthy', 'c.lab.test': 'healthy-h2' } as const;

const driver: Driver = async ({ lab, dns }, input): Promise<NamedRun[]> => {
  const { times, timersStandStill } = input as NamedInput;
  const both = { a: ['127.0.0.1'], aaaa: ['::1'] };
  const records = { '*.lab.test': { a: ['127.0.0.1'] }, 'both.lab.test': both };
  dns.set('both.lab.test', both);
  const second = await startDns({ address: SECOND, port: 53, records });
  await writeFile('/etc/resolv.conf', `nameserver ${dns.address}\nnameserver ${SECOND}\nsearch corp.test\n`);
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-named-'));
  const hosts = Object.entries(ENTRIES);
  const list = hosts.map(([host, fault]) => {
    const { protocol, port } = new URL(lab.urls[fault]);
    return `${protocol}//${host}:${port}`;
  });
  try {
    await writeHealthyHome(folder, lab);
    const examine = healthyExaminer(folder, lab);
    if (timersStandStill) mock.timers.enable({ apis: ['setTimeout'] });
    const runs: NamedRun[] = [];
    for (let time = 0; time < times; time++) {
      lab.reset();
      const before = [dns, second].map(({ queries }) => queries.length);
      const run = await examine(list.join());
      const requests = hosts.flatMap(([host, fault]) =>
        lab.requests(fault).map(({ method, path }) => `${host} ${method} ${path}`),
      );
      const questions = [dns, second].flatMap(({ queries, address }, at) =>
        queries.slice(before[at]).map(({ type, name }) => `${type} ${name} ${address}`),
      );
      runs.push({ ...run, requests: requests.sort(), questions: [...new Set(questions)].sort() });
    }
    return runs;
  } finally {
    mock.timers.reset();
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

export default driver;
