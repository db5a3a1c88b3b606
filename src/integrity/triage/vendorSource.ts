/** Whether the vendor folder has the version. It keeps no hash of it: the row only says that go would build from there. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

const LIMIT = 16 << 20;

/** Returns one row or none. */
export async function readVendor(folder: string, { module, version }: TriageModule, files: Files): Promise<Source[]> {
  const text = await files.readText(path.join(folder, 'vendor', 'modules.txt'), LIMIT);
  const head = `# ${module} ${version}`;
  const isThere = text?.split(/\r?\n/).some((line) => line === head || line.startsWith(`${head} `)) ?? false;
  if (!isThere) return [];
  return [{ ...sourceRow('vendor'), detail: 'no-hash' }];
}
