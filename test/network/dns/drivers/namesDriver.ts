/** Driver: the names of a host as we judge them and as the real go meets them, with a real dnsmasq and name servers that misbehave. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import dnsPacket from 'dns-packet';
import { nodeFiles } from '../../../../src/base/files.ts';
import { dnsFailures } from '../../../../src/failures/network/names/dnsFailures.ts';
import type { NetworkFailure } from '../../../../src/failures/network/networkFailure.ts';
import { askNames } from '../../../../src/net/dns/askNames.ts';
import { runGo } from '../../../lab/goRunner.ts';
import type { Driver } from '../../../lab/labHost.ts';
import { startDns } from '../../../lab/servers/dnsServer.ts';
import { addresses, type Respond, reply, startCrookedDns } from '../../../unit/net/dns/crookedDns.ts';

export interface NamesCase {
  readonly host: string;
  /** Content of the files; the ones of the namespace where they are left out. */
  readonly resolvConf: string;
  readonly hosts?: string;
  readonly nsswitch?: string;
  readonly resolver?: string;
  /** How often we ask: go runs once. */
  readonly times?: number;
  /** Asks the C library too. Elsewhere it would wait for silent servers, and the process for it. */
  readonly withSystem?: boolean;
}

export interface NamesVerdict {
  readonly failures: readonly NetworkFailure[];
  /** Of the slowest time. */
  readonly ms: number;
  readonly goResolver: string;
  readonly system: string;
  readonly goCode: number | null;
  readonly goWords: string;
  readonly goMs: number;
}

/** Addresses of the name servers; 127.0.0.53 is the lab's own, which knows what `dns.set` says. */
const DNSMASQ = '127.0.0.60';
const INDEPENDENT = '127.0.0.62';
const CROOKED = '127.0.0.63';

/** ms of a name server that is slow. */
const SLOW = 1_300;

const ZONES = [
  ...['--host-record=good.real,127.0.0.1,::1', '--host-record=four.real,127.0.0.1', '--cname=alias.real,four.real'],
  ...[
    '--address=/corp.real/127.0.0.1',
    '--local=/real/',
    '--server=/broken.real/127.0.0.53',
    '--server=/mute.real/127.0.0.53',
  ],
  ...Array.from({ length: 120 }, (_, index) => `--host-record=many.real,127.0.0.${index + 1}`),
];

const driver: Driver = async ({ lab, dns }, input): Promise<NamesVerdict[]> => {
  const { cases } = input as { cases: readonly NamesCase[] };
  dns.set('good.test', { a: ['127.0.0.1'] });
  dns.set('broken.real', 'servfail');
  dns.set('mute.real', 'silent');
  dns.set('forged.golab.org', { a: ['10.66.66.66'] });
  dns.set('blocked.golab.org', { a: ['0.0.0.0'] });
  dns.set('dead.test', 'silent');
  const outside = { 'forged.golab.org': { a: ['8.8.4.4'] }, 'git.company.com': { a: ['8.8.4.4'] } };
  dns.set('git.company.com', { a: ['127.0.0.1'] });
  const independent = await startDns({ address: INDEPENDENT, port: 53, records: outside });
  const crooked = await startCrookedDns(crookedAnswer, CROOKED, 53);
  const mute = await startCrookedDns(() => null, '127.0.0.64', 53);
  const dnsmasq = await startDnsmasq();
  try {
    const { port } = new URL(lab.urls.healthy);
    const verdicts: NamesVerdict[] = [];
    for (const one of cases) verdicts.push(await judge(one, port));
    return verdicts;
  } finally {
    dnsmasq.kill('SIGKILL');
    for (const server of [independent, crooked, mute]) await server.stop();
  }
};

async function judge(one: NamesCase, port: string): Promise<NamesVerdict> {
  const { host, resolvConf, resolver = null, times = 1, withSystem = false } = one;
  await writeFile('/etc/resolv.conf', resolvConf);
  await writeFile('/etc/hosts', `127.0.0.1 localhost\n${one.hosts ?? ''}`);
  await writeFile('/etc/nsswitch.conf', one.nsswitch ?? 'hosts: files dns\n');
  const question = { host, deadline: 5000, environment: { GOPRIVATE: 'git.company.com/team' }, resolver };
  const found: NetworkFailure[] = [];
  let ms = 0;
  let last: Awaited<ReturnType<typeof askNames>> | null = null;
  for (let time = 0; time < times; time += 1) {
    last = await askNames(
      question,
      { files: nodeFiles, ...(withSystem ? {} : { names: NOT_ASKED }) },
      new AbortController().signal,
    );
    ms = Math.max(ms, last.ms);
    found.push(...dnsFailures(last));
  }
  const go = await runGo(['mod', 'download', 'example.test/e@v1.0.0'], { goproxy: `http://${host}:${port}` });
  const system = last?.system.addresses[0]?.address ?? last?.system.error ?? '';
  const { code: goCode, stderr: goWords, ms: goMs } = go;
  return { failures: found, ms, goResolver: last?.goResolver ?? '', system, goCode, goWords, goMs };
}

const NOT_ASKED = { lookup: async () => Promise.reject(Object.assign(new Error('not asked'), { code: 'EAI_AGAIN' })) };

function crookedAnswer(query: dnsPacket.DecodedPacket, _bytes: Buffer, transport: 'udp' | 'tcp'): ReturnType<Respond> {
  const { name = '', type } = query.questions?.[0] ?? {};
  switch (name.split('.', 1)[0]) {
    case 'only4':
      return type === 'A' ? reply(query, { answers: addresses(query, '127.0.0.1') }) : null;
    case 'slow':
      return delay(SLOW, reply(query, { answers: addresses(query, ...(type === 'A' ? ['127.0.0.1'] : [])) }));
    case 'stranger':
      return reply({ ...query, id: ((query.id ?? 0) + 1) & 0xffff }, { answers: addresses(query, '127.0.0.1') });
    case 'circle':
      return reply(query, { answers: [{ type: 'CNAME', name, data: name }] });
    case 'broken': {
      const bytes = reply(query);
      bytes.writeUInt16BE(5, 6);
      return bytes;
    }
    case 'long':
      return transport === 'tcp'
        ? null
        : reply(query, { flags: dnsPacket.RECURSION_AVAILABLE | dnsPacket.TRUNCATED_RESPONSE });
    default:
      return reply(query, { flags: dnsPacket.RECURSION_AVAILABLE | 3 });
  }
}

/** Without a server beyond it dnsmasq refuses what it does not know. */
function startDnsmasq(): Promise<ChildProcess> {
  const args = [
    ...['--keep-in-foreground', '--conf-file=/dev/null', '--pid-file=', '--user=root', '--no-resolv', '--no-hosts'],
    ...['--log-facility=-', '--bind-interfaces', `--listen-address=${DNSMASQ}`, ...ZONES],
  ];
  const child = spawn('dnsmasq', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let words = '';
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`dnsmasq ended with ${code}: ${words}`)));
    child.stderr.on('data', (piece: Buffer) => {
      words += piece.toString();
      if (/: started, version/.test(words)) resolve(child);
    });
  });
}

export default driver;
