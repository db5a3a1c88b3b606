/** Every fault of the lab, in one table. To add one: a row here, its behaviour in servers/. */
import * as answering from './servers/answering.ts';
import type { CertificateName } from './servers/certificates.ts';
import * as exchanges from './servers/exchanges.ts';
import type { Answering, ExchangeHandler, Service, SocketHandler } from './servers/service.ts';
import * as sockets from './servers/sockets.ts';
import * as streams from './servers/streams.ts';

export interface Fault {
  readonly doc: string;
  /** True where the real `go mod download M@V` ends within a second. */
  readonly quick: boolean;
  /** Scheme of the URL handed out; for two faults not the one that the port speaks. */
  readonly scheme: 'http' | 'https';
  readonly service: Service;
}

export const FAULTS = {
  healthy: plain('serves the synthetic modules', answering.healthy),
  'healthy-tls': tls('the same over HTTPS, HTTP/1.1 only', answering.healthy, 'good'),
  'healthy-h2': {
    doc: 'the same over HTTPS with HTTP/2',
    quick: true,
    scheme: 'https',
    service: { kind: 'h2', handle: streams.wholeAnswer },
  },

  refused: { doc: 'the port refuses connections', quick: true, scheme: 'http', service: { kind: 'refused' } },
  'black-hole': {
    doc: 'connection attempts get no answer',
    quick: false,
    scheme: 'http',
    service: { kind: 'black-hole' },
  },
  silent: socket('accepts and never says anything', sockets.silentSocket, false),
  'headers-then-silent': slow('status and headers, then silence', exchanges.headersThenSilent),
  'body-stall': slow('half of the body, then silence', exchanges.bodyStall),
  'slow-drip': slow('one byte of the body every 200 ms', exchanges.slowDrip),
  'reset-at-once': socket('RST right after accept', sockets.resetSocket),
  'reset-mid-body': exchange('half of the body, then RST', exchanges.resetMidBody),
  junk: socket('answers with something that is not HTTP', sockets.junkSocket),

  'status-401': status(401, { 'www-authenticate': 'Basic realm="lab"' }),
  'status-403': status(403),
  'status-404': status(404),
  'status-410': status(410),
  'status-429': status(429, { 'retry-after': '120' }),
  'status-500': status(500),
  'status-502': status(502),
  'status-504': status(504),

  'html-200': plain('a captive portal: HTML 200 for every path', answering.alwaysHtml(200)),
  'html-404': plain('HTML 404 for every path', answering.alwaysHtml(404)),
  'bad-json': plain('.info and @latest end in the middle of the JSON', answering.badJson),
  'wrong-version': plain('.info speaks of another version', answering.wrongVersion),
  'bad-mod': plain('.mod is not a go.mod', answering.badMod),
  'truncated-zip': plain('half of the zip, Content-Length fits the half', answering.truncatedZip),
  'short-zip': exchange('half of the zip, Content-Length of the whole, then FIN', exchanges.shortZip),
  'altered-zip': plain('a valid zip with other bytes', answering.alteredZip),
  'corrupt-zip': plain('a zip with a wrong CRC', answering.corruptZip),

  'redirect-loop': exchange('302 to itself', exchanges.redirectLoop),
  'redirect-ok': plain('302 to the healthy server', answering.redirectToHealthy),
  'redirect-to-http': tls('302 from https to http', answering.redirectToHealthy, 'good'),

  'tls-unknown-authority': tls('certificate of an unknown authority', answering.healthy, 'unknown-authority'),
  'tls-expired': tls('certificate expired yesterday', answering.healthy, 'expired'),
  'tls-wrong-name': tls('certificate for another name', answering.healthy, 'wrong-name'),
  'tls-missing-intermediate': tls('the intermediate is not sent', answering.healthy, 'missing-intermediate'),
  'tls-silent': {
    doc: 'connected, then silence in the TLS handshake',
    quick: false,
    scheme: 'https',
    service: { kind: 'socket', handle: sockets.silentSocket },
  },
  'tls-on-http-port': socket('an http URL whose port speaks TLS', sockets.tlsAlertSocket),
  'http-on-tls-port': {
    doc: 'an https URL whose port speaks plain HTTP',
    quick: true,
    scheme: 'https',
    service: { kind: 'answer', answer: answering.healthy },
  },
  'h2-stream-error': {
    doc: 'HTTP/2: half of the body, then RST_STREAM INTERNAL_ERROR',
    quick: true,
    scheme: 'https',
    service: { kind: 'h2', handle: streams.streamError },
  },
  'h2-goaway': {
    doc: 'HTTP/2: GOAWAY instead of an answer',
    quick: true,
    scheme: 'https',
    service: { kind: 'h2', handle: streams.goAway },
  },
  'h2-goaway-mid-body': {
    doc: 'HTTP/2: half of the body, then GOAWAY',
    quick: true,
    scheme: 'https',
    service: { kind: 'h2', handle: streams.goAwayMidBody },
  },

  'gzip-bomb': slow('a gzip body that grows to 128 MB', exchanges.gzipBomb),
  'endless-body': slow('a chunked body without end', exchanges.endlessBody),
  'many-headers': exchange('a healthy answer behind 100,000 header lines', exchanges.manyHeaders),
  'terminal-escapes': exchange('escape sequences, HTML and Markdown in a 403', exchanges.terminalEscapes),

  'sumdb-good': plain('healthy, with a checksum database', answering.goodSumdb),
  'sumdb-supported-only': plain(
    '`supported` answers 200, everything else of the database 404',
    answering.supportedOnly(404),
  ),
  'sumdb-410': plain('`supported` answers 200, everything else of the database 410', answering.supportedOnly(410)),
  'sumdb-silent': slow('healthy, silent below /sumdb/', exchanges.silentSumdb),
  'sumdb-none': plain('healthy, 404 below /sumdb/', answering.noSumdb),
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

function plain(doc: string, answer: Answering): Fault {
  return { doc, quick: true, scheme: 'http', service: { kind: 'answer', answer } };
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return plain(`status ${code} for every path`, answering.alwaysStatus(code, headers));
}

function tls(doc: string, answer: Answering, certificate: CertificateName): Fault {
  return { doc, quick: true, scheme: 'https', service: { kind: 'answer', answer, certificate } };
}

function exchange(doc: string, handle: ExchangeHandler, quick = true): Fault {
  return { doc, quick, scheme: 'http', service: { kind: 'exchange', handle } };
}

function slow(doc: string, handle: ExchangeHandler): Fault {
  return exchange(doc, handle, false);
}

function socket(doc: string, handle: SocketHandler, quick = true): Fault {
  return { doc, quick, scheme: 'http', service: { kind: 'socket', handle } };
}
