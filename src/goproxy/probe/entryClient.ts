/** Asks one entry of the list its requests, one after another over one connection, and judges what it answers. */
import type { Clock } from '../../base/clock.ts';
import type { CredentialFields, Exchange, Session } from '../../net/exchange.ts';
import type { UrlEntry } from '../list/list.ts';
import { checkContent } from '../protocol/content.ts';
import { type ProtocolRequest, requestUrl } from '../protocol/protocol.ts';
import { answeredTime, answeredVersion } from '../protocol/resolve.ts';
import type { ZipProblem } from '../zip/moduleZip.ts';
import type { RequestEvidence } from './evidence.ts';

export interface EntryQuestions {
  readonly entry: UrlEntry;
  readonly requests: readonly ProtocolRequest[];
  /** Asked last; the look-up only where `supported` was answered with 200, as go does. */
  readonly sumdb: { readonly supported: ProtocolRequest; readonly lookup: ProtocolRequest } | null;
  /** ms for all of them together. */
  readonly deadline: number;
  /** Secrets: what go would send to the entry beside its URL's own userinfo. */
  readonly credentials?: CredentialFields;
}

/** What an entry may cost us, whatever it sends: all its small answers together, and the one archive. */
const MAX_SMALL_BYTES = 1 << 20;
const MAX_ZIP_BYTES = 32 << 20;
/** ms for an archive that arrived at the last moment. */
const MIN_ZIP_CHECK = 300;

/** Returns the evidence of the requests that were made: fewer than planned where one took the time or the connection of the rest. */
export async function askEntry(
  session: Session,
  { entry, requests, sumdb, deadline, credentials = [] }: EntryQuestions,
  clock: Clock,
  signal: AbortSignal,
): Promise<RequestEvidence[]> {
  const end = clock.monotonic() + deadline;
  const seen: RequestEvidence[] = [];
  let budget = MAX_SMALL_BYTES;
  const queue = sumdb === null ? [...requests] : [...requests, sumdb.supported];
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    const left = end - clock.monotonic();
    if (left <= 0 || budget <= 0) break;
    const maxBody = request.kind === 'zip' ? MAX_ZIP_BYTES : budget;
    const options = { deadline: left, maxBody, signal, credentials };
    const exchange = await session.get(requestUrl(entry.url, request.path), options);
    if (request.kind !== 'zip') budget -= exchange.body.length;
    const evidence = await judge(request, exchange, Math.max(0, end - clock.monotonic()), signal);
    seen.push(evidence);
    // Each file is read by itself.
    if (entry.scheme !== 'file' && isFinal(evidence)) break;
    if (request === sumdb?.supported && exchange.status === 200) queue.push(sumdb.lookup);
  }
  return seen;
}

async function judge(
  request: ProtocolRequest,
  exchange: Exchange,
  left: number,
  signal: AbortSignal,
): Promise<RequestEvidence> {
  const { body, ...rest } = exchange;
  const answered = exchange.status === 200 && exchange.fault === null;
  const problem = answered
    ? (checkContent(request, body, exchange.bodyComplete, exchange.contentType) ??
      (await judgeZip(request, exchange, left, signal)))
    : null;
  return {
    request,
    exchange: rest,
    problem,
    version: answered && problem === null ? answeredVersion(request, body) : null,
    time: answered && problem === null ? answeredTime(request, body) : null,
    words: errorWords(exchange),
  };
}

/** An archive that takes longer to check than there is time for is not judged: that it arrived is what go waits for. */
async function judgeZip(
  { kind, module, version }: ProtocolRequest,
  { body, bodyComplete }: Exchange,
  left: number,
  signal: AbortSignal,
): Promise<ZipProblem | null> {
  // Nor is one longer than we read: its directory stands at its end.
  if (kind !== 'zip' || !bodyComplete || module === null || version === null) return null;
  // Few examinations ask for an archive.
  const { checkModuleZip } = await import('../zip/moduleZip.ts');
  const timeout = AbortSignal.timeout(Math.ceil(left) + MIN_ZIP_CHECK);
  try {
    return await checkModuleZip(body, module, version, AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (timeout.aborted && !signal.aborted) return null;
    throw error;
  }
}

/** Reports whether asking the entry for more would only cost time: the connection cannot be had, fell silent, or we are to keep off. */
function isFinal({ exchange }: RequestEvidence): boolean {
  if (exchange.status === 429) return true;
  return exchange.fault !== null && exchange.fault.kind !== 'cut' && exchange.fault.phase !== 'body';
}

/** The rule of go's web.HTTPError: the body of an error is shown only where it is plain text. */
function errorWords({ status, contentType, body }: Exchange): string | null {
  if (status === null || status === 200 || !/^text\/plain\b/i.test(contentType ?? '')) return null;
  const line = new TextDecoder().decode(body.subarray(0, 800)).split('\n', 1)[0] ?? '';
  const clean = line
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .trim()
    .slice(0, 200);
  return clean === '' ? null : clean;
}
