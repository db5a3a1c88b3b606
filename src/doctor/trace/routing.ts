/** Whom each request of a trace was made to, through which forward proxy, and what came of it. Pure. */
import { classifyText } from '../../failures/text/classifyText.ts';
import { statusCause } from '../../failures/text/statusCause.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import type { TracedRequest } from '../../gocmd/trace/tracedRequest.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import { type Gosumdb, parseGosumdb } from '../../goproxy/protocol/sumdb.ts';
import { forwardProxyFor } from '../../net/forwardProxy/forwardProxy.ts';
import { entryOf } from '../incident/entryOf.ts';
import type { RoutedRequest, TraceFailure } from './traceReport.ts';

export interface RoutingContext {
  readonly list: GoproxyList | null;
  /** GOPRIVATE or GONOPROXY covers the module: the list is not asked. */
  readonly isPrivate: boolean;
  readonly gosumdb: string;
  /** HTTP_PROXY and its family. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Go was cut off at its deadline. */
  readonly isCutOff: boolean;
}

export function routeRequests(requests: readonly TracedRequest[], context: RoutingContext): readonly RoutedRequest[] {
  const sumdb = parseGosumdb(context.gosumdb);
  const waiting = context.isCutOff ? waitedFor(requests) : new Set<TracedRequest>();
  return requests.map((request) => {
    const hung = !waiting.has(request) ? null : request.end === null ? 'head' : 'body';
    const failure = hung === null ? failureOf(request) : stall(hung);
    return { ...request, ...partyOf(request, sumdb, context), ...proxyOf(request, context), failure, hung };
  });
}

/** All that have no answer yet, or the one whose body go was reading; where something came since, go was busy itself. */
function waitedFor(requests: readonly TracedRequest[]): ReadonlySet<TracedRequest> {
  const open = requests.filter(({ end }) => end === null);
  if (open.length > 0) return new Set(open);
  const last = requests.reduce<TracedRequest | null>(
    (latest, one) => (latest === null || (one.end ?? 0) >= (latest.end ?? 0) ? one : latest),
    null,
  );
  return new Set(last !== null && last.status !== null ? [last] : []);
}

function stall(hung: 'head' | 'body'): TraceFailure {
  return { code: 'stall', detail: hung === 'head' ? 'no-headers' : 'body-stalled' };
}

function partyOf(
  { url, command }: TracedRequest,
  sumdb: Gosumdb,
  { list, isPrivate }: RoutingContext,
): Pick<RoutedRequest, 'party' | 'entry'> {
  if (command === null && !isPrivate) {
    const entry = entryOf({ ...NOTHING, url }, list);
    if (entry !== null) return { party: 'entry', entry };
  }
  if (command === null && sumdb.kind === 'on' && isBelow(url, sumdb.url ?? `https://${sumdb.name}`)) {
    return { party: 'database', entry: null };
  }
  const direct = isPrivate ? undefined : list?.entries.find(({ kind }) => kind === 'direct');
  return { party: 'direct', entry: direct?.index ?? null };
}

/** A failure of which only the URL is known. */
const NOTHING: TextFailure = {
  ...{ code: 'unclassified', detail: null, line: 1, module: null, version: null, url: null },
  ...{ host: null, package: null, source: null },
};

function isBelow(url: string, base: string): boolean {
  return url.startsWith(base.endsWith('/') ? base : `${base}/`);
}

function proxyOf(
  { url, command }: TracedRequest,
  { environment }: RoutingContext,
): Pick<RoutedRequest, 'forwardProxy'> {
  const isOurs = command === null && URL.canParse(url);
  return { forwardProxy: isOurs ? forwardProxyFor(new URL(url), environment).proxy : null };
}

function failureOf({ url, status, error }: TracedRequest): TraceFailure | null {
  if (status !== null && status !== 200) {
    const { code, detail } = statusCause(status);
    return { code, detail };
  }
  if (error === null) return null;
  // What go refuses by itself is told here in a word, and in a sentence only at the end.
  const words = error === 'insecure credentials' ? `refusing to pass credentials to insecure URL: ${url}` : error;
  const told = classifyText(`go: ${words}`, { module: null, version: null, isGo: true })?.failure;
  return told === undefined ? { code: 'unclassified', detail: null } : { code: told.code, detail: told.detail };
}
