/** What the go command makes of a failure: whether it goes on, gives up or waits for ever, and what the wait costs. */

import type { Attempt } from '../goproxy/list/walk.ts';
import type { RequestEvidence } from '../goproxy/probe/evidence.ts';
import { classifyEvidence, type ProbeFailure } from './classifyEvidence.ts';

/**
 * Returns what go would make of the answer that `evidence` shows. Rules: go-command.md §1.9, §1.10 and §3.2. A slow
 * answer is an answer; a .mod or .zip that arrived whole is taken whatever it holds, and a broken .zip then ends the
 * command; everything else that is not 404 or 410 is an error.
 */
export function attemptOf(evidence: RequestEvidence): Attempt<ProbeFailure> {
  const { exchange } = evidence;
  if (exchange.fault?.kind === 'too-large' && exchange.fault.detail === 'headers') {
    // go reads 10 MB of them (Transport.MaxResponseHeaderBytes), far more than we do: it gets to the answer behind.
    const { status } = exchange;
    return attemptOf({
      ...evidence,
      exchange: { ...exchange, status: status ?? 200, fault: null, bodyComplete: true },
    });
  }
  const failure = classifyEvidence(evidence);
  if (failure === null || failure.code === 'slow') return { result: 'served', cause: null };
  if (failure.code === 'not-found') return { result: 'not-found', cause: failure };
  if (failure.code === 'stall') return { result: 'hang', cause: failure };
  const taken = exchange.status === 200 && exchange.fault === null;
  if (taken && evidence.request.kind === 'mod') return { result: 'served', cause: null };
  if (taken && evidence.request.kind === 'zip') return { result: 'error', cause: failure, fatal: true };
  return { result: 'error', cause: failure };
}

/** net.Dialer's limit in net/http's DefaultTransport; a name's look-up counts into it. */
const DIAL = 30_000;
/** Its TLSHandshakeTimeout. */
const TLS_HANDSHAKE = 10_000;
/** The limit of http.Transport for a CONNECT without an answer. */
const CONNECT_ANSWER = 60_000;
/** Go's resolver asks a server twice, 5 s each; more servers cost more, up to the dialer's limit. */
const LOOKUP = 10_000;

/** Returns the ms that go loses at an entry that fails like this, each round of requests; null for ever. */
export function goWaits(failure: ProbeFailure | null): number | null {
  if (failure === null) return 0;
  const { code, detail } = failure;
  if (code === 'stall') return null;
  if (code === 'connect-timeout' && detail === 'no-answer') return DIAL;
  if (code === 'response-timeout') return TLS_HANDSHAKE;
  if (code === 'dns' && detail === 'dns-timeout') return LOOKUP;
  if (code === 'forward-proxy' && detail === 'connect-silent') return CONNECT_ANSWER;
  if (code === 'forward-proxy' && detail === 'proxy-timeout') return DIAL;
  return 0;
}
