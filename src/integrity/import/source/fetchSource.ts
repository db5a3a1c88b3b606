/** An archive that the user gives the address of: fetched as go would, through the same forward proxies. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { addressKind } from '../../../net/dns/addressKind.ts';
import type { Session } from '../../../net/exchange.ts';
import { MAX_ARCHIVE, type SourceFault, sourceFault } from './source.ts';

/** ms for the whole: an archive may have 500 MB. Silence is ended much earlier. */
const DEADLINE = 10 * 60_000;

/** Writes it to `file`. `open` gives a session that follows no public host into a private network. Rejects only when aborted. */
export async function fetchSource(
  url: string,
  file: string,
  open: () => Session,
  signal: AbortSignal,
): Promise<Result<null, SourceFault>> {
  if (!URL.canParse(url)) return failure(sourceFault('bad-url', url));
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopbackHost(hostname)))
    return failure(sourceFault('insecure', url));
  const session = open();
  try {
    const { status, fault, body, bodyComplete } = await session.get(url, {
      deadline: DEADLINE,
      maxBody: MAX_ARCHIVE,
      signal,
    });
    if (fault !== null) return failure(sourceFault('not-fetched', url, { detail: `${fault.kind} ${fault.detail}` }));
    if (status !== 200) return failure(sourceFault('not-fetched', url, { detail: String(status) }));
    if (!bodyComplete) return failure(sourceFault('too-large', url));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, body);
    return success(null);
  } catch {
    signal.throwIfAborted();
    return failure(sourceFault('no-room', url));
  } finally {
    session.close();
  }
}

function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || addressKind(hostname.replace(/^\[|\]$/g, '')) === 'loopback';
}
