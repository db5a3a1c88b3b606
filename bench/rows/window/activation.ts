// What the extension's own code costs a starting VS Code, measured in the extension host of real windows.
import { inHosts } from '../../host/inHosts.ts';
import { type BenchRow, measured } from '../../row.ts';
import type { Stage } from '../../stage.ts';
import { median } from '../../statistics.ts';

interface Activation {
  /** ms to evaluate dist/extension.js. */
  readonly load: number;
  /** ms until activate() was through. */
  readonly activate: number;
  /** ms that VS Code took for all of it, its own work included. */
  readonly whole: number;
  readonly vscode: string;
}

const WINDOWS = 5;
const BOUND = 25;

export async function activation(stage: Stage): Promise<readonly BenchRow[]> {
  const windows = Array.from({ length: WINDOWS }, () => ({ folder: stage.emptyFolder, extensionPath: stage.root }));
  const { version, results } = await inHosts<Activation>(stage, 'timeActivation.cjs', windows);
  const part = (name: 'load' | 'activate' | 'whole') => median(results.map((run) => run[name])).toFixed(1);
  return [
    measured({
      name: `activation in VS Code ${version}, own code`,
      unit: 'ms',
      ours: median(results.map(({ load, activate }) => load + activate)),
      bound: BOUND,
      note: `median of ${results.length} windows: load ${part('load')} ms, activate ${part('activate')} ms; VS Code's whole call ${part('whole')} ms`,
      samples: results,
    }),
  ];
}
