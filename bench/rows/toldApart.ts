// Eight entries that differ: how many different diagnoses they get.
import type { FaultName } from '../../test/lab/faults.ts';
import { runCommandLine } from '../commandLine.ts';
import { blackboxDiagnoses } from '../peers/blackbox.ts';
import { blackboxProgram } from '../peers/blackboxInstall.ts';
import { type BenchRow, measured } from '../row.ts';
import { SAMPLE, type Stage } from '../stage.ts';

const KINDS: readonly FaultName[] = [
  'silent',
  'black-hole',
  'tls-silent',
  'body-stall',
  'refused',
  'status-500',
  'html-200',
  'healthy',
];

export async function toldApart(stage: Stage): Promise<readonly BenchRow[]> {
  const urls = KINDS.map((kind) => stage.lab.urls[kind]);
  const { report } = await runCommandLine(stage, ['probe', ...urls]);
  const ours = report.entries.map(({ code, detail }) => (code === null ? 'healthy' : `${code} ${detail ?? ''}`.trim()));
  const count = new Set(ours).size;
  const row = {
    name: `${KINDS.length} kinds of entry told apart`,
    unit: 'diagnoses',
    ours: count,
    met: count === KINDS.length,
  } as const;
  const theirs = await askBlackbox(stage, urls);
  if (theirs instanceof Error) {
    return [measured({ ...row, note: `blackbox_exporter: not installed (${theirs.message})`, samples: { ours } })];
  }
  const groups = alike(theirs);
  return [
    measured({
      ...row,
      peer: { name: 'blackbox', value: new Set(theirs).size },
      met: row.met && count > new Set(theirs).size,
      note: `alike to blackbox_exporter: ${groups.map((group) => group.join(' = ')).join('; ') || 'none'}`,
      samples: KINDS.map((kind, index) => ({ kind, ours: ours[index], blackbox: theirs[index] })),
    }),
  ];
}

async function askBlackbox(stage: Stage, urls: readonly string[]): Promise<readonly string[] | Error> {
  const program = await blackboxProgram(stage.signal).catch((error: Error) => error);
  stage.signal.throwIfAborted();
  if (program instanceof Error) return program;
  const targets = urls.map((url) => `${url}/${SAMPLE.module}/@v/list`);
  return blackboxDiagnoses(stage, program, targets);
}

/** The kinds that got the same diagnosis, in groups of two and more. */
function alike(diagnoses: readonly string[]): readonly (readonly string[])[] {
  const groups = [...new Set(diagnoses)].map((one) => KINDS.filter((_, index) => diagnoses[index] === one));
  return groups.filter((group) => group.length > 1);
}
