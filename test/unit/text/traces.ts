/** Typical traces: what the golden texts are drawn from. */
import type { ComparedRequest, RoutedRequest, TraceReport } from '../../../src/doctor/trace/traceReport.ts';
import { classifyEvidence } from '../../../src/failures/classifyEvidence.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import type { NetFaultKind, Phase, PhaseTimes } from '../../../src/net/exchange.ts';
import { type EvidenceOptions, evidenceOf, faulty, status } from '../failures/evidence.ts';
import { HOSTILE } from './examinations.ts';

const MIRROR = 'https://mirror-a.example/go';
const CHINA = 'https://goproxy.cn';
const TEXT = 'golang.org/x/text/@v/v0.14.0';
const PROXY = 'http://me:s3cr3t@proxy.corp.example:3128';

/** A request from `begin` that took `ms`; `answer` is its status, a failure's code, or what it hung in. */
function asked(
  url: string,
  [begin, ms]: readonly [begin: number, ms: number],
  answer: number | 'head' | 'body' | 'refused',
  more: Partial<RoutedRequest> = {},
): RoutedRequest {
  const hung = answer === 'head' || answer === 'body' ? answer : null;
  return {
    ...{ url, command: null, begin, end: hung === 'head' ? null : begin + ms, ms: hung === 'head' ? null : ms },
    ...{ status: typeof answer === 'number' ? answer : hung === 'body' ? 200 : null, error: null },
    ...{ party: 'entry', entry: url.startsWith(CHINA) ? 1 : 0, forwardProxy: null, hung },
    failure: failureOf(answer),
    ...more,
  };
}

function failureOf(answer: number | string): RoutedRequest['failure'] {
  if (answer === 'refused') return { code: answer, detail: null };
  const code = answer === 403 ? 'http-denied' : answer === 404 ? 'not-found' : answer === 500 ? 'server-error' : null;
  return code === null ? null : { code, detail: `${answer}` };
}

function compared(entry: number, goMs: number | null, options: EvidenceOptions = {}): ComparedRequest {
  const evidence = evidenceOf('info', options);
  return { party: 'entry', entry, evidence, failure: classifyEvidence(evidence), goMs };
}

/** A fault ends the phases. */
function unfinished(kind: NetFaultKind, phase: Phase, phases: Partial<PhaseTimes>): EvidenceOptions {
  const none = { connect: null, tls: null, firstByte: null, body: null };
  return { exchange: { ...faulty(kind, phase).exchange, phases: { ...none, lookup: 3, ...phases } } };
}

function report(goproxy: string, more: Partial<TraceReport> = {}): TraceReport {
  const list = parseList(goproxy);
  return {
    query: { module: 'golang.org/x/text', version: 'v0.14.0' },
    version: 'v0.14.0',
    go: { path: '/usr/local/go/bin/go', version: 'go1.26.8' },
    goproxy,
    list: list.ok ? list.value : null,
    requests: [],
    compared: [],
    outcome: { ok: true, code: null, detail: null, entry: 1, hung: false },
    ms: 1234.5,
    ...more,
  };
}

const failed = (code: TraceReport['outcome']['code'], entry: number | null, detail: string | null = null) =>
  ({ ok: false, code, detail, entry, hung: false }) as const;

/** Made so that each row and each sentence of a trace stands somewhere. */
export const TRACES: Readonly<Record<string, TraceReport>> = {
  served: report(`${MIRROR},https://me:s3cr3t@goproxy.cn`, {
    requests: [
      asked(`${MIRROR}/${TEXT}.info`, [90, 210], 404),
      asked(`${CHINA}/${TEXT}.info`, [302, 160], 200, { forwardProxy: PROXY }),
      asked(`${MIRROR}/${TEXT}.mod`, [470, 26], 404),
      asked(`${CHINA}/${TEXT}.mod`, [498, 31], 200, { forwardProxy: PROXY }),
      asked(`${CHINA}/${TEXT}.zip`, [560, 480], 200, { forwardProxy: PROXY }),
      asked('https://sum.golang.org/lookup/golang.org/x/text@v0.14.0', [610, 240], 200, {
        ...{ party: 'database', entry: null },
      }),
    ],
    compared: [compared(0, 210, status(404)), compared(1, 160, { exchange: { forwardProxy: PROXY } })],
  }),
  hung: report(`${MIRROR}|${CHINA}`, {
    requests: [asked(`${MIRROR}/${TEXT}.info`, [88, 40], 500), asked(`${CHINA}/${TEXT}.info`, [130, 0], 'head')],
    compared: [
      compared(0, 40, status(500)),
      compared(1, null, unfinished('no-headers', 'first-byte', { connect: 21, tls: 44 })),
    ],
    outcome: { ok: false, code: 'stall', detail: 'no-headers', entry: 1, hung: true },
    version: null,
    ms: 30_000,
  }),
  'hung-in-body': report(CHINA, {
    requests: [
      asked(`${CHINA}/${TEXT}.info`, [90, 40], 200, { entry: 0 }),
      asked(`${CHINA}/${TEXT}.zip`, [140, 60], 'body', { entry: 0 }),
    ],
    outcome: { ok: false, code: 'stall', detail: 'body-stalled', entry: 0, hung: true },
    ms: 30_000,
  }),
  refused: report(`${MIRROR},${CHINA}`, {
    requests: [asked(`${MIRROR}/${TEXT}.info`, [85, 2], 'refused')],
    compared: [compared(0, null, unfinished('refused', 'connect', {}))],
    outcome: failed('refused', 0),
    version: null,
    ms: 120,
  }),
  direct: report('direct', {
    query: { module: 'git.acme.example/team/x', version: null },
    version: 'v1.2.0',
    requests: [
      asked('https://git.acme.example/team/x?go-get=1', [80, 130], 200, { party: 'direct', entry: 0 }),
      asked('https://git.acme.example/team/x.git', [220, 400], 200, {
        ...{ party: 'direct', entry: 0, command: 'git ls-remote', status: null },
      }),
    ],
    outcome: { ok: true, code: null, detail: null, entry: 0, hung: false },
  }),
  'go-waits-for-nobody': report(CHINA, {
    outcome: { ok: false, code: null, detail: null, entry: null, hung: true },
    version: null,
    ms: 30_000,
  }),
  'not-verified': report(`${MIRROR},${CHINA}`, {
    requests: [asked(`${MIRROR}/sumdb/sum.golang.org/lookup/golang.org/x/text@v0.14.0`, [300, 90], 500)],
    outcome: failed('sumdb-unreachable', 0, 'server-error'),
  }),
  'invalid-list': report('htps://mirror-a.example', {
    outcome: failed('goproxy-invalid', null),
    version: null,
    ms: 60,
  }),
  hostile: report(`${MIRROR}?token=t0ken`, {
    query: { module: `example.test/${HOSTILE}`, version: HOSTILE },
    version: null,
    requests: [asked(`${MIRROR}/${HOSTILE}/@v/list?token=t0ken`, [90, 40], 403)],
    compared: [compared(0, 40, { ...status(403), path: HOSTILE })],
    outcome: failed('http-denied', 0, '403'),
  }),
};
