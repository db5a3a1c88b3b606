/** The JSON of `trace`: the requests that the real go made, whom, with what end; and the same made by us. */
import type { ComparedRequest, RoutedRequest, TraceReport } from '../../../doctor/trace/traceReport.ts';
import { SCHEMA } from '../schema.ts';

export function jsonTrace({ query, version, go, goproxy, requests, compared, outcome, ms }: TraceReport): object {
  return {
    schema: SCHEMA,
    module: query.module,
    version: version ?? query.version,
    go: go.version,
    goproxy,
    requests: requests.map((one) => request(one, ms)),
    compared: compared.map(comparison),
    outcome: {
      ok: outcome.ok,
      code: outcome.code,
      detail: outcome.detail,
      entry: outcome.entry,
      hung: outcome.hung,
    },
    ms: rounded(ms),
  };
}

/** `ms` of a request that hung is how long go waited for it. */
function request(one: RoutedRequest, ms: number): object {
  return {
    url: one.url,
    entry: one.entry,
    status: one.status,
    ms: rounded(one.hung === 'body' || one.ms === null ? Math.max(0, ms - one.begin) : one.ms),
    code: one.failure?.code ?? null,
    detail: one.failure?.detail ?? null,
    party: one.party,
    command: one.command,
    forwardProxy: one.forwardProxy,
    begin: rounded(one.begin),
    hung: one.hung !== null,
  };
}

function comparison({ party, entry, evidence, failure, goMs }: ComparedRequest): object {
  const { exchange } = evidence;
  return {
    party,
    entry,
    path: evidence.request.path,
    status: exchange.status,
    code: failure?.code ?? null,
    detail: failure?.detail ?? null,
    ms: rounded(exchange.ms),
    phases: {
      lookup: roundedOrNull(exchange.phases.lookup),
      connect: roundedOrNull(exchange.phases.connect),
      tls: roundedOrNull(exchange.phases.tls),
      firstByte: roundedOrNull(exchange.phases.firstByte),
      body: roundedOrNull(exchange.phases.body),
    },
    goMs,
  };
}

function roundedOrNull(ms: number | null): number | null {
  return ms === null ? null : rounded(ms);
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
