// What a starting window loads of the extension, and what the probe worker does.
import { join } from 'node:path';
import { loadedFiles } from '../../../test/support/loadedFiles.ts';
import { type BenchRow, measured } from '../../row.ts';
import type { Stage } from '../../stage.ts';

const BOUNDS = { 'extension.js': 40_000, 'worker.js': 900_000 };

export async function bundleSizes({ root }: Stage): Promise<readonly BenchRow[]> {
  return Promise.all(
    Object.entries(BOUNDS).map(async ([file, bound]) => {
      const { names, bytes } = await loadedFiles(join(root, 'dist', file));
      return measured({
        name: `dist/${file} and what it loads at once`,
        unit: 'bytes',
        ours: bytes,
        bound,
        note: `${names.length} files`,
      });
    }),
  );
}
