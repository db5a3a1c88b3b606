/** What asking one entry came to. */
import { Readable } from 'node:stream';
import type { ProbeFailure } from '../failures/classifyEvidence.ts';

/** A whole answer in memory, or one whose first bytes are known to be good and whose rest is on its way. */
export interface Served {
  readonly kind: 'served';
  readonly contentType: string | null;
  /** Of the body; null where the server did not tell. */
  readonly length: number | null;
  readonly body: Uint8Array | Readable;
}

/** 404 or 410 in the protocol's way: `words` are the server's own. */
export interface NotFound {
  readonly kind: 'not-found';
  readonly status: number;
  readonly words: string;
}

export interface Failed {
  readonly kind: 'failed';
  readonly failure: ProbeFailure;
  readonly status: number | null;
  /** The server's own plain-text words; empty where there are none. */
  readonly words: string;
  /** ms that it took to fail. */
  readonly ms: number;
  /** ms that the server wants to be left alone; null where it says nothing. */
  readonly retryAfter: number | null;
}

export type Attempted = Served | NotFound | Failed;

/** Lets go of an answer that nobody will read. */
export function discard(result: Attempted): void {
  if (result.kind === 'served' && result.body instanceof Readable) result.body.destroy();
}
