/** A folder that is a GOPROXY: small modules, each file of each version to be had, or left out. */
import { zipArchive } from '../../lab/content/zipArchive.ts';

export interface MirrorVersion {
  readonly module: string;
  readonly version: string;
  readonly goMod: string;
  /** Files that are not there. */
  readonly without?: readonly ('info' | 'mod' | 'zip')[];
}

/** Returns the files by their paths below the folder. */
export async function fileMirror(versions: readonly MirrorVersion[]): Promise<Record<string, string | Buffer>> {
  const files: Record<string, string | Buffer> = {};
  for (const { module, version, goMod, without = [] } of versions) {
    const base = `${module}/@v/${version}`;
    const root = `${module}@${version}`;
    const content = new Map([
      [`${root}/go.mod`, Buffer.from(goMod)],
      [`${root}/m.go`, Buffer.from('package m\n')],
    ]);
    if (!without.includes('info')) files[`${base}.info`] = JSON.stringify({ Version: version });
    if (!without.includes('mod')) files[`${base}.mod`] = goMod;
    if (!without.includes('zip')) files[`${base}.zip`] = await zipArchive(content);
    files[`${module}/@v/list`] = `${files[`${module}/@v/list`] ?? ''}${version}\n`;
  }
  return files;
}
