/** Reads the value of HTTP_PROXY & co. as Go does: what is a forward proxy, and what is silently ignored. */

import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

export interface ProxyUrl {
  /** Lower case; anything but `https`, `socks5` and `socks5h` is spoken to as `http`. */
  readonly scheme: string;
  /** Without brackets; '' where the value names none (Go then dials a junk address). */
  readonly host: string;
  /** Written or by scheme; null where there is neither, or where it is no port at all. */
  readonly port: number | null;
  /** Percent-decoded; null where the value has no userinfo. */
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** The value as a URL: with its scheme, its secrets, and without its fragment. */
  readonly href: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, socks5: 1080, socks5h: 1080 };

/** Bytes that net/url takes unescaped in a host (encoding_table.go); what is not ASCII passes too. */
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}]|%25|%[89a-fA-F][0-9a-fA-F])*$/u;
const USERINFO = /^(?:[A-Za-z0-9\-._:~!$&'()*+,;=@]|%[0-9a-fA-F]{2})*$/;
const PORT = /^(?::[0-9]*)?$/;
const CONTROL = /[\u0000-\u001f\u007f]/;
const BROKEN_ESCAPE = /%(?![0-9a-fA-F]{2})/;

interface Parsed {
  readonly scheme: string;
  readonly authority: string;
  readonly rest: string;
}

/**
 * Returns the forward proxy that `value` names, or null where Go ignores it. A value that is no URL with a host is tried
 * again behind `http://`. Source: golang.org/x/net/http/httpproxy parseProxy, net/url Parse (go 1.26).
 */
export function parseProxyUrl(value: string): ProxyUrl | null {
  const plain = parse(value);
  if (plain !== null && plain.scheme !== '' && plain.authority !== '') return describe(plain);
  const assumed = parse(`http://${value}`) ?? plain;
  return assumed === null ? null : describe(assumed);
}

/** net/url Parse, as far as a forward proxy can tell: null for what it refuses. */
function parse(value: string): Parsed | null {
  const [text = '', ...fragment] = value.split('#');
  if (CONTROL.test(text) || text.startsWith(':') || BROKEN_ESCAPE.test(fragment.join('#'))) return null;
  const written = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text)?.[1] ?? '';
  const scheme = written.toLowerCase();
  const rest = written === '' ? text : text.slice(written.length + 1);
  if (scheme === '' && /^[^/?]*:/.test(rest)) return null;
  // A path without a root behind a scheme is opaque, and taken as it is.
  if (scheme !== '' && !rest.startsWith('/')) return { scheme, authority: '', rest };
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const authority = hasAuthority ? (/^[^/?]*/.exec(rest.slice(2))?.[0] ?? '') : '';
  const tail = hasAuthority ? rest.slice(2 + authority.length) : rest;
  if (hasAuthority && !validAuthority(authority, scheme)) return null;
  return BROKEN_ESCAPE.test(tail.split('?', 1)[0] ?? '') ? null : { scheme, authority, rest: tail };
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

function describe({ scheme, authority, rest }: Parsed): ProxyUrl {
  const at = authority.lastIndexOf('@');
  const split = /^(\[.*\]|.*?)(?::([0-9]*))?$/s.exec(authority.slice(at + 1));
  const bare = decode((split?.[1] ?? '').replace(/^\[(.*)\]$/, '$1'));
  const written = split?.[2] ?? '';
  const port = written === '' ? (DEFAULT_PORTS[scheme] ?? null) : Number(written);
  const userinfo = at < 0 ? null : authority.slice(0, at);
  const colon = userinfo?.indexOf(':') ?? -1;
  return {
    scheme,
    host: /^[\u0000-\u007f]*$/.test(bare) ? bare : domainToASCII(bare) || bare,
    port: port !== null && port <= 65535 ? port : null,
    credentials:
      userinfo === null
        ? null
        : {
            username: decode(colon < 0 ? userinfo : userinfo.slice(0, colon)),
            password: colon < 0 ? '' : decode(userinfo.slice(colon + 1)),
          },
    href: `${scheme === '' ? '' : `${scheme}:`}${authority === '' ? '' : `//${authority}`}${rest}`,
  };
}

/** Percent-decodes; what is no UTF-8 stays as it was. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
