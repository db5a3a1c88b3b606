/** The evidence of one HTTP exchange: the shapes that the rest of the project reads. No codes and no words here. */
import type { Permits } from './link/nearness.ts';

/** The phases of a request, in their order. */
export type Phase = 'lookup' | 'connect' | 'tls' | 'first-byte' | 'body';

/** Milliseconds a phase took; null where it did not happen or did not end. */
export interface PhaseTimes {
  readonly lookup: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  readonly firstByte: number | null;
  readonly body: number | null;
}

/** What went wrong on the wire. Every kind is a cause that can be told apart; `detail` refines it. */
export type NetFaultKind =
  | 'no-such-host'
  | 'name-server-failure'
  | 'lookup-timeout'
  | 'resolver-unreachable'
  | 'connect-timeout'
  | 'no-route'
  | 'refused'
  | 'cut' // reset, EOF, HTTP/2 stream error, GOAWAY
  | 'tls-timeout'
  | 'tls'
  | 'no-headers' // connected, asked, silence
  | 'body-stalled' // bytes came, then silence
  | 'out-of-time' // the deadline passed while bytes were still flowing, or before the request had its fair time
  | 'malformed' // not HTTP
  | 'too-large' // headers or redirects beyond the cap
  | 'redirect' // a loop, too many, https to http, or no usable Location
  | 'forward-proxy' // the forward proxy refused, failed or fell silent
  | 'invalid-url'; // nothing could be sent

export interface NetFault {
  readonly kind: NetFaultKind;
  readonly phase: Phase;
  /** A machine word, documented beside the place that makes it; never a sentence. */
  readonly detail: string;
  /** The system's own words, at most 300 characters, control characters removed; for the log. */
  readonly message: string;
}

/** One exchange with the redirects it followed. `status` and the header fields are those of the last answer. */
export interface Exchange {
  readonly url: string;
  readonly status: number | null;
  readonly contentType: string | null;
  /** Seconds from Retry-After, if the server sent one that can be read. */
  readonly retryAfter: number | null;
  /** The Date field as the server wrote it; null where there is none, and where a cache answered with an old one. */
  readonly date: string | null;
  /** The decoded body, at most the cap asked for; empty where a sink took it. */
  readonly body: Uint8Array;
  /** False where the body was cut off: by the cap (then `fault` is null) or by a fault. */
  readonly bodyComplete: boolean;
  readonly fault: NetFault | null;
  /**
   * Added up over the hops. Lookup, connect and tls are null where a connection was reused; through a forward proxy they are its look-up,
   * the way to and through it (its own TLS and CONNECT included), and the target's TLS.
   */
  readonly phases: PhaseTimes;
  /** Wall time in ms, everything included. */
  readonly ms: number;
  readonly httpVersion: '1.0' | '1.1' | '2' | null;
  /** Every address the URL's name resolved to, in the order they would be tried; none through a forward proxy, which looks it up itself. */
  readonly addresses: readonly string[];
  /** The forward proxy used last (with its secrets: redaction is the last step), or null. */
  readonly forwardProxy: string | null;
  /** Where redirects led, in order; the one that was not followed is not among them. */
  readonly redirects: readonly string[];
  /** Bytes read from and written to the wire, headers and TLS included. */
  readonly bytes: number;
}

/** Fields that say who asks, as go adds them to its requests: secrets, which no evidence holds. */
export type CredentialFields = readonly (readonly [name: string, value: string])[];

/** Takes a body piece by piece; a piece is valid during the call only. Must not throw. */
export type BodySink = (piece: Uint8Array) => void;

/** What it takes to open a session. All in ms or bytes. */
export interface SessionOptions {
  /** HTTP_PROXY and its family, as go would see them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Silence allowed inside a body before it counts as stalled. */
  readonly stall: number;
  /** The addresses that may be asked (others: `redirect-to-private`); all unless told. Of a forward proxy the user decides. */
  readonly permits?: Permits;
  /** Where a public host has answered, redirects lead to public addresses only (`redirect-to-private`). False unless told. */
  readonly staysPublic?: boolean;
}

export interface GetOptions {
  /** Time left for this request. */
  readonly deadline: number;
  /** Decoded bytes to keep and to read at the most. */
  readonly maxBody: number;
  readonly signal: AbortSignal;
  /** Takes the decoded body of an answer with status 200, which then is in no memory as a whole. */
  readonly sink?: BodySink | null;
  /** Sent over https only, and not to another host. An Authorization among them takes the place of the URL's userinfo. */
  readonly credentials?: CredentialFields;
}

/** Connections to one entry, one an origin: the first request opens it, the later ones reuse it. */
export interface Session {
  /** Rejects only with the signal's reason, or because the session was closed; everything else is in the exchange. */
  get(url: string, options: GetOptions): Promise<Exchange>;
  close(): void;
}
