/** Stages a module's .zip: whose it is stands in the names of its files. */
import { isModulePath } from '../../../goproxy/module/modulePath.ts';
import { isCanonical } from '../../../goproxy/module/version.ts';
import type { ArchiveBytes } from '../../../goproxy/zip/archiveBytes.ts';
import { readDirectory } from '../../../goproxy/zip/zipDirectory.ts';
import { entryContent } from '../../../goproxy/zip/zipEntry.ts';
import type { ModuleVersion } from './stagedModule.ts';

/** golang.org/x/mod/zip: MaxGoMod, in bytes. */
const MAX_GO_MOD = 16 * 2 ** 20;

/** Returns M and V of a name such as `M@V/file`; null for any other. A module path has no `@`. */
export function ownerOf(name: string): ModuleVersion | null {
  const at = name.indexOf('@');
  const slash = name.indexOf('/', at);
  if (at < 1 || slash < 0) return null;
  const told = { module: name.slice(0, at), version: name.slice(at + 1, slash) };
  return isModulePath(told.module) && isCanonical(told.version) ? told : null;
}

/** Returns the go.mod at the module's root; null where the archive has none that can be read. Rejects only when aborted. */
export async function goModOf(
  archive: ArchiveBytes,
  { module, version }: ModuleVersion,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const files = await readDirectory(archive, signal);
  const goMod = (files.ok ? files.value : []).find(({ name }) => name === `${module}@${version}/go.mod`);
  return goMod === undefined ? null : entryContent(archive, goMod, MAX_GO_MOD, signal);
}
