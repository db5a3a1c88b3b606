/** The network's part of a message: what follows `Get "URL": `. Go's own words, and Windows's in whatever language. */
import { type Cause, cause, guess } from './cause.ts';
import { tlsCause } from './tlsCause.ts';

/** `lookup H on S:53: …` and `lookup H: …`; the name is in brackets or bare. */
const LOOKUP = /\blookup ([^\s:]+)(?: on [^\s]+)?: (.*)$/s;
/** `dial tcp A:P: …`, `proxyconnect tcp: dial tcp A:P: …`; with `A->B` the second. */
const DIALLED = /\bdial (?:tcp[46]?|udp[46]?) (?:[^\s>]*->)?(\[[^\]\s]+\]:\d+|[^\s:]+:\d+): /;

/** Returns what the network did, or null where `tail` is about something else. Total and linear. */
export function networkCause(tail: string): Cause | null {
  return forwardProxyCause(tail) ?? lookupCause(tail) ?? contentOfTransport(tail) ?? tlsOrTime(tail) ?? linkCause(tail);
}

function forwardProxyCause(tail: string): Cause | null {
  const [, socks, answer = ''] = /\bsocks connect tcp (\S+?)->\S+: (.*)$/s.exec(tail) ?? [];
  if (socks !== undefined) return socksAnswer(answer, socks) ?? ofProxy(answer, socks);
  const connect = /\bproxyconnect tcp[46]?: (.*)$/s.exec(tail)?.[1];
  if (connect !== undefined) {
    return ofProxy(connect, lookedUp(connect) ?? DIALLED.exec(connect)?.[1] ?? null);
  }
  if (/refusing to use HTTP_PROXY value in CGI/.test(tail))
    return { code: 'forward-proxy', detail: 'request-method', host: null };
  if (/Proxy Authentication Required/.test(tail)) return { code: 'forward-proxy', detail: 'proxy-auth', host: null };
  if (/invalid proxy address|proxy: unknown scheme|invalid proxy URL port/.test(tail))
    return { code: 'forward-proxy', detail: 'proxy-invalid', host: null };
  if (/context deadline exceeded\s*$/.test(tail))
    return { code: 'forward-proxy', detail: 'connect-silent', host: null };
  return null;
}

/** What a SOCKS proxy replies, by RFC 1928's number, in the words of net/http's SOCKS client. */
const SOCKS_REPLIES = [
  ...['succeeded', 'general SOCKS server failure', 'connection not allowed by ruleset', 'network unreachable'],
  ...['host unreachable', 'connection refused', 'TTL expired', 'command not supported', 'address type not supported'],
];

/** It speaks of what is behind the proxy: the proxy itself is well. */
function socksAnswer(answer: string, host: string): Cause | null {
  if (/^(?:no acceptable authentication methods|(?:invalid )?username\/password)/.test(answer)) {
    return { code: 'forward-proxy', detail: 'socks-auth', host };
  }
  const number = SOCKS_REPLIES.indexOf(/^unknown error ([^\n]*)/.exec(answer)?.[1]?.trim() ?? '');
  return number > 0 ? { code: 'forward-proxy', detail: `socks-${number}`, host } : null;
}

function ofProxy(tail: string, host: string | null): Cause {
  const detail = innerDetail(tail);
  return { code: 'forward-proxy', detail, host, isGuess: detail === null };
}

/** What the way to the forward proxy suffered, in the words that a probe uses for it. */
function innerDetail(tail: string): string | null {
  const inner = lookupCause(tail) ?? contentOfTransport(tail) ?? tlsOrTime(tail) ?? linkCause(tail);
  switch (inner?.code) {
    case 'dns':
      return 'proxy-dns';
    case 'refused':
      return 'proxy-refused';
    case 'connect-timeout':
      return inner.detail === 'no-route' ? 'proxy-no-route' : 'proxy-timeout';
    case 'reset':
      return 'proxy-cut';
    case 'tls':
    case 'response-timeout':
      return 'proxy-tls';
    case 'bad-content':
      return 'not-a-proxy';
    default:
      return null;
  }
}

function lookedUp(tail: string): string | null {
  return LOOKUP.exec(tail)?.[1] ?? null;
}

function lookupCause(tail: string): Cause | null {
  if (
    /dial tcp[46]?: address [^\s]*: (?:invalid|unknown) port|lookup tcp\/[^\s]*: (?:unknown port|nodename|Servname)/i.test(
      tail,
    )
  ) {
    return cause('goproxy-invalid', 'invalid-port');
  }
  const [, host, why = ''] = LOOKUP.exec(tail) ?? [];
  if (host === undefined) return /\bno such host\b|getaddrinfow: /.test(tail) ? cause('dns', 'dns-no-such-host') : null;
  const detail = lookupDetail(why);
  return {
    code: 'dns',
    detail,
    host,
    isGuess: detail === 'dns-server-failure' && !/misbehaving|failure in name/.test(why),
  };
}

function lookupDetail(why: string): string {
  if (
    /no such host|no data of the requested type|nodename nor servname|Name or service not known|No address associated|不知道这样的主机|主机不存在|requested name is valid/i.test(
      why,
    )
  ) {
    return 'dns-no-such-host';
  }
  if (
    /refused|unreachable|no route|cannot assign|forcibly closed|connectex|wsarecv|write: |dial udp|permission/i.test(
      why,
    )
  )
    return 'dns-resolver-unreachable';
  return /timeout|timed out|deadline/i.test(why) ? 'dns-timeout' : 'dns-server-failure';
}

