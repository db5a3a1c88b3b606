/** Stages a module's .zip: whose it is stands in the names of its files. */
import { readFile, stat } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { failure, type Result, success } from '../../base/result.ts';
import { isModulePath } from '../../goproxy/module/modulePath.ts';
import { isCanonical } from '../../goproxy/module/version.ts';
import { walkZip, type ZipFile } from '../../goproxy/zip/zipDirectory.ts';
import { type StagedModule, type StageFault, stagedBase, writeStaged } from './stagedModule.ts';

/** golang.org/x/mod/zip: MaxZipFile and MaxGoMod, in bytes. */
const MAX_ZIP = 500 * 2 ** 20;
const MAX_GO_MOD = 16 * 2 ** 20;
const STORED = 0;

/** `named` outranks what the archive says: where they differ, go refuses it. Rejects only when aborted. */
export async function stageZip(
  file: string,
  named: StagedModule | null,
  stage: string,
  signal: AbortSignal,
): Promise<Result<StagedModule, StageFault>> {
  const archive = await readZip(file, signal);
  if (archive === null) return failure({ code: 'unreadable', file });
  const found: { first: string | null; goMod: Uint8Array | null } = { first: null, goMod: null };
  await walkZip(archive, signal, async (one) => {
    const name = one.name.toString('utf8');
    found.first ??= name;
    const told = named ?? ownerOf(found.first);
    if (told !== null && name === `${told.module}@${told.version}/go.mod`) found.goMod = await contentOf(archive, one);
    return null;
  });
  const told = named ?? ownerOf(found.first ?? '');
  const base = told === null ? null : stagedBase(stage, told);
  if (told === null || base === null) return failure({ code: 'not-a-module', file });
  try {
    await writeStaged(base, told, archive, found.goMod);
  } catch {
    return failure({ code: 'no-room', file });
  }
  return success(told);
}

/** Returns M and V of a name such as `M@V/file`; null for any other. A module path has no `@`. */
export function ownerOf(name: string): StagedModule | null {
  const at = name.indexOf('@');
  const slash = name.indexOf('/', at);
  if (at < 1 || slash < 0) return null;
  const told = { module: name.slice(0, at), version: name.slice(at + 1, slash) };
  return isModulePath(told.module) && isCanonical(told.version) ? told : null;
}

async function contentOf(archive: Buffer, one: ZipFile): Promise<Uint8Array | null> {
  const start = await one.contentStart();
  if (typeof start !== 'number' || one.size > MAX_GO_MOD) return null;
  const packed = archive.subarray(start, start + one.compressedSize);
  if (one.method === STORED) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_GO_MOD });
  } catch {
    return null;
  }
}

async function readZip(file: string, signal: AbortSignal): Promise<Buffer | null> {
  try {
    const facts = await stat(file);
    return facts.isFile() && facts.size <= MAX_ZIP ? await readFile(file, { signal }) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
