/** Reads a URL as Go's net/url does: what it refuses, and where it sees the host. */
import { isIPv6 } from 'node:net';

export interface GoUrl {
  /** Lower case; '' where none is written. */
  readonly scheme: string;
  /** As written, userinfo and port included; '' where there is none. */
  readonly authority: string;
  /** As written, percent-encoded; null where there is no `@`. */
  readonly userinfo: string | null;
  /** Without brackets, percent-decoded, its letters as written: Go tells `LOCALHOST` and `localhost` apart. */
  readonly host: string;
  /** The digits behind the host's colon; '' where there are none. */
  readonly port: string;
  /** What follows the authority, without the fragment. */
  readonly rest: string;
}

/** Bytes that net/url takes unescaped in a host (encoding_table.go); what is not ASCII passes too. */
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}]|%25|%[89a-fA-F][0-9a-fA-F])*$/u;
const USERINFO = /^(?:[A-Za-z0-9\-._:~!$&'()*+,;=@]|%[0-9a-fA-F]{2})*$/;
const PORT = /^(?::[0-9]*)?$/;
const CONTROL = /[\u0000-\u001f\u007f]/;
const BROKEN_ESCAPE = /%(?![0-9a-fA-F]{2})/;

/** Returns the parts, or null for what net/url refuses, as far as a forward proxy can tell. Source: net/url Parse (go 1.26). */
export function readGoUrl(value: string): GoUrl | null {
  const [text = '', ...fragment] = value.split('#');
  if (CONTROL.test(text) || text.startsWith(':') || BROKEN_ESCAPE.test(fragment.join('#'))) return null;
  const written = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text)?.[1] ?? '';
  const scheme = written.toLowerCase();
  const rest = written === '' ? text : text.slice(written.length + 1);
  if (scheme === '' && /^[^/?]*:/.test(rest)) return null;
  // A path without a root behind a scheme is opaque, and taken as it is.
  if (scheme !== '' && !rest.startsWith('/')) return withParts(scheme, '', rest);
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const authority = hasAuthority ? (/^[^/?]*/.exec(rest.slice(2))?.[0] ?? '') : '';
  const tail = hasAuthority ? rest.slice(2 + authority.length) : rest;
  if (hasAuthority && !validAuthority(authority, scheme)) return null;
  return BROKEN_ESCAPE.test(tail.split('?', 1)[0] ?? '') ? null : withParts(scheme, authority, tail);
}

function validAuthority(authority: string, scheme: string): boolean {
  const at = authority.lastIndexOf('@');
  if (at >= 0 && !USERINFO.test(authority.slice(0, at))) return false;
  const host = authority.slice(at + 1);
  if (host.lastIndexOf('[') > 0) return false;
  if (host.startsWith('[')) {
    const close = host.lastIndexOf(']');
    return close > 0 && PORT.test(host.slice(close + 1)) && isIPv6(host.slice(1, close).replace('%25', '%'));
  }
  const strict = scheme === 'http' || scheme === 'https';
  const colon = strict ? host.indexOf(':') : host.lastIndexOf(':');
  return HOST.test(host) && (colon < 0 || PORT.test(host.slice(colon)));
}

function withParts(scheme: string, authority: string, rest: string): GoUrl {
  const at = authority.lastIndexOf('@');
  const split = /^(\[.*\]|.*?)(?::([0-9]*))?$/s.exec(authority.slice(at + 1));
  return {
    scheme,
    authority,
    userinfo: at < 0 ? null : authority.slice(0, at),
    host: percentDecoded((split?.[1] ?? '').replace(/^\[(.*)\]$/, '$1')),
    port: split?.[2] ?? '',
    rest,
  };
}

/** Percent-decodes; what is no UTF-8 stays as it was. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