const NOT_HTTP =
  /malformed (?:HTTP|MIME|chunked)|bad Content-Length|unexpected Content-Length|Transfer-Encoding|invalid byte in chunk|chunk(?:ed)? (?:length|line)|gzip: invalid|invalid header|response header|bogus greeting|http2: (?:unsupported|frame too large|invalid)|PROTOCOL_ERROR|FRAME_SIZE_ERROR/i;

/** An answer that is none of HTTP's: before the words of cuts, as `transport connection broken` stands before both. */
function contentOfTransport(tail: string): Cause | null {
  if (/malformed HTTP (?:response|version|status code) "\\x1[56]\\x03/.test(tail)) return tlsCause(tail);
  if (/stopped after \d+ redirects/.test(tail)) return cause('bad-content', 'redirect-too-many');
  if (/redirected from secure URL/.test(tail)) return cause('bad-content', 'redirect-to-http');
  if (/response missing Location header/.test(tail)) return cause('bad-content', 'redirect-no-location');
  if (/failed to parse Location header/.test(tail)) return cause('bad-content', 'redirect-bad-location');
  if (/unsupported protocol scheme/.test(tail)) return cause('bad-content', 'redirect-to-scheme');
  if (/stream error: |GOAWAY/.test(tail)) return null;
  if (!NOT_HTTP.test(tail)) return null;
  return /malformed HTTP (?!\w+(?: code)? ")/.test(tail)
    ? guess('bad-content', 'not-http')
    : cause('bad-content', 'not-http');
}

function tlsOrTime(tail: string): Cause | null {
  if (/TLS handshake timeout/.test(tail)) return cause('response-timeout', 'tls-handshake');
  if (
    /Client\.Timeout|timeout awaiting response headers|http2: client connection (?:lost|force closed)|deadline exceeded \(/.test(
      tail,
    )
  ) {
    return /connection (?:lost|force)/.test(tail) ? cause('reset', 'eof') : cause('response-timeout', 'no-headers');
  }
  return tlsCause(tail);
}

const REFUSED =
  /connection refused|actively refused|\b10061\b|拒绝|拒絕|拒否|verweigert|refus|rechaz|denegó|отверг|거부/i;
const FORBIDDEN =
  /connect: (?:permission denied|operation not permitted)|\b10013\b|forbidden by its access permissions|访问权限不允许|以一种访问权限/;
const NO_ROUTE =
  /no route to host|network is unreachable|unreachable (?:network|host)|(?:network|host) unreachable|host is (?:down|unreachable)|network is down|\b10051\b|\b10065\b|can(?:not|'t) assign requested address|address not available|requested address is not valid|\b10049\b|无法(?:连接|访问)的(?:网络|主机)|套接字操作/;
const RESET =
  /connection reset|forcibly closed|\b1005[34]\b|broken pipe|connection (?:was )?aborted|aborted by the software|software caused connection abort|远程主机强迫关闭|软件中止了|遠端主機|use of closed network connection|server closed idle connection|transport connection broken|protocol wrong type|connection was closed/i;
const LATE_READ =
  /\b(?:read|wsarecv|write|wsasend)[ :].{0,400}(?:timed? ?out|did not properly respond|\b10060\b|正确答复)/;

/** Of the connection itself. */
function linkCause(tail: string): Cause | null {
  if (/\bGOAWAY\b/.test(tail)) return cause('reset', 'h2-goaway');
  if (/stream error: |http2: (?:stream|Transport)|REFUSED_STREAM|INTERNAL_ERROR/.test(tail))
    return cause('reset', 'h2-stream-error');
  const isDial = /\bdial (?:tcp|udp)|\bconnect(?:ex)?: |socks connect/.test(tail);
  if (isDial && FORBIDDEN.test(tail)) return cause('refused', 'forbidden');
  if (NO_ROUTE.test(tail)) return cause('connect-timeout', 'no-route');
  if (RESET.test(tail)) return cause('reset', 'reset');
  if (!isDial && LATE_READ.test(tail)) return cause('response-timeout', 'no-headers');
  if (isDial && REFUSED.test(tail)) return cause('refused');
  if (isDial && /timeout|timed out|did not properly respond|10060|正确答复/i.test(tail))
    return cause('connect-timeout', 'no-answer');
  if (/\bconnectex: /.test(tail)) return guess('connect-timeout', 'no-answer');
  if (/\b(?:wsarecv|wsasend): /.test(tail)) return guess('reset', 'reset');
  if (/unexpected EOF/.test(tail)) return cause('reset', 'content-length');
  if (/\bEOF[)\]"'.,;]{0,4}\s*$/.test(tail)) return cause('reset', 'eof');
  if (isDial && /connection refused/.test(tail)) return cause('refused');
  return /\bi\/o timeout\b/.test(tail) ? cause('connect-timeout', 'no-answer') : null;
}

/** A CONNECT that was refused prints the reason of the status line and nothing else. */
const PHRASES: Readonly<Record<string, string>> = {
  'proxy authentication required': 'proxy-auth',
  'bad request': 'connect-400',
  unauthorized: 'connect-401',
  forbidden: 'connect-403',
  'not found': 'connect-404',
  'method not allowed': 'connect-405',
  'internal server error': 'connect-500',
  'not implemented': 'connect-501',
  'bad gateway': 'connect-502',
  'service unavailable': 'connect-503',
  'gateway timeout': 'connect-504',
};

/** Returns the cause of `Get "URL": PHRASE`, where the phrase is no words of Go's. */
export function refusedConnect(tail: string): Cause | null {
  const phrase = tail.trim();
  if (phrase === '' || phrase.length > 80 || /[:"{}<>`]/.test(phrase)) return null;
  const detail = PHRASES[phrase.toLowerCase()] ?? null;
  return { code: 'forward-proxy', detail, host: null, isGuess: detail === null };
}
