/** Small made-up examinations, by how each entry of the list fares. */
import type { Examination } from '../../src/doctor/examination.ts';
import type { EntryExamination } from '../../src/doctor/list/listExamination.ts';
import type { ProbeFailure } from '../../src/failures/classifyEvidence.ts';
import { type GoproxyList, parseList } from '../../src/goproxy/list/list.ts';
import type { RequestEvidence } from '../../src/goproxy/probe/evidence.ts';

/** `slow` serves after three seconds. */
export type Fare = 'healthy' | 'slow' | 'failing' | 'rate-limited' | 'offline';

const FAILURES: Readonly<Record<Fare, ProbeFailure | null>> = {
  healthy: null,
  slow: { code: 'slow', detail: 'latency', phase: 'first-byte' },
  failing: { code: 'server-error', detail: '500', phase: 'first-byte' },
  'rate-limited': { code: 'rate-limited', detail: '429', phase: 'first-byte' },
  offline: { code: 'connect-timeout', detail: 'no-route', phase: 'connect' },
};
const STATUS = { healthy: 200, slow: 200, failing: 500, 'rate-limited': 429, offline: null };

/** An examination of a list with one entry. */
export function examination(fare: Fare): Examination {
  return examined('https://proxy.test', [fare]);
}

/** An examination of `text`, whose URLs fare so. An entry that fails ends go's walk, unless `|` follows. */
export function examined(text: string, fares: readonly Fare[], publicMirrors: readonly string[] = []): Examination {
  const list = listOf(text);
  const isServed = (fare: Fare | undefined) => fare === 'healthy' || fare === 'slow';
  const decides = list.entries.findIndex((entry, at) => isServed(fares[at]) || entry.separator !== '|');
  const fare = fares[decides] ?? 'healthy';
  const ok = isServed(fare);
  return {
    environment: {
      go: null,
      goproxy: { value: text, origin: 'argument' },
      publicMirrors,
      settings: [],
      goenvFile: null,
      module: null,
      sample: { module: 'example.test/a', version: 'v1.0.0' },
    },
    list,
    listFault: null,
    entries: list.entries.map((entry, at): EntryExamination => {
      const own = entry.kind === 'url' ? fares[at] : undefined;
      const failure = own === undefined ? null : FAILURES[own];
      const seen = own === undefined ? [] : [evidence(entry.value, own)];
      const action = at > decides ? 'unreached' : at < decides ? 'falls-through' : ok ? 'serves' : 'stops';
      return { entry, evidence: seen, failure, telling: seen[0] ?? null, sumdb: null, action, goWaits: 0 };
    }),
    routes: [],
    verdict: { ok, servedBy: ok ? decides : null, entry: decides, failure: FAILURES[fare], hangs: false },
    findings: [],
    checks: 6,
    ms: 10,
    at: 0,
  };
}

function listOf(text: string): GoproxyList {
  const parsed = parseList(text);
  if (!parsed.ok) throw new Error(`no list: ${text}`);
  return parsed.value;
}

function evidence(url: string, fare: Fare): RequestEvidence {
  return {
    request: { kind: 'info', path: 'example.test/a/@v/v1.0.0.info', module: 'example.test/a', version: 'v1.0.0' },
    exchange: {
      url: `${url}/example.test/a/@v/v1.0.0.info`,
      status: STATUS[fare],
      contentType: null,
      retryAfter: fare === 'rate-limited' ? 120 : null,
      date: null,
      bodyComplete: true,
      fault: fare === 'offline' ? { kind: 'no-route', phase: 'connect', detail: '', message: '' } : null,
      phases: { lookup: 1, connect: 2, tls: 3, firstByte: 4, body: 0 },
      ms: fare === 'slow' ? 3_000 : 10,
      httpVersion: '2',
      addresses: ['192.0.2.1'],
      forwardProxy: null,
      redirects: [],
      bytes: 500,
    },
    problem: null,
    version: null,
    time: null,
    words: null,
  };
}
