/** Stages the module that a repository's files make up. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { stagedBase, writeStaged } from '../stage/stagedModule.ts';
import { findModule, type Repository, writeModuleArchive } from './repository.ts';
import { type Laid, type Laying, type SourceFault, type SourceKind, sourceFault } from './source.ts';

/** Rejects only when aborted. */
export async function layRepository(
  repository: Repository,
  source: string,
  kind: SourceKind,
  { named, stage, scratch, signal }: Laying,
): Promise<Result<Laid, SourceFault>> {
  const found = await findModule(repository, named);
  if (!found.ok) {
    const module = found.error.code === 'unnamed' ? found.error.module : null;
    return failure(sourceFault(found.error.code, source, { module }));
  }
  const { module, version, goMod } = found.value;
  const base = stagedBase(stage, found.value);
  if (base === null) return failure(sourceFault('unnamed', source, { module }));
  const zip = path.join(scratch, 'rebuilt.zip');
  try {
    await mkdir(scratch, { recursive: true });
    const isWhole = await writeModuleArchive(zip, found.value, signal);
    if (!isWhole) return failure(sourceFault('unreadable', source));
    await writeStaged(base, found.value, { zip, mod: goMod, info: null });
    await rm(zip, { force: true });
  } catch {
    signal.throwIfAborted();
    return failure(sourceFault('no-room', source));
  }
  return success({ kind, modules: [{ module, version, hasZip: true, expected: null }], database: null });
}
