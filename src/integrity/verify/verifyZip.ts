/** One archive by itself: its hashes, as go.sum would hold them, and whether go would take it for that version. */
import { parseGoMod } from '../../goproxy/module/goMod.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip } from '../hash/zipHash.ts';
import type { VerifiedModule } from './verifiedModule.ts';

/** Rejects with the signal's reason when aborted, and with nothing else. */
export async function verifyZip(
  file: string,
  { module, version }: { readonly module: string; readonly version: string },
  signal: AbortSignal,
): Promise<VerifiedModule> {
  const hash = await hashZip(file, `${module}@${version}`, signal);
  const told = { module, version, line: null, proof: null };
  if (!hash.ok) return { ...told, zip: null, mod: null, ok: false, code: 'bad-content', detail: hash.error };
  // go makes one for a module without (LegacyGoMod in cmd/go/internal/modfetch); no module path needs quotes there.
  const goMod = hash.value.goMod ?? Buffer.from(`module ${module}\n`);
  const isOwn = parseGoMod(Buffer.from(goMod).toString('utf8')).module === module;
  const verdict = isOwn
    ? ({ ok: true, code: null, detail: null } as const)
    : ({ ok: false, code: 'bad-content', detail: 'other-module' } as const);
  return { ...told, zip: hash.value.h1, mod: hashGoMod(goMod), ...verdict };
}
