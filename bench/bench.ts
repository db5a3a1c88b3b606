// The benchmark: its rows one after the other, so that none disturbs another, and what is made of them.
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { describeMachine, type Machine } from './machine.ts';
import { type BenchRow, unmeasured } from './row.ts';
import { backgroundSweep } from './rows/backgroundSweep.ts';
import { classification } from './rows/classification.ts';
import { compare } from './rows/compare.ts';
import { databaseLookUp } from './rows/databaseLookUp.ts';
import { hashing } from './rows/hashing.ts';
import { healthyList } from './rows/healthyList.ts';
import { moduleCache } from './rows/moduleCache.ts';
import { networkLayers } from './rows/networkLayers.ts';
import { relay } from './rows/relay.ts';
import { sixEntries } from './rows/sixEntries.ts';
import { toldApart } from './rows/toldApart.ts';
import { triage } from './rows/triage.ts';
import { activation } from './rows/window/activation.ts';
import { bundleSizes } from './rows/window/bundleSizes.ts';
import { dashboard } from './rows/window/dashboard.ts';
import { idleLoad } from './rows/window/idleLoad.ts';
import { idleWindow } from './rows/window/idleWindow.ts';
import { problemLatency } from './rows/window/problemLatency.ts';
import { type Stage, setStage } from './stage.ts';
import { formatTable } from './table.ts';

export interface BenchOptions {
  /** True leaves out what needs VS Code or takes more than ten seconds. */
  readonly quick: boolean;
  /** Of the parts only those with this in their title; all unless given. */
  readonly only: string;
  /** The JSON file to write; its folder is made where it is missing. */
  readonly out: string;
  /** Why there is no VS Code to measure in; null where there is one. */
  readonly noVsCode: string | null;
  readonly signal: AbortSignal;
  /** Where the table goes, and a line a part while it runs. */
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

interface Part {
  readonly title: string;
  readonly measure: (stage: Stage) => Promise<readonly BenchRow[]>;
}

/** Measures everything, prints the table and writes the JSON. Rejects when interrupted or when a part cannot be measured. */
export async function bench(options: BenchOptions): Promise<void> {
  const { quick, out, signal, print, progress } = options;
  const stage = await setStage({ quick, signal });
  try {
    const at = new Date().toISOString();
    const machine = await describeMachine(stage);
    const rows: BenchRow[] = [];
    for (const { title, measure } of partsOf(options)) {
      progress(`${title} …`);
      rows.push(...(await measure(stage)));
    }
    const loadAtEnd = loadavg().map((value) => Math.round(value * 100) / 100);
    print(`\n${formatTable(rows)}\n${describe(machine, loadAtEnd)}`);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(
      out,
      `${JSON.stringify({ schema: 1, at, quick, machine: { ...machine, loadAtEnd }, rows }, null, 2)}\n`,
    );
  } finally {
    await stage.stop();
  }
}

function partsOf({ quick, only, noVsCode }: BenchOptions): readonly Part[] {
  const inVsCode = (name: string, measure: Part['measure']): Part['measure'] =>
    noVsCode === null ? measure : async () => [unmeasured(name, 'ms', `no VS Code: ${noVsCode}`)];
  const parts: Part[] = [
    { title: 'bundle sizes', measure: bundleSizes },
    { title: 'background sweep', measure: backgroundSweep },
    { title: 'healthy list', measure: healthyList },
    { title: 'six entries, five dead', measure: sixEntries },
    { title: 'compare', measure: compare },
    { title: 'the layers below an entry', measure: networkLayers },
    { title: 'told apart', measure: toldApart },
    { title: 'classification', measure: classification },
    { title: 'database look-up', measure: databaseLookUp },
    { title: 'triage', measure: triage },
    { title: 'hashing', measure: hashing },
    { title: 'module cache', measure: moduleCache },
    { title: 'relay', measure: relay },
  ];
  const slow: Part[] = [
    { title: 'activation', measure: inVsCode('activation in VS Code, own code', activation) },
    { title: 'loaded in an idle window', measure: inVsCode('what an idle window has loaded', idleLoad) },
    { title: 'an idle window with the relay', measure: inVsCode('idle extension host, relay on', idleWindow) },
    { title: 'dashboard', measure: inVsCode('dashboard in VS Code', dashboard) },
    {
      title: 'problem latency',
      measure: inVsCode('end of the failing command to the problem on screen', problemLatency),
    },
  ];
  const chosen = (quick ? parts : [...parts, ...slow]).filter(({ title }) => title.includes(only));
  if (chosen.length === 0) throw new Error(`no part has “${only}” in its title`);
  return chosen;
}

function describe({ processor, cores, system, node, go, curl, load }: Machine, loadAtEnd: readonly number[]): string {
  const busy = Math.max(...load.slice(0, 1), ...loadAtEnd.slice(0, 1)) > cores ? ' (busy: times are too long)' : '';
  return [
    `${cores} × ${processor}, ${system}; load ${load[0]} before, ${loadAtEnd[0]} after${busy}`,
    `Node ${node}; ${go ?? 'no go'}; ${curl ?? 'no curl'}`,
    'ratio: ours divided by the peer’s\n',
  ].join('\n');
}
