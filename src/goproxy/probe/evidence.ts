/** What was seen when an entry of the list was asked for something. Plain data: it crosses the worker's boundary. */
import type { Exchange } from '../../net/exchange.ts';
import type { ContentProblem } from '../protocol/content.ts';
import type { ProtocolRequest } from '../protocol/protocol.ts';
import type { ZipProblem } from '../zip/moduleZip.ts';

/** What `direct` is asked: the go-import page of a module path, and the repository's list of references. */
export interface DirectRequest {
  readonly kind: 'go-get' | 'repository';
  /** The URL without its scheme. */
  readonly path: string;
  readonly module: string;
  readonly version: string | null;
}

export type AskedRequest = ProtocolRequest | DirectRequest;

/** A go-import page that names no repository for the module path. */
export type DirectProblem = 'no-go-import' | 'not-a-repository';

export interface RequestEvidence {
  readonly request: AskedRequest;
  /** The exchange without its body, which stays where it was read. */
  readonly exchange: Omit<Exchange, 'body'>;
  /** What is wrong with the content of a 200; null where nothing is. */
  readonly problem: ContentProblem | ZipProblem | DirectProblem | null;
  /** The version that the answer names or, for a list, the newest one in it. */
  readonly version: string | null;
  /** When that version was made, as an .info or @latest writes it (RFC 3339); null where the answer does not tell. */
  readonly time: string | null;
  /** The first line of a plain-text error, as go would show it; at most 200 characters, without control characters. */
  readonly words: string | null;
}
