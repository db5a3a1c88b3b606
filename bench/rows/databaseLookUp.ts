// What it costs to look a module up in the checksum database, with all proofs: sum.golang.org's own answers, over loopback.
import { join } from 'node:path';
import { readRecordedMirror, serveMirror } from '../../test/network/sumdb/recordedMirror.ts';
import { RECORDED_MODULES } from '../../test/network/sumdb/recordedModules.ts';
import { runCommand } from '../command.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median, quantile } from '../statistics.ts';

/** ms of CPU. */
const BOUND = 30;

export async function databaseLookUp(stage: Stage): Promise<readonly BenchRow[]> {
  const names = RECORDED_MODULES.map(({ module, version }) => `${module}@${version}`);
  const mirror = await serveMirror(await readRecordedMirror());
  const first: number[] = [];
  const others: number[] = [];
  try {
    for (let round = 0; round < (stage.quick ? 3 : 9); round++) {
      // Another one is the first in each round.
      const [cold = Number.NaN, ...warm] = await timesOf(stage, mirror.url, [
        ...names.slice(round),
        ...names.slice(0, round),
      ]);
      first.push(cold);
      others.push(...warm);
    }
  } finally {
    await mirror.stop();
  }
  return [
    measured({
      name: 'database look-up with all proofs, the first of a process: CPU',
      unit: 'ms',
      ours: median(first),
      bound: BOUND,
      note: `slowest of ${first.length}: ${Math.max(...first).toFixed(1)} ms`,
      samples: first,
    }),
    measured({
      name: '  the next ones, each with no tiles yet',
      unit: 'ms',
      ours: median(others),
      bound: BOUND,
      note: `95 of 100 in ${quantile(others, 0.95).toFixed(1)} ms`,
      samples: others,
    }),
  ];
}

async function timesOf({ root, env, signal }: Stage, url: string, names: readonly string[]): Promise<number[]> {
  const host = join(root, 'bench/host/timeLookUps.ts');
  const { code, stdout, stderr } = await runCommand(process.execPath, [host, url, ...names], { env, signal });
  if (code !== 0) throw new Error(`the look-ups ended with ${code}\n${stderr}`);
  return JSON.parse(stdout) as number[];
}
