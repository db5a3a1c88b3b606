/** Lays out what the user names, whatever kind of source it is. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result } from '../../../base/result.ts';
import type { Session } from '../../../net/exchange.ts';
import { fetchSource } from './fetchSource.ts';
import { layArchive } from './readArchive.ts';
import { layFolder } from './readFolder.ts';
import { type Laid, type Laying, type SourceFault, sourceFault } from './source.ts';

/** Reports whether it is an address, not a path. */
export function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}

/** `source` is an absolute path or a URL. Rejects only when aborted. */
export async function readSource(
  source: string,
  laying: Laying,
  open: () => Session,
): Promise<Result<Laid, SourceFault>> {
  if (isUrl(source)) {
    const file = path.join(laying.scratch, 'fetched');
    const fetched = await fetchSource(source, file, open, laying.signal);
    return fetched.ok ? layArchive(file, source, laying) : fetched;
  }
  const facts = await stat(source).catch(() => null);
  if (facts === null) return failure(sourceFault('unreadable', source));
  return facts.isDirectory() ? layFolder(source, source, laying) : layArchive(source, source, laying);
}
