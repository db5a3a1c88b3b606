/** What the module cache holds of a version: hashed anew, and held against the hash that go wrote beside it. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip, type ZipFault } from '../hash/zipHash.ts';
import type { Fetched } from './mirrorSource.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

const MAX_MOD = 16 << 20;
/** What keeps us from reading an archive and says nothing of its bytes. */
const UNJUDGED: ReadonlySet<ZipFault> = new Set(['too-large', 'unreadable', 'absent']);

/** `modCache` is GOMODCACHE. Nothing in it is changed. Rejects only when aborted. */
export async function readCache(
  modCache: string,
  subject: TriageModule,
  files: Files,
  signal: AbortSignal,
): Promise<Fetched> {
  const none: Source = { ...sourceRow('cache'), detail: 'absent' };
  const escaped = [escapePath(subject.module), escapeVersion(subject.version)] as const;
  if (modCache === '' || escaped[0] === null || escaped[1] === null) return { row: none, file: null };
  const base = path.join(modCache, 'cache', 'download', ...escaped[0].split('/'), '@v', escaped[1]);
  const goMod = await readBytes(`${base}.mod`, signal);
  const mod = goMod === null ? null : hashGoMod(goMod);
  const file = `${base}.zip`;
  const isThere = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere) return { row: { ...none, mod, detail: mod === null ? 'absent' : null }, file: null };
  const recorded = (await files.readText(`${base}.ziphash`, 1 << 10))?.trim() ?? null;
  const hash = await hashZip(file, `${subject.module}@${subject.version}`, signal);
  if (!hash.ok) {
    const code = UNJUDGED.has(hash.error) ? null : 'cache-damaged';
    return { row: { ...none, mod, code, detail: hash.error }, file: null };
  }
  // go writes the hash once the archive is whole; without one it hashes the archive itself.
  const isDamaged = recorded !== null && recorded !== '' && recorded !== hash.value.h1;
  const found = isDamaged ? ({ code: 'cache-damaged', detail: 'ziphash' } as const) : { code: null, detail: null };
  return { row: { ...none, zip: hash.value.h1, mod, ...found }, file };
}

async function readBytes(file: string, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(file);
    return size > MAX_MOD ? null : await readFile(file, { signal });
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
