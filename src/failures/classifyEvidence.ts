/** From the evidence of a request to a failure: the only place that knows what an exchange means. Pure and total. */
import type { AskedRequest, RequestEvidence } from '../goproxy/probe/evidence.ts';
import type { Exchange, NetFault, Phase } from '../net/exchange.ts';
import type { FailureCode } from './code.ts';

/** A failure seen by a probe. `detail` tells the variants of a code apart. */
export interface ProbeFailure {
  readonly code: FailureCode;
  readonly detail: string | null;
  readonly phase: Phase | null;
}

/** Returns what failed, or null where the entry answered as the protocol says. */
export function classifyEvidence(evidence: RequestEvidence): ProbeFailure | null {
  const { exchange, problem, request } = evidence;
  // A repository's fault is that of the network; what it says of the version is not asked.
  if (exchange.fault !== null && !isRestOfRefusal(exchange)) return classifyFault(exchange.fault);
  const isRepository = request.kind === 'repository';
  if (exchange.status !== 200) return classifyStatus(exchange, isRepository);
  if (problem === null) {
    // No .info needs a thousandth of what we read of it, and go reads all of it before it finds that it is none.
    const endless = (request.kind === 'info' || request.kind === 'latest') && !exchange.bodyComplete;
    return endless ? { code: 'bad-content', detail: 'too-large', phase: 'body' } : null;
  }
  if (problem === 'no-go-import') return { code: 'not-found', detail: problem, phase: 'body' };
  return { code: 'bad-content', detail: problem, phase: 'body' };
}

/**
 * Returns the failure of an entry from all that it was asked: the first in the order asked, except that an HTML page
 * for every file of the module is a captive portal. A list that alone is refused does not stop go, so it counts last.
 */
export function classifyEntry(evidence: readonly RequestEvidence[]): ProbeFailure | null {
  const asked = evidence.filter(({ request }) => !request.kind.startsWith('sumdb-'));
  if (isCaptivePortal(asked)) return { code: 'captive-portal', detail: 'html', phase: 'body' };
  const deciding = asked.filter(({ request }) => request.kind !== 'list' && !isPassed(request, asked));
  for (const one of deciding.length > 0 ? deciding : asked) {
    const failure = classifyEvidence(one);
    if (failure !== null) return failure;
  }
  return null;
}

/** A go-import page that named the repository has done its work, whatever its status (go reads the page of a 404 too). */
function isPassed({ kind, module }: AskedRequest, asked: readonly RequestEvidence[]): boolean {
  return kind === 'go-get' && asked.some(({ request }) => request.kind === 'repository' && request.module === module);
}

function isCaptivePortal(asked: readonly RequestEvidence[]): boolean {
  return asked.length > 0 && asked.every(({ problem, exchange }) => problem === 'html' && exchange.status === 200);
}

/**
 * Reports whether the fault lies in the body of an error answer: its status has said all, and go shows what it could read.
 * It does wait for the end of such a body, but only of a plain text (formatErrorDetail in cmd/go/internal/web/api.go).
 */
function isRestOfRefusal({ status, fault, contentType }: Omit<Exchange, 'body'>): boolean {
  if (status === null || status < 400 || fault?.phase !== 'body') return false;
  return fault.kind !== 'body-stalled' || !/^text\/plain\b/i.test(contentType ?? '');
}

/** What the network's fault means, whoever was asked. */
export function classifyFault({ kind, detail, phase }: NetFault): ProbeFailure {
  switch (kind) {
    case 'no-such-host':
      return { code: 'dns', detail: 'dns-no-such-host', phase };
    case 'name-server-failure':
      return { code: 'dns', detail: 'dns-server-failure', phase };
    case 'lookup-timeout':
      return { code: 'dns', detail: 'dns-timeout', phase };
    case 'resolver-unreachable':
      return { code: 'dns', detail: 'dns-resolver-unreachable', phase };
    case 'connect-timeout':
      return { code: 'connect-timeout', detail: 'no-answer', phase };
    case 'no-route':
      // As go's own words are read: a firewall of this machine says so at once.
      return detail === 'not-permitted'
        ? { code: 'refused', detail: 'forbidden', phase }
        : { code: 'connect-timeout', detail: 'no-route', phase };
    case 'refused':
      return { code: 'refused', detail: null, phase };
    case 'cut':
      return { code: 'reset', detail, phase };
    case 'tls-timeout':
      return { code: 'response-timeout', detail: 'tls-handshake', phase };
    case 'tls':
      return { code: 'tls', detail, phase };
    case 'no-headers':
      return { code: 'stall', detail: 'no-headers', phase };
    case 'body-stalled':
      return { code: 'stall', detail: 'body-stalled', phase };
    case 'out-of-time':
      return { code: 'slow', detail: 'unfinished', phase };
    case 'malformed':
      return { code: 'bad-content', detail: 'not-http', phase };
    case 'too-large':
    case 'redirect':
      return { code: 'bad-content', detail, phase };
    case 'forward-proxy':
      return { code: 'forward-proxy', detail, phase };
    case 'invalid-url':
      return { code: 'goproxy-invalid', detail, phase };
  }
}

function classifyStatus({ status, contentType }: Omit<Exchange, 'body'>, isRepository: boolean): ProbeFailure {
  const phase: Phase = 'first-byte';
  const detail = status === null ? null : String(status);
  if (status === null) return { code: 'unclassified', detail: 'no-status', phase };
  if (status === 404 || status === 410) {
    // A web server's own error page: go takes it for "not found", but no module proxy speaks like that.
    return { code: 'not-found', detail: /^text\/html\b/i.test(contentType ?? '') ? 'html-page' : detail, phase };
  }
  if (isRepository && (status === 401 || status === 403)) return { code: 'vcs-auth', detail, phase };
  if (status === 429) return { code: 'rate-limited', detail, phase };
  if (status === 407) return { code: 'forward-proxy', detail: 'proxy-auth', phase };
  if (status >= 500) return { code: 'server-error', detail, phase };
  if (status >= 400) return { code: 'http-denied', detail, phase };
  return { code: 'bad-content', detail: `status-${status}`, phase };
}
