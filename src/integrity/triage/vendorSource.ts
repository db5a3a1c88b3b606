/** Whether a vendor folder has the version: then go builds from there, and no hash is kept of it. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { sourceRow, type TriageModule } from './source.ts';

const LIMIT = 16 << 20;

/** `folder` is the vendor folder. Returns one row or none. */
export async function readVendor(folder: string, { module, version }: TriageModule, files: Files): Promise<Fetched[]> {
  const text = await files.readText(path.join(folder, 'modules.txt'), LIMIT);
  const head = `# ${module} ${version}`;
  const isThere = text?.split(/\r?\n/).some((line) => line === head || line.startsWith(`${head} `)) ?? false;
  if (!isThere) return [];
  const row = { ...sourceRow('vendor'), detail: 'no-hash' };
  return [{ ...withoutFiles(row), content: { kind: 'folder', path: path.join(folder, ...module.split('/')) } }];
}
