// One version of 1 MB asked of three mirrors, one of which sends other bytes, and of the checksum database: who is wrong.
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nullLog } from '../../src/base/log.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { examineChecksum } from '../../src/doctor/checksum/examineChecksum.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import type { TriageVerdict } from '../../src/integrity/triage/judge.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import { runCommand } from '../command.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median } from '../statistics.ts';

const BIG = { module: 'example.test/big', version: 'v1.0.0' };
const BOUND = 500;
const RUNS = 7;
const SOURCE = 10_000;

export async function triage(stage: Stage): Promise<readonly BenchRow[]> {
  const { urls } = stage.lab;
  const list = [urls['altered-zip'], urls['sumdb-good'], urls['healthy-tls']].join();
  const env = { ...stage.env, GOPROXY: list };
  return [
    await row('triage of 1 MB over three mirrors: checksum', 'the whole process', () => onCommandLine(stage, env)),
    await row('triage of 1 MB over three mirrors: in the worker', 'a thread of its own, its start included', () =>
      inWorker(stage, env),
    ),
  ];
}

async function row(name: string, what: string, run: () => Promise<number>): Promise<BenchRow> {
  const samples: number[] = [];
  for (let at = 0; at < RUNS; at++) samples.push(await run());
  const note = `${what}, worst of ${RUNS}; the median took ${Math.round(median(samples))} ms`;
  return measured({ name, unit: 'ms', ours: Math.max(...samples), bound: BOUND, note, samples });
}

/** Returns the ms. */
async function onCommandLine(stage: Stage, env: NodeJS.ProcessEnv): Promise<number> {
  const args = [join(stage.root, 'dist', 'cli.js'), 'checksum', `${BIG.module}@${BIG.version}`, '--json'];
  const { stdout, stderr, ms } = await runCommand(process.execPath, args, {
    env,
    cwd: stage.emptyFolder,
    signal: stage.signal,
  });
  if (stdout === '') throw new Error(stderr);
  check((JSON.parse(stdout) as { readonly verdict: Pick<TriageVerdict, 'culprit' | 'odd'> }).verdict, stage);
  return ms;
}

/** As the editor does. */
async function inWorker(stage: Stage, env: NodeJS.ProcessEnv): Promise<number> {
  const worker = new WorkerClient(join(stage.root, 'dist', 'worker.js'), systemClock, nullLog);
  try {
    const begin = performance.now();
    const request = {
      subject: BIG,
      goproxy: null,
      more: null,
      cwd: stage.emptyFolder,
      env,
      goPath: '',
      deadline: SOURCE,
    };
    const node = { clock: systemClock, files: nodeFiles, processes: nodeProcesses, programs: nodePrograms };
    const ports = { ...node, platform: process.platform };
    const examined = await examineChecksum(
      request,
      {
        ...ports,
        triage: (question, signal, onProgress) => worker.run({ kind: 'triage', question }, signal, onProgress),
      },
      stage.signal,
    );
    const ms = performance.now() - begin;
    if (!examined.ok) throw new Error(examined.error);
    check(examined.value.verdict, stage);
    return ms;
  } finally {
    worker.dispose();
  }
}

function check({ culprit, odd }: Pick<TriageVerdict, 'culprit' | 'odd'>, { lab }: Stage): void {
  if (culprit !== 'mirror' || odd.join() !== lab.urls['altered-zip'])
    throw new Error(`not as meant: ${culprit} ${odd}`);
}
