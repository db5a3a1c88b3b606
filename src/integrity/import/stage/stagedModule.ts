/** A module put where go looks for one of a file:// proxy. */

import { constants } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { escapePath } from '../../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../../goproxy/module/version.ts';

export interface ModuleVersion {
  readonly module: string;
  readonly version: string;
}

export interface StagedModule extends ModuleVersion {
  /** False where its go.mod alone is brought: the module graph mentions the version, and no build uses it. */
  readonly hasZip: boolean;
  /** The hashes that the source itself tells of it; null where it tells none. */
  readonly expected: { readonly zip: string | null; readonly mod: string } | null;
}

/** What there is of a version: a path to copy, or the content; null for a file that the source lacks. */
export interface ModuleParts {
  readonly zip: string | Uint8Array | null;
  readonly mod: string | Uint8Array | null;
  readonly info: string | null;
}

/** Returns the path of the module's files below a stage, without `.info`, `.mod` or `.zip`; null where its name is none of go's. */
export function stagedBase(stage: string, { module, version }: ModuleVersion): string | null {
  const escapedModule = escapePath(module);
  const escapedVersion = escapeVersion(version);
  if (escapedModule === null || escapedVersion === null) return null;
  return path.join(stage, ...escapedModule.split('/'), '@v', escapedVersion);
}

/** Writes the module's files where `base` says. Rejects where there is no room, or a part cannot be read. */
export async function writeStaged(
  base: string,
  { module, version }: ModuleVersion,
  { zip, mod, info }: ModuleParts,
): Promise<void> {
  await mkdir(path.dirname(base), { recursive: true });
  if (zip !== null) await put(`${base}.zip`, zip);
  // What go itself takes for the go.mod of a module without one.
  await put(`${base}.mod`, mod ?? Buffer.from(`module ${module}\n`));
  await put(`${base}.info`, info ?? Buffer.from(JSON.stringify({ Version: version })));
}

/** Shares the bytes with the original where the file system can. */
async function put(file: string, content: string | Uint8Array): Promise<void> {
  if (typeof content === 'string') await copyFile(content, file, constants.COPYFILE_FICLONE);
  else await writeFile(file, content);
}
