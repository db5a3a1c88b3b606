/** Makes pieces of evidence: an answer as a healthy entry gives it, but for what a test says. */
import type { AskedRequest, RequestEvidence } from '../../../src/goproxy/probe/evidence.ts';
import type { Exchange, NetFault, NetFaultKind, Phase } from '../../../src/net/exchange.ts';

export interface EvidenceOptions {
  readonly module?: string;
  readonly version?: string | null;
  readonly path?: string;
  readonly exchange?: Partial<Omit<Exchange, 'body'>>;
  readonly problem?: RequestEvidence['problem'];
  readonly answers?: string | null;
  readonly time?: string | null;
  readonly words?: string | null;
}

export function evidenceOf(kind: AskedRequest['kind'], options: EvidenceOptions = {}): RequestEvidence {
  const { module = 'golang.org/x/text', version = 'v0.14.0' } = options;
  const path = options.path ?? `${module}/@v/${kind === 'list' ? 'list' : `${version}.${kind}`}`;
  return {
    request: { kind, path, module, version } as AskedRequest,
    exchange: {
      url: `https://mirror.test/${path}`,
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      retryAfter: null,
      date: null,
      bodyComplete: true,
      fault: null,
      phases: { lookup: 3, connect: 21, tls: 44, firstByte: 25, body: 0.4 },
      ms: 93.4,
      httpVersion: '2',
      addresses: ['192.0.2.1'],
      forwardProxy: null,
      redirects: [],
      bytes: 4321,
      ...options.exchange,
    },
    problem: options.problem ?? null,
    version: options.answers ?? null,
    time: options.time ?? null,
    words: options.words ?? null,
  };
}

/** An exchange that a fault of the wire ended before there was a status. */
export function faulty(kind: NetFaultKind, phase: Phase, detail: string = kind): EvidenceOptions {
  const fault: NetFault = { kind, phase, detail, message: '' };
  return {
    exchange: {
      fault,
      status: phase === 'body' ? 200 : null,
      bodyComplete: false,
      httpVersion: phase === 'body' ? '1.1' : null,
    },
  };
}

export function status(code: number, contentType = 'text/plain'): EvidenceOptions {
  return { exchange: { status: code, contentType } };
}
