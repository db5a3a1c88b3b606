/** Where the database is asked: through an entry of the list, directly, or as go chooses among them. */
import { failure, type Result, success } from '../../base/result.ts';
import { SharedWork } from '../../base/sharedWork.ts';
import type { Entry, UrlEntry } from '../../goproxy/list/list.ts';
import { databaseUrl, requestUrl } from '../../goproxy/protocol/protocol.ts';
import type { CredentialFields, Session } from '../../net/exchange.ts';
import type { SourceFault } from './sumdbFault.ts';

export interface SumdbSource {
  /** Reads `/lookup/…` or `/tile/…`: bytes that nobody changes afterwards. Rejects only when aborted. */
  read(path: string, signal: AbortSignal): Promise<Result<Uint8Array, SourceFault>>;
}

export interface EntrySource extends SumdbSource {
  /** Asks whether the entry passes on the database: any 200 says so. */
  supported(signal: AbortSignal): Promise<Result<null, SourceFault>>;
}

/** ms for one request. */
const DEADLINE = 10_000;
/** Longer than any note may be; a tile has 8 kB. */
const MAX_BODY = 1 << 20;

/** The database below `/sumdb/NAME` of an entry, which is sent what go would send it: `credentials`. */
export function throughEntry(
  session: Session,
  baseUrl: string,
  name: string,
  credentials: CredentialFields = [],
  deadline = DEADLINE,
): EntrySource {
  const at = (path: string) => requestUrl(baseUrl, `sumdb/${name}${path}`);
  return {
    read: (path, signal) => get(session, at(path), { deadline, credentials, signal }),
    async supported(signal) {
      const answer = await get(session, at('/supported'), { deadline, credentials, signal });
      return answer.ok ? success(null) : answer;
    },
  };
}

/** The database itself: `https://NAME`, or the URL that GOSUMDB gives; `credentials` as above. */
export function direct(
  session: Session,
  url: string,
  credentials: CredentialFields = [],
  deadline = DEADLINE,
): SumdbSource {
  return {
    read: (path, signal) => get(session, databaseUrl(url, path.slice(1)), { deadline, credentials, signal }),
  };
}

/**
 * Chooses as go does at the first request, and stays with it: the first entry that answers `supported` with 200; the database itself
 * at `direct`, or where all said not-found. `off` counts as not-found: an error before it stays (TryProxies, initBase).
 */
export function firstOf(
  entries: readonly Entry[],
  through: (entry: UrlEntry) => EntrySource,
  fallback: SumdbSource,
): SumdbSource {
  let chosen: Result<SumdbSource, SourceFault> | null = null;
  const choosing = new SharedWork<Result<SumdbSource, SourceFault>>();
  return {
    async read(path, signal) {
      chosen ??= await choosing.join('', signal, () => choose(entries, through, fallback, signal));
      return chosen.ok ? chosen.value.read(path, signal) : chosen;
    },
  };
}

async function choose(
  entries: readonly Entry[],
  through: (entry: UrlEntry) => EntrySource,
  fallback: SumdbSource,
  signal: AbortSignal,
): Promise<Result<SumdbSource, SourceFault>> {
  let error: SourceFault | null = null;
  for (const entry of entries) {
    if (entry.kind === 'direct') return success(fallback);
    if (entry.kind !== 'url') break;
    const source = through(entry);
    const answer = await source.supported(signal);
    if (answer.ok) return success(source);
    if (isNotFound(answer.error)) continue;
    error = answer.error;
    if (entry.separator !== '|') break;
  }
  return error === null ? success(fallback) : failure(error);
}

/** Reports whether somebody was there, and said that there is no such thing. */
export function isNotFound(fault: SourceFault): boolean {
  return fault.kind === 'status' && (fault.status === 404 || fault.status === 410);
}

async function get(
  session: Session,
  url: string,
  options: { readonly deadline: number; readonly credentials?: CredentialFields; readonly signal: AbortSignal },
): Promise<Result<Uint8Array, SourceFault>> {
  const { status, fault, body, bodyComplete } = await session.get(url, { maxBody: MAX_BODY, ...options });
  if (status !== null && status !== 200) return failure({ kind: 'status', url, status });
  if (fault !== null) return failure({ kind: 'network', url, fault });
  return bodyComplete ? success(body) : failure({ kind: 'too-large', url });
}
