/** What the module cache holds of a version: hashed anew, and held against the hash that go wrote beside it. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import type { Hashes } from './hashes.ts';
import type { Fetched } from './mirrorSource.ts';
import type { Source, TriageModule } from './source.ts';

const MAX_MOD = 16 << 20;

/** `modCache` is GOMODCACHE. Nothing in it is changed. Rejects only when aborted. */
export async function readCache(
  modCache: string,
  subject: TriageModule,
  { files, hashes }: { readonly files: Files; readonly hashes: Hashes },
  signal: AbortSignal,
): Promise<Fetched> {
  const none: Source = { source: 'cache', name: 'cache', zip: null, mod: null, code: null, detail: 'absent' };
  const escaped = [escapePath(subject.module), escapeVersion(subject.version)] as const;
  if (modCache === '' || escaped[0] === null || escaped[1] === null) return { row: none, file: null };
  const base = path.join(modCache, 'cache', 'download', ...escaped[0].split('/'), '@v', escaped[1]);
  const goMod = await readBytes(`${base}.mod`, signal);
  const mod = goMod === null ? null : hashes.goMod(goMod);
  const file = `${base}.zip`;
  const isThere = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere) return { row: { ...none, mod, detail: mod === null ? 'absent' : null }, file: null };
  const recorded = (await files.readText(`${base}.ziphash`, 1 << 10))?.trim() ?? null;
  const hash = await hashes.zip(file, subject, signal);
  if (!hash.ok) return { row: { ...none, mod, code: 'cache-damaged', detail: hash.error }, file: null };
  // go writes the hash once the archive is whole; without one it hashes the archive itself.
  const isDamaged = recorded !== null && recorded !== '' && recorded !== hash.value;
  const found = isDamaged ? ({ code: 'cache-damaged', detail: 'ziphash' } as const) : { code: null, detail: null };
  return { row: { ...none, zip: hash.value, mod, ...found }, file };
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
