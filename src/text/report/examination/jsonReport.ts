/** The JSON that scripts read. Shapes are promises: see the contract in README.md. Times are ms. */
import type { Examination } from '../../../doctor/examination.ts';
import type { Finding } from '../../../doctor/finding.ts';
import type { EntryExamination, Verdict } from '../../../doctor/list/listExamination.ts';
import { classifyEvidence } from '../../../failures/classifyEvidence.ts';
import type { RequestEvidence } from '../../../goproxy/probe/evidence.ts';
import { findingSentence } from '../../words/verdict/findingText.ts';
import { SCHEMA } from '../schema.ts';
import { jsonRemedy } from './jsonRemedy.ts';

const NO_PHASES = { lookup: null, connect: null, tls: null, firstByte: null, body: null };

export function jsonReport(examination: Examination): object {
  const { environment, entries, verdict, findings, checks, ms, at } = examination;
  const { go, goproxy, module, sample, settings } = environment;
  return {
    schema: SCHEMA,
    environment: {
      goproxy: goproxy.value,
      origin: goproxy.origin,
      go:
        go === null
          ? null
          : { path: go.path, version: go.version, platform: go.platform, fault: go.fault?.code ?? null },
      module,
      sample: `${sample.module}@${sample.version}`,
      settings,
    },
    entries: entries.map(jsonEntry),
    verdict: jsonVerdict(verdict),
    findings: findings.map((finding) => jsonFinding(finding, examination)),
    checks,
    ms: rounded(ms),
    at: new Date(at).toISOString(),
  };
}

export function jsonEntry(one: EntryExamination): object {
  const { entry, failure, evidence, telling, sumdb, action, goWaits } = one;
  const first = evidence[0]?.exchange ?? null;
  return {
    index: entry.index,
    value: entry.value,
    separator: entry.separator,
    ok: evidence.length > 0 && (failure === null || failure.code === 'slow'),
    code: failure?.code ?? null,
    detail: failure?.detail ?? null,
    phase: failure?.phase ?? null,
    status: telling?.exchange.status ?? null,
    phases: roundAll(first?.phases ?? NO_PHASES),
    requests: evidence.map(jsonRequest),
    httpVersion: first?.httpVersion ?? null,
    addresses: first?.addresses ?? [],
    sumdb:
      sumdb === null
        ? null
        : {
            name: sumdb.name,
            supported: sumdb.supported,
            ok: sumdb.failure === null,
            code: sumdb.failure?.code ?? null,
            detail: sumdb.failure?.detail ?? null,
            ms: rounded(sumdb.ms),
          },
    forwardProxy: first?.forwardProxy ?? null,
    redirects: [...new Set(evidence.flatMap(({ exchange }) => exchange.redirects))],
    bytes: evidence.reduce((sum, { exchange }) => sum + exchange.bytes, 0),
    go: action,
    goWaits,
  };
}

export function jsonVerdict({ ok, servedBy, failure, entry }: Verdict): object {
  return { ok, servedBy, code: failure?.code ?? null, detail: failure?.detail ?? null, entry };
}

function jsonRequest(evidence: RequestEvidence): object {
  const { request, exchange, words } = evidence;
  const failure = classifyEvidence(evidence);
  return {
    path: request.path,
    status: exchange.status,
    code: failure?.code ?? null,
    detail: failure?.detail ?? null,
    ms: rounded(exchange.ms),
    words,
  };
}

function jsonFinding(finding: Finding, examination: Examination): object {
  const { code, detail, severity, entry, module, remedies } = finding;
  return {
    code,
    detail,
    severity,
    entry,
    module,
    message: findingSentence(finding, examination),
    // What a server has to send beside its own certificate: PEM.
    ...(finding.facts.pem === undefined ? {} : { certificates: finding.facts.pem }),
    remedies: remedies.map(jsonRemedy),
  };
}

function roundAll<K extends string>(phases: Readonly<Record<K, number | null>>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries<number | null>(phases).map(([key, ms]) => [key, ms === null ? null : rounded(ms)]),
  );
}

/** ms, to a hundredth. */
export function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
