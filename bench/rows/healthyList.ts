// A healthy list on loopback: what `diagnose` costs from the first instruction to the last, beside an empty script.
import { runCommand } from '../command.ts';
import { runCommandLine } from '../commandLine.ts';
import { findNodes, type NodeProgram } from '../nodes.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median, quantile } from '../statistics.ts';

const BOUND = 300;

/** Two rows a Node: the process, and the examination in it. */
export async function healthyList(stage: Stage): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const node of await findNodes(stage)) rows.push(...(await onNode(stage, node)));
  return rows;
}

async function onNode(stage: Stage, { path, version }: NodeProgram): Promise<readonly BenchRow[]> {
  const { env, signal, lab } = stage;
  const list = [lab.urls['sumdb-good'], lab.urls.healthy, lab.urls['sumdb-none']].join(',');
  const runs = [];
  for (let run = 0; run < (stage.quick ? 5 : 15); run++) {
    const { ms, code, report, stdout } = await runCommandLine(stage, ['diagnose', '--goproxy', list], path);
    if (code !== 0 || !report.entries.every(({ ok }) => ok)) throw new Error(`the healthy list is not:\n${stdout}`);
    const { ms: empty } = await runCommand(path, ['-e', '0'], { env, signal });
    runs.push({ ms, examination: report.ms, empty });
  }
  const ours = runs.map(({ ms }) => ms);
  const examinations = runs.map(({ examination }) => examination);
  return [
    measured({
      name: `healthy list of three: diagnose, Node ${version}`,
      unit: 'ms',
      ours: median(ours),
      peer: { name: 'node -e 0', value: median(runs.map(({ empty }) => empty)) },
      ratio: median(runs.map(({ ms, empty }) => ms / empty)),
      bound: BOUND,
      note: spread(ours),
      samples: runs,
    }),
    measured({
      name: '  of that, the examination',
      unit: 'ms',
      ours: median(examinations),
      note: spread(examinations),
    }),
  ];
}

function spread(values: readonly number[]): string {
  const [least, most] = [quantile(values, 0), quantile(values, 0.9)].map(Math.round);
  return `median of ${values.length}; least ${least} ms, p90 ${most} ms`;
}
