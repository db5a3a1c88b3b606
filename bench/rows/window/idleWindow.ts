// What an idle window costs with the relay on: its extension host beside one without us, and the relay's own process.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDummyExtension } from '../../../test/editor/host/dummyExtension.ts';
import { inHosts } from '../../host/inHosts.ts';
import { cpuOf, memoryOf } from '../../process.ts';
import { type BenchRow, measured } from '../../row.ts';
import type { Stage } from '../../stage.ts';

interface Idle {
  /** Bytes of the extension host's heap after a collection. */
  readonly heap: number;
  /** Its CPU as a share of one processor. */
  readonly cpu: number;
}

/** ms that the relay's process is watched. */
const WATCHED = 20_000;

export async function idleWindow(stage: Stage): Promise<readonly BenchRow[]> {
  const dummy = await makeDummyExtension();
  const folder = join(stage.folder, '..', 'idle');
  await cp(stage.folder, folder, { recursive: true });
  await mkdir(join(folder, '.vscode'));
  await writeFile(join(folder, '.vscode', 'settings.json'), '{ "goProxy.failover.mode": "relay" }');
  try {
    const without = { folder: stage.folder, extensionPath: dummy.extensionPath };
    const runs = [
      // The first window of a server has more to do than the later ones.
      without,
      without,
      { folder: stage.folder, extensionPath: stage.root },
      { folder, extensionPath: stage.root },
    ];
    const { version, results } = await inHosts<Idle>(stage, 'timeIdle.cjs', runs);
    const [, bare, off, on] = results as [Idle, Idle, Idle, Idle];
    return [
      measured({
        name: `idle extension host of VS Code ${version}, relay on: CPU more than without us`,
        unit: 'percent',
        ours: 100 * (on.cpu - bare.cpu),
        bound: 1,
        note: `of one processor, over 30 s; without us ${percent(bare.cpu)}, mode suggest ${percent(off.cpu)}, relay ${percent(on.cpu)}`,
        samples: results,
      }),
      measured({
        name: '  heap more than without us',
        unit: 'bytes',
        ours: on.heap - bare.heap,
        bound: 10e6,
        note: `in mode suggest ${((off.heap - bare.heap) / 1e6).toFixed(1)} MB more`,
      }),
      ...(await idleRelay(stage)),
    ];
  } finally {
    await dummy.remove();
  }
}

/** It has outlived its window, whose terminals it might serve. */
async function idleRelay({ env }: Stage): Promise<BenchRow[]> {
  const state = await readFile(join(env.XDG_STATE_HOME ?? '', 'goproxy-doctor', 'relay', 'relay.json'), 'utf8');
  const pid = Number((JSON.parse(state) as { owner: string }).owner.split(' ')[0]);
  try {
    const before = await cpuOf(pid);
    await new Promise((resolve) => setTimeout(resolve, WATCHED));
    const cpu = (await cpuOf(pid)) - before;
    return [
      measured({ name: '  the relay’s process, RSS', unit: 'bytes', ours: await memoryOf(pid), bound: 80e6 }),
      measured({ name: '  its CPU in 20 s', unit: 'ms', ours: cpu, bound: 0.01 * WATCHED }),
    ];
  } finally {
    process.kill(pid, 'SIGTERM');
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
