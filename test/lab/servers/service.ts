/** What can stand behind a fault's port: the shapes that the fault table is written in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { Answer } from '../content/moduleAnswer.ts';
import type { LabModules } from '../content/modules.ts';
import type { Sumdb } from '../content/sumdb.ts';
import type { CertificateName, Certificates } from './certificates.ts';

/** What a service may use of its lab. */
export interface LabContext {
  readonly modules: LabModules;
  readonly sumdb: Sumdb;
  readonly certificates: Certificates;
  /** Milliseconds that `healthy`, `healthy-tls` and `healthy-h2` wait before they answer. */
  delayMs(): number;
  /** Base URL of the healthy plain-HTTP server, without a slash at the end: where redirects lead. */
  healthyUrl(): string;
}

/** Makes the answer to a GET of `target` (path and query). Pure. */
export type Answering = (target: string, lab: LabContext) => Answer;

/** Handles one HTTP/1.1 exchange on the wire. `answer` is what a healthy server would say. */
export type ExchangeHandler = (
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  answer: Answer,
) => void;

/** Handles one HTTP/2 exchange on the wire. */
export type StreamHandler = (
  exchange: { readonly request: Http2ServerRequest; readonly response: Http2ServerResponse },
  answer: Answer,
) => void;

/** Handles one accepted connection. */
export type SocketHandler = (socket: Socket) => void;

export type Service =
  | { readonly kind: 'answer'; readonly answer: Answering; readonly certificate?: CertificateName }
  | { readonly kind: 'exchange'; readonly handle: ExchangeHandler }
  | { readonly kind: 'h2'; readonly handle: StreamHandler }
  | { readonly kind: 'socket'; readonly handle: SocketHandler }
  | { readonly kind: 'refused' }
  | { readonly kind: 'black-hole' };
