// Six entries of which five are dead: how long it takes to know, beside the ways that people have today.
import type { FaultName } from '../../test/lab/faults.ts';
import { runGo } from '../../test/lab/goRunner.ts';
import { runCommandLine } from '../commandLine.ts';
import { curlMethod } from '../peers/curlMethod.ts';
import { type BenchRow, measured, unmeasured } from '../row.ts';
import { SAMPLE, type Stage } from '../stage.ts';

const ENTRIES: readonly FaultName[] = ['silent', 'black-hole', 'body-stall', 'refused', 'status-500', 'healthy'];
const TIMEOUT = 5_000;
const ALLOWANCE = 500;
const RUNS = 3;
const PATIENCE = 30_000;

/** The worst of the runs counts. In a quick run there are no peers: they need half a minute. */
export async function sixEntries(stage: Stage): Promise<readonly BenchRow[]> {
  const urls = ENTRIES.map((name) => stage.lab.urls[name]);
  const list = urls.join('|');
  const runs = [];
  for (let run = 0; run < (stage.quick ? 1 : RUNS); run++) {
    const args = ['diagnose', '--timeout', `${TIMEOUT}`, '--goproxy', list];
    const { ms, report } = await runCommandLine(stage, args);
    if (report.entries.at(-1)?.ok !== true) throw new Error('the healthy entry was not found healthy');
    runs.push({ ms, examination: report.ms, codes: report.entries.map(({ code }) => code) });
  }
  const ours = Math.max(...runs.map(({ ms }) => ms));
  const examination = Math.max(...runs.map((run) => run.examination));
  const unit = 'ms';
  const rows = [
    measured({
      name: 'six entries, five dead: diagnose',
      unit,
      ours,
      bound: TIMEOUT + ALLOWANCE,
      note: `the whole process, worst of ${runs.length}; the examination alone took ${Math.round(examination)} ms`,
      samples: runs,
    }),
  ];
  if (stage.quick) return rows;
  const [curl, go] = await Promise.all([besideCurl(stage, urls, ours), besideGo(stage, list, ours)]);
  return [...rows, curl, go];
}

async function besideCurl(stage: Stage, urls: readonly string[], ours: number): Promise<BenchRow> {
  const name = 'six entries, beside curl -m8 in turn';
  const tries = await curlMethod(stage, urls).catch(unlessStopped(stage));
  if (tries instanceof Error) return unmeasured(name, 'ms', tries.message);
  const value = tries.reduce((sum, { ms }) => sum + ms, 0);
  return measured({ name, unit: 'ms', ours, peer: { name: 'curl', value }, met: ours < value, samples: tries });
}

async function besideGo(stage: Stage, list: string, ours: number): Promise<BenchRow> {
  const name = 'six entries, beside go mod download';
  const args = ['mod', 'download', `${SAMPLE.module}@${SAMPLE.version}`];
  const result = await runGo(args, { goproxy: list, timeoutMs: PATIENCE, signal: stage.signal }).catch(
    unlessStopped(stage),
  );
  if (result instanceof Error) return unmeasured(name, 'ms', result.message);
  const { ms, code, timedOut, stderr } = result;
  const peer = { name: 'go', value: timedOut ? PATIENCE : ms, unended: timedOut };
  return measured({ name, unit: 'ms', ours, peer, met: ours < peer.value, samples: { code, ms, stderr } });
}

/** A peer that is not here costs its row; an interruption ends the benchmark. */
function unlessStopped({ signal }: Stage): (error: Error) => Error {
  return (error) => {
    if (signal.aborted) throw error;
    return error;
  };
}
