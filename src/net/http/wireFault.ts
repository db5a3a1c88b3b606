/** What an error of undici, Node or OpenSSL says about the wire. */
import type { NetFault, Phase } from '../exchange.ts';
import { errorCode, fault } from '../fault.ts';
import { laterTlsFault } from '../link/handshake.ts';
import type { Tap } from './tap.ts';

/** Codes of a connection that broke, by the word that tells how. */
const CUTS: Readonly<Record<string, string>> = {
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'keep-alive',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'content-length',
  UND_ERR_DESTROYED: 'eof',
  UND_ERR_CLOSED: 'eof',
  ERR_HTTP2_STREAM_ERROR: 'h2-stream-error',
  ERR_HTTP2_STREAM_CANCEL: 'h2-stream-error',
  ERR_HTTP2_SESSION_ERROR: 'h2-goaway',
  ERR_HTTP2_GOAWAY_SESSION: 'h2-goaway',
  ERR_HTTP2_INVALID_SESSION: 'h2-goaway',
};

/**
 * Returns the fault behind an error that ended an exchange. `tap` is null under HTTP/2. Details: cut `reset` `eof`
 * `content-length` (more was promised) `keep-alive` `no-route` `h2-stream-error` `h2-goaway` · malformed `not-http` `head` `body`
 * `unexpected` (an answer that fits no request) `h2-protocol` · too-large `headers` · tls `tls-port` and the words of tlsDetail ·
 * invalid-url `path`.
 */
export function wireFault(error: unknown, phase: 'first-byte' | 'body', tap: Tap | null): NetFault {
  const code = errorCode(error);
  // Node itself says this to the server, of a head with more than 128 fields; it has no code of its own.
  if (phase === 'first-byte' && error instanceof Error && error.message.includes('ENHANCE_YOUR_CALM')) {
    return fault('too-large', phase, 'headers', error);
  }
  // Before the body it is a head that contradicts itself: two lengths.
  if (phase === 'first-byte' && code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return fault('malformed', phase, 'head', error);
  }
  const cut = CUTS[code];
  if (cut !== undefined) return fault('cut', phase, cut, error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return fault('too-large', phase, 'headers', error);
  if (code === 'UND_ERR_INVALID_ARG') return fault('invalid-url', phase, 'path', error);
  const parsed = parserFault(error, phase, tap);
  return parsed ?? laterTlsFault(error, phase) ?? otherFault(code, error, phase, tap);
}

function parserFault(error: unknown, phase: Phase, tap: Tap | null): NetFault | null {
  if (errorCode(error) === 'ERR_HTTP2_ERROR') return fault('malformed', phase, 'h2-protocol', error);
  // undici means to give these errors a code, and does not (7.30: its table of codes is the wrong way round).
  if (!(error instanceof Error) || error.name !== 'HTTPParserError') return null;
  // Without the rest of the bytes, it was their end that came unexpectedly.
  if ('data' in error && error.data === '') return fault('cut', phase, 'eof', error);
  if (tap?.isTlsAlert) return fault('tls', phase, 'tls-port', error);
  if (phase === 'body') return fault('malformed', phase, 'body', error);
  return fault('malformed', phase, tap?.version === null ? 'not-http' : 'head', error);
}

/** undici has one code for every end of a connection: only its words tell a GOAWAY from an end. */
function otherFault(code: string, error: unknown, phase: Phase, tap: Tap | null): NetFault {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('GOAWAY')) return fault('cut', phase, 'h2-goaway', error);
  if (code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/.test(message)) {
    return fault('malformed', phase, 'unexpected', error);
  }
  if (code === 'UND_ERR_INFO' && tap === null) return fault('cut', phase, 'h2-stream-error', error);
  return fault('cut', phase, 'eof', error);
}
