// The layers below an entry: what a look at all of them costs, where all is well, where nobody answers, and where one name server is dead.
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import type { ExaminationRequest } from '../../src/doctor/examinationRequest.ts';
import { examine } from '../../src/doctor/examine.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { LocalProber } from '../../src/goproxy/probe/prober.ts';
import { labInNamespace } from '../../test/lab/labInNamespace.ts';
import { canMakeNamespaces } from '../../test/lab/namespace.ts';
import type { NamedInput, NamedRun } from '../../test/network/healthy/namedDriver.ts';
import { runCommand } from '../command.ts';
import { RESOLV_CONF } from '../host/timeNames.ts';
import { type BenchRow, measured, unmeasured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median, quantile } from '../statistics.ts';

/** ms for a healthy host, and of an entry's time for one that is silent. */
const HEALTHY_BOUND = 150;
const HEALTHY_TIMES = 50;
const DEADLINE = 2_000;
const FACTOR = 1.5;
/** ms for the names of a host with one dead name server of three: such a server is given two seconds. */
const NAMES_BOUND = 2_200;
const PATIENCE = 10_000;
const PEER = new URL('../peers/proxyTest.mjs', import.meta.url).pathname;

export async function networkLayers(stage: Stage): Promise<readonly BenchRow[]> {
  const { lab, signal, quick } = stage;
  const runs: number[] = [];
  for (let run = 0; run < (quick ? 9 : 25); run++) runs.push((await looked(stage, lab.urls.healthy, 5_000)).ms);
  const silent = await looked(stage, lab.urls['tls-silent'], DEADLINE);
  if (silent.findings.length === 0) throw new Error('a host that is silent in the handshake was not found');
  const healthy = measured({
    name: 'one healthy entry, the whole examination',
    unit: 'ms',
    ours: median(runs),
    bound: HEALTHY_BOUND,
    note: `no process started; median of ${runs.length}, p90 ${Math.round(quantile(runs, 0.9))} ms`,
    samples: runs,
  });
  const named = await namesThatAreWell(stage);
  const names = await oneServerDead(stage);
  const name = 'all layers of a host silent in TLS';
  const bound = DEADLINE * FACTOR;
  if (quick) return [healthy, named, names, measured({ name, unit: 'ms', ours: silent.ms, bound, samples: silent })];
  const env = { PATH: process.env.PATH };
  const peer = await runCommand(process.execPath, [PEER, lab.urls.silent], { env, signal, timeout: PATIENCE });
  return [
    healthy,
    named,
    names,
    measured({
      name,
      unit: 'ms',
      ours: silent.ms,
      bound,
      peer: { name: 'vscode-network-proxy-test', value: peer.ms, unended: peer.code === null },
      note: `the deadline is ${DEADLINE} ms`,
      samples: { silent, peer },
    }),
  ];
}

/** With names every layer is looked at. The least is what it takes; the rest is what else runs on this machine. */
async function namesThatAreWell({ quick, signal }: Stage): Promise<BenchRow> {
  const name = 'three healthy entries by name, all layers';
  if (!canMakeNamespaces()) return unmeasured(name, 'ms', 'needs a network namespace: Linux, and root');
  const driver = new URL('../../test/network/healthy/namedDriver.ts', import.meta.url);
  const input: NamedInput = { times: quick ? 9 : HEALTHY_TIMES, timersStandStill: false };
  const runs = ((await labInNamespace(driver, input, { signal })) as NamedRun[]).map(({ ms }) => ms);
  return measured({
    name,
    unit: 'ms',
    ours: Math.min(...runs),
    bound: HEALTHY_BOUND,
    note: `two name servers, go started; least of ${runs.length}, median ${Math.round(median(runs))} ms`,
    samples: runs,
  });
}

/** The slowest of the runs counts. */
async function oneServerDead({ quick, signal }: Stage): Promise<BenchRow> {
  const name = 'names, one dead server of three';
  if (!canMakeNamespaces()) return unmeasured(name, 'ms', 'needs a network namespace: Linux, and root');
  const driver = new URL('../host/timeNames.ts', import.meta.url);
  const runs = (await labInNamespace(driver, quick ? 1 : 3, { resolvConf: RESOLV_CONF, signal })) as number[];
  return measured({
    name,
    unit: 'ms',
    ours: Math.max(...runs),
    bound: NAMES_BOUND,
    note: `the system's own look-up beside them; worst of ${runs.length}`,
    samples: runs,
  });
}

/** An examination in this process that starts no other. */
async function looked(
  { folder, env, signal }: Stage,
  goproxy: string,
  timeout: number,
): Promise<{ readonly ms: number; readonly findings: readonly string[] }> {
  const request: ExaminationRequest = {
    goproxy: { value: goproxy, origin: 'argument' },
    named: [],
    depth: 'sample',
    cwd: folder,
    env,
    goPath: '',
    trusted: false,
    timeout,
    latency: 2_000,
  };
  const ports = {
    ...{ clock: systemClock, files: nodeFiles, programs: nodePrograms, platform: process.platform },
    ...{ processes: { run: () => Promise.reject(new Error('no process')) } },
    prober: new LocalProber(systemClock, nodeFiles),
  };
  const begin = performance.now();
  const seen = await examine(request, ports, signal);
  const ms = performance.now() - begin;
  if ('noList' in seen) throw new Error('there is a list');
  return { ms, findings: seen.findings.map(({ code, detail }) => `${code} ${detail ?? ''}`) };
}
