/** Judges what an entry answered: only what the protocol promises is served. */
import { classifyEvidence } from '../failures/classifyEvidence.ts';
import { checkContent } from '../goproxy/protocol/content.ts';
import type { ServedRequest } from '../goproxy/protocol/parseRequest.ts';
import type { ProtocolRequest } from '../goproxy/protocol/protocol.ts';
import type { Exchange, NetFault } from '../net/exchange.ts';
import { retryAfter } from '../net/http/headers.ts';
import type { Arrival } from '../net/upstream/arrival.ts';
import type { Attempted } from './attempt.ts';
import type { Opening } from './openArchive.ts';
import { type Reopen, ResumingArchive } from './resume.ts';

export class Judge {
  readonly #request: ServedRequest;
  readonly #url: string;
  readonly #started: number;

  constructor(request: ServedRequest, url: string, started: number) {
    this.#request = request;
    this.#url = url;
    this.#started = started;
  }

  whole(arrival: Arrival, body: Uint8Array | NetFault): Attempted {
    if (!(body instanceof Uint8Array)) return this.fault(body, arrival);
    const contentType = arrival.headers.get('content-type') ?? null;
    const problem = this.#problem(body, contentType);
    if (problem !== null) return this.#failed(this.#exchange(arrival, null), problem, '');
    return { kind: 'served', contentType, length: body.length, body };
  }

  /** `reopen` goes on with one that breaks off later. */
  archive(arrival: Arrival, opening: Opening | NetFault, reopen: Reopen): Attempted {
    if (!('pieces' in opening)) return this.fault(opening, arrival);
    const contentType = arrival.headers.get('content-type') ?? null;
    const { pieces, size, rest } = opening;
    const start = rest === null ? Buffer.concat(pieces, size) : (pieces[0] ?? Buffer.alloc(0));
    const sniffed = checkContent(this.#request as ProtocolRequest, start, rest === null, contentType);
    const isZip = rest === null ? hasEnd(start) : BEGIN.equals(start.subarray(0, BEGIN.length));
    const problem = sniffed ?? (isZip ? null : 'not-a-zip');
    if (problem !== null) {
      rest?.destroy();
      return this.#failed(this.#exchange(arrival, null), problem, '');
    }
    if (rest === null) return { kind: 'served', contentType, length: start.length, body: start };
    const told = Number(arrival.headers.get('content-length') ?? Number.NaN);
    const length = Number.isSafeInteger(told) ? told : null;
    return { kind: 'served', contentType, length, body: new ResumingArchive(arrival, pieces, reopen) };
  }

  refusal(arrival: Arrival, words: string): Attempted {
    if (arrival.status === 404 || arrival.status === 410) return { kind: 'not-found', status: arrival.status, words };
    return this.#failed(this.#exchange(arrival, null), null, words);
  }

  fault(reason: NetFault, arrival: Arrival | null): Attempted {
    return this.#failed(this.#exchange(arrival, reason), null, '');
  }

  #problem(body: Uint8Array, contentType: string | null) {
    // A tile is bytes, and only the client can judge them.
    const { kind } = this.#request;
    if (kind === 'sumdb-tile') return contentType?.startsWith('text/html') === true ? 'html' : null;
    return checkContent(this.#request as ProtocolRequest, body, true, contentType);
  }

  #failed(exchange: Omit<Exchange, 'body'>, problem: ReturnType<typeof checkContent>, words: string): Attempted {
    const evidence = {
      request: this.#request as ProtocolRequest,
      exchange,
      problem,
      version: null,
      time: null,
      words: null,
    };
    const failure = classifyEvidence(evidence) ?? { code: 'unclassified', detail: null, phase: null };
    const wanted = exchange.retryAfter;
    return {
      kind: 'failed',
      failure,
      status: exchange.status,
      words,
      ms: exchange.ms,
      retryAfter: exchange.status === 429 ? (wanted ?? 0) * 1000 : null,
    };
  }

  /** What the classifier reads of an exchange. */
  #exchange(arrival: Arrival | null, reason: NetFault | null): Omit<Exchange, 'body'> {
    const headers = arrival?.headers ?? new Map<string, string>();
    return {
      url: this.#url,
      status: arrival?.status ?? null,
      contentType: headers.get('content-type') ?? null,
      retryAfter: retryAfter(headers, Date.now()),
      date: null,
      bodyComplete: reason === null,
      fault: reason,
      phases: { lookup: null, connect: null, tls: null, firstByte: null, body: null },
      ms: performance.now() - this.#started,
      httpVersion: null,
      addresses: [],
      forwardProxy: null,
      redirects: [],
      bytes: 0,
    };
  }
}

/** Reports whether an archive's end is there: one that was cut off with a length that fits looks whole else. */
function hasEnd(archive: Uint8Array): boolean {
  return Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength).includes(
    'PK\u0005\u0006',
    -LONGEST_END,
    'latin1',
  );
}

/** Of a large archive the end is not here yet. Every module's begins with a file; rubbish before it, which go would take, is nobody's. */
const BEGIN = Buffer.from('PK\u0003\u0004', 'latin1');

/** Of a zip's end record: 22 bytes, and a comment of at most 65,535. */
const LONGEST_END = 22 + 65_535;
