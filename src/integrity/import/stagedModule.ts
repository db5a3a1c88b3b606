/** A module put where go looks for one of a file:// proxy. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';

export interface StagedModule {
  readonly module: string;
  readonly version: string;
}

/** Why a source cannot be staged; `file` as the caller named it. */
export interface StageFault {
  readonly code: 'unreadable' | 'not-a-module' | 'no-room';
  readonly file: string;
}

/** Returns the path of the module's files below a stage, without `.info`, `.mod` or `.zip`; null where its name is none of go's. */
export function stagedBase(stage: string, { module, version }: StagedModule): string | null {
  const escapedModule = escapePath(module);
  const escapedVersion = escapeVersion(version);
  if (escapedModule === null || escapedVersion === null) return null;
  return path.join(stage, ...escapedModule.split('/'), '@v', escapedVersion);
}

/** Writes the module's three files; `goMod` null means that the archive has none. Rejects where there is no room. */
export async function writeStaged(
  base: string,
  { module, version }: StagedModule,
  zip: Uint8Array,
  goMod: Uint8Array | null,
): Promise<void> {
  await mkdir(path.dirname(base), { recursive: true });
  await writeFile(`${base}.zip`, zip);
  await writeFile(`${base}.info`, JSON.stringify({ Version: version }));
  // What go itself takes for the go.mod of a module without one.
  await writeFile(`${base}.mod`, goMod ?? `module ${module}\n`);
}
