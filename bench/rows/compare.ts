// Mirrors side by side: how long `compare` takes, beside a curl for each of the same requests in turn.
import type { FaultName } from '../../test/lab/faults.ts';
import { runCommandLine } from '../commandLine.ts';
import { curlInTurn } from '../peers/curlMethod.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median } from '../statistics.ts';

const GOOD: readonly FaultName[] = ['healthy', 'healthy-tls', 'healthy-h2', 'sumdb-good'];
const MODULE = 'example.test/big@v1.0.0';
/** ms before each answer. */
const DELAY = 50;
const TIMEOUT = 5_000;
const ALLOWANCE = 500;

export async function compare(stage: Stage): Promise<readonly BenchRow[]> {
  const well = await compared(stage, GOOD, stage.quick ? 1 : 7);
  const rows = [row('compare: four mirrors, 50 ms an answer', well)];
  if (stage.quick) return rows;
  const ill = await compared(stage, [...GOOD, 'silent'], 3);
  return [...rows, row('compare: the same and a silent one', ill, TIMEOUT + ALLOWANCE)];
}

interface Run {
  readonly ms: number;
  readonly requests: number;
  /** ms of a curl for each of them, one after the other. */
  readonly curl: number;
}

/** Rejects where a good mirror is not found to be one. */
async function compared(stage: Stage, names: readonly FaultName[], times: number): Promise<readonly Run[]> {
  const { lab } = stage;
  const runs: Run[] = [];
  try {
    for (let run = 0; run < times; run++) {
      lab.reset();
      lab.delay(DELAY);
      const mirrors = names.map((name) => lab.urls[name]);
      const args = ['compare', '--timeout', `${TIMEOUT}`, '--module', MODULE, ...mirrors];
      const { ms, report, stdout } = await runCommandLine(stage, args);
      if (!report.entries.every(({ ok }, at) => ok === GOOD.includes(names[at] ?? 'silent'))) throw new Error(stdout);
      const asked = names.flatMap((name) => lab.requests(name).map(({ path }) => `${lab.urls[name]}${path}`));
      const tries = await curlInTurn(stage, asked);
      runs.push({ ms, requests: asked.length, curl: tries.reduce((sum, one) => sum + one.ms, 0) });
    }
  } finally {
    lab.reset();
  }
  return runs;
}

function row(name: string, runs: readonly Run[], bound?: number): BenchRow {
  const ours = median(runs.map(({ ms }) => ms));
  const value = median(runs.map(({ curl }) => curl));
  return measured({
    name,
    unit: 'ms',
    ours,
    peer: { name: 'curl in turn', value },
    ratio: median(runs.map(({ ms, curl }) => ms / curl)),
    ...(bound === undefined ? { met: ours < value } : { bound }),
    note: `the whole process, median of ${runs.length}; ${runs[0]?.requests} requests`,
    samples: runs,
  });
}
