/** Small made-up examinations of a list with one entry. */
import type { Examination } from '../../src/doctor/examination.ts';
import type { ProbeFailure } from '../../src/failures/classifyEvidence.ts';
import type { UrlEntry } from '../../src/goproxy/list/list.ts';
import type { RequestEvidence } from '../../src/goproxy/probe/evidence.ts';

const URL = 'https://proxy.test';

const ENTRY: UrlEntry = {
  kind: 'url',
  index: 0,
  value: URL,
  separator: null,
  url: URL,
  scheme: 'https',
  host: 'proxy.test',
  credentials: 'none',
};

function evidence(status: number, retryAfter: number | null): RequestEvidence {
  return {
    request: { kind: 'info', path: 'example.test/a/@v/v1.0.0.info', module: 'example.test/a', version: 'v1.0.0' },
    exchange: {
      url: `${URL}/example.test/a/@v/v1.0.0.info`,
      status,
      contentType: null,
      retryAfter,
      date: null,
      bodyComplete: true,
      fault: null,
      phases: { lookup: 1, connect: 2, tls: 3, firstByte: 4, body: 0 },
      ms: 10,
      httpVersion: '2',
      addresses: ['192.0.2.1'],
      forwardProxy: null,
      redirects: [],
      bytes: 500,
    },
    problem: null,
    version: null,
    words: null,
  };
}

export function examination(kind: 'healthy' | 'failing' | 'rate-limited'): Examination {
  const failures: Record<typeof kind, ProbeFailure | null> = {
    healthy: null,
    failing: { code: 'server-error', detail: '500', phase: 'first-byte' },
    'rate-limited': { code: 'rate-limited', detail: '429', phase: 'first-byte' },
  };
  const failure = failures[kind];
  const ok = failure === null;
  const seen = evidence(ok ? 200 : Number(failure.detail), kind === 'rate-limited' ? 120 : null);
  return {
    environment: {
      go: null,
      goproxy: { value: URL, origin: 'argument' },
      settings: [],
      goenvFile: null,
      module: null,
      sample: { module: 'example.test/a', version: 'v1.0.0' },
    },
    list: { text: URL, entries: [ENTRY] },
    listFault: null,
    entries: [
      {
        entry: ENTRY,
        evidence: [seen],
        failure,
        telling: seen,
        sumdb: null,
        action: ok ? 'serves' : 'stops',
        goWaits: 0,
      },
    ],
    routes: [],
    verdict: { ok, servedBy: ok ? 0 : null, entry: 0, failure, hangs: false },
    findings: [],
    checks: 6,
    ms: 10,
    at: 0,
  };
}
