// The cached modules of a real program, more than a hundred: `verify` beside `go mod verify`, in turns.
import { join } from 'node:path';
import { type RealGraph, realGraph } from '../hashing/realModules.ts';
import { buildHashTools, type Cost, inTurns } from '../hashing/tools.ts';
import { type BenchRow, measured, unmeasured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median } from '../statistics.ts';

/** It requires 155 modules. */
const PROGRAM = 'helm.sh/helm/v3@v3.13.0';
const BOUND = 1.2;

export async function moduleCache(stage: Stage): Promise<readonly BenchRow[]> {
  try {
    const tools = await buildHashTools(stage);
    return await verifyBesideGo(stage, tools.cost, await realGraph(stage, PROGRAM));
  } catch (error) {
    if (stage.signal.aborted) throw error;
    return [unmeasured('verify of a module cache', 'ms', (error as Error).message)];
  }
}

async function verifyBesideGo(
  { root, quick, env: clean }: Stage,
  cost: Awaited<ReturnType<typeof buildHashTools>>['cost'],
  { folder: cwd, modCache }: RealGraph,
): Promise<BenchRow[]> {
  const env = { ...clean, GOMODCACHE: modCache, GOPROXY: 'off', GOSUMDB: 'off', GOFLAGS: '-mod=mod' };
  const args = [join(root, 'dist', 'cli.js'), 'verify', '--json'];
  const told = await cost(process.execPath, args, { env, cwd });
  const { results } = JSON.parse(told.stdout) as { results: { zip: string | null; mod: string | null }[] };
  const archives = results.filter(({ zip }) => zip !== null).length;
  const pairs = await inTurns(
    quick ? 3 : 9,
    () => cost(process.execPath, args, { env, cwd }),
    () => cost('go', ['mod', 'verify'], { env, cwd }),
  );
  const row = (name: string, of: (one: Cost) => number) => {
    const ratio = median(pairs.map(([ours, theirs]) => of(ours) / of(theirs)));
    return measured({
      name,
      unit: 'ms',
      ours: median(pairs.map(([ours]) => of(ours))),
      peer: { name: 'go mod verify', value: median(pairs.map(([, theirs]) => of(theirs))) },
      ratio,
      met: ratio <= BOUND,
      note: `median of ${pairs.length} pairs, bound ${BOUND.toFixed(2)}; ${archives} archives and folders, ${results.length} go.mod files`,
      samples: pairs.map(([ours, theirs]) => [of(ours), of(theirs)]),
    });
  };
  return [row('cache of a graph of 155 modules: verify', ({ ms }) => ms), row('  the same: CPU', ({ cpu }) => cpu)];
}
