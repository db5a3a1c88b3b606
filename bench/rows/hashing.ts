// The hash of real modules' archives beside golang.org/x/mod's, whole processes in turns; and the memory that a large one takes.
import { join } from 'node:path';
import { writeLargeZip } from '../../test/support/largeZip.ts';
import { type RealModule, realModules } from '../hashing/realModules.ts';
import { buildHashTools, type Cost, type HashTools, inTurns } from '../hashing/tools.ts';
import { type BenchRow, measured, unmeasured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median } from '../statistics.ts';

/** 31.9 MB with 5,041 files, and 18.2 MB with 6,356. */
const MODULES = ['github.com/aws/aws-sdk-go@v1.45.2', 'k8s.io/kubernetes@v1.29.0'];
const LARGE = { name: 'example.test/large@v1.0.0', files: 300, size: 1 << 20 };
const MAX_MEMORY = 150e6;

export async function hashing(stage: Stage): Promise<readonly BenchRow[]> {
  try {
    const tools = await buildHashTools(stage);
    const rows: BenchRow[] = [];
    for (const one of await realModules(stage, MODULES)) rows.push(...(await besideGo(stage, tools, one)));
    return [...rows, ...(await large(stage, tools))];
  } catch (error) {
    if (stage.signal.aborted) throw error;
    return [unmeasured('h1 of an archive', 'ms', (error as Error).message)];
  }
}

async function besideGo({ quick }: Stage, tools: HashTools, { name, zip, sum }: RealModule): Promise<BenchRow[]> {
  const checked = async (run: Promise<Cost>) => {
    const cost = await run;
    if (cost.stdout.trim() !== sum) throw new Error(`${name}: ${cost.stdout} is not ${sum}`);
    return cost;
  };
  const pairs = await inTurns(
    quick ? 3 : 15,
    () => checked(tools.cost(process.execPath, [tools.ours, zip, name])),
    () => checked(tools.cost(tools.theirs, [zip])),
  );
  const row = (title: string, of: (cost: Cost) => number) => {
    const ratio = median(pairs.map(([ours, theirs]) => of(ours) / of(theirs)));
    return measured({
      name: title,
      unit: 'ms',
      ours: median(pairs.map(([ours]) => of(ours))),
      peer: { name: 'dirhash.HashZip', value: median(pairs.map(([, theirs]) => of(theirs))) },
      ratio,
      met: ratio <= 1,
      note: `whole processes, median of ${pairs.length} pairs, bound 1.00`,
      samples: pairs.map(([ours, theirs]) => [of(ours), of(theirs)]),
    });
  };
  return [row(`h1 of ${name}: CPU`, ({ cpu }) => cpu), row('  the same: wall time', ({ ms }) => ms)];
}

/** An archive of 300 MB through the shipped command line. */
async function large(stage: Stage, tools: HashTools): Promise<BenchRow[]> {
  const file = join(stage.emptyFolder, '..', 'large.zip');
  const rows: BenchRow[] = [];
  for (const [shape, files, size] of [
    ['300 files', LARGE.files, LARGE.size],
    ['one file', 1, LARGE.files * LARGE.size],
  ] as const) {
    await writeLargeZip(file, LARGE.name, { files, size, method: 8 });
    const args = [join(stage.root, 'dist', 'cli.js'), 'verify', file, LARGE.name, '--json'];
    const runs: Cost[] = [];
    for (let run = 0; run < 3; run++) runs.push(await tools.cost(process.execPath, args));
    const name = `h1 of 300 MB in ${shape}: verify, most memory`;
    const peaks = runs.map(({ peak }) => peak);
    const note = `the whole process, worst of ${runs.length}; ${(median(runs.map(({ ms }) => ms)) / 1000).toFixed(2)} s`;
    rows.push(measured({ name, unit: 'bytes', ours: Math.max(...peaks), bound: MAX_MEMORY, note, samples: peaks }));
  }
  return rows;
}
