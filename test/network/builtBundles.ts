/** The bundles as `npm run build` makes them, in a folder of their own: dist/ may be somebody else's at this moment. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(import.meta.dirname, '..', '..');

export interface BuiltBundles {
  /** The extension. */
  readonly extension: string;
  /** The command line. */
  readonly cli: string;
  /** The probe worker. */
  readonly worker: string;
  remove(): Promise<void>;
}

/** Builds them (about a second). esbuild.mjs reads and writes below the working directory. */
export async function buildBundles(): Promise<BuiltBundles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goproxy-doctor-dist-'));
  await symlink(path.join(ROOT, 'src'), path.join(folder, 'src'));
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'esbuild.mjs')], { cwd: folder });
  return {
    extension: path.join(folder, 'dist', 'extension.js'),
    cli: path.join(folder, 'dist', 'cli.js'),
    worker: path.join(folder, 'dist', 'worker.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
