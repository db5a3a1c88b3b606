// What a window has loaded of us that has looked at a list with a problem, and in which nobody has opened anything.
import { inHosts } from '../../host/inHosts.ts';
import { type BenchRow, measured } from '../../row.ts';
import type { Stage } from '../../stage.ts';

interface Loaded {
  /** Of the list, as the status bar shows it. */
  readonly state: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

const BOUND = 300_000;

export async function idleLoad(stage: Stage): Promise<readonly BenchRow[]> {
  const { refused, healthy } = stage.lab.urls;
  const troubled = { ...stage, env: { ...stage.env, GOPROXY: `${refused}|${healthy}` } };
  const windows = [{ folder: stage.folder, extensionPath: stage.root }];
  const { version, results } = await inHosts<Loaded>(troubled, 'sumLoaded.cjs', windows);
  const [{ state, files }] = results as [Loaded];
  if (state !== 'degraded') throw new Error(`the list is ${state}`);
  const largest = files.toSorted((a, b) => b.bytes - a.bytes);
  return [
    measured({
      name: `an idle window of VS Code ${version} that has found a problem: what it has loaded`,
      unit: 'bytes',
      ours: files.reduce((sum, { bytes }) => sum + bytes, 0),
      bound: BOUND,
      note: `${files.length} files: ${largest.map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)} kB`).join(', ')}`,
      samples: results,
    }),
  ];
}
