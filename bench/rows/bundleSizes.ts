// What the extension weighs on disk.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';

const BOUNDS = { 'extension.js': 300_000, 'worker.js': 900_000 };

export async function bundleSizes({ root }: Stage): Promise<readonly BenchRow[]> {
  return Promise.all(
    Object.entries(BOUNDS).map(async ([file, bound]) => {
      const { size } = await stat(join(root, 'dist', file));
      return measured({ name: `dist/${file}`, unit: 'bytes', ours: size, bound });
    }),
  );
}
