/** URLs as Go's url.Parse reads them (net/url/url.go of Go 1.26); WHATWG's URL accepts and mends other things. */
import { isIPv6 } from 'node:net';
import { escapeBytes, fromBytes, isValidEncodedPath, toBytes, unescapeBytes } from './goEscape.ts';

/** A parsed URL. `path` and `rawPath` are byte strings (see goEscape.ts), the other parts are text. */
export interface GoUrl {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  /** What follows `scheme:` where no `/` does. */
  readonly opaque: string;
  /** As written, between `//` and the last `@`; null where there is no `@`. */
  readonly userinfo: string | null;
  /** `host`, `host:port` or `[v6]:port`, decoded. */
  readonly host: string;
  /** Decoded. */
  readonly path: string;
  /** As written where that is not how Go would encode `path`, else empty. */
  readonly rawPath: string;
  /** From the `?` on, as written (`?` alone is kept); empty where there is none. */
  readonly query: string;
  /** As written, without `#`. */
  readonly fragment: string;
  /** A single slash follows the scheme, so that there is no authority at all. */
  readonly omitHost: boolean;
}

/** Returns the parsed URL, or null where url.Parse returns an error. Total and linear. */
export function parseGoUrl(text: string): GoUrl | null {
  const hash = text.indexOf('#');
  const fragment = hash < 0 ? '' : text.slice(hash + 1);
  const body = toBytes(hash < 0 ? text : text.slice(0, hash));
  if (/[\x00-\x1f\x7f]/.test(body) || unescapeBytes(toBytes(fragment), 'path') === null) return null;

  const colon = schemeEnd(body);
  if (colon === 0) return null;
  const scheme = colon < 0 ? '' : body.slice(0, colon).toLowerCase();
  const mark = body.indexOf('?', colon + 1);
  let rest = body.slice(colon + 1, mark < 0 ? body.length : mark);
  const query = mark < 0 ? '' : fromBytes(body.slice(mark));
  const common = { scheme, query, fragment };

  if (!rest.startsWith('/')) {
    if (scheme !== '') {
      return { ...common, opaque: fromBytes(rest), userinfo: null, host: '', path: '', rawPath: '', omitHost: false };
    }
    // A relative reference whose first segment has a colon could be taken for a scheme (RFC 3986 §4.2).
    const slash = rest.indexOf('/');
    if ((slash < 0 ? rest : rest.slice(0, slash)).includes(':')) return null;
  }

  let userinfo: string | null = null;
  let host = '';
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  if (hasAuthority) {
    const slash = rest.indexOf('/', 2);
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
    rest = slash < 0 ? '' : rest.slice(slash);
    const at = authority.lastIndexOf('@');
    const parsed = parseHost(scheme, authority.slice(at + 1));
    if (parsed === null) return null;
    host = fromBytes(parsed);
    if (at >= 0) {
      userinfo = authority.slice(0, at);
      if (!isValidUserinfo(userinfo)) return null;
    }
  }
  const path = unescapeBytes(rest, 'path');
  if (path === null) return null;
  const rawPath = escapeBytes(path, 'path') === rest ? '' : rest;
  const omitHost = !hasAuthority && scheme !== '' && rest.startsWith('/');
  return { ...common, opaque: '', userinfo, host, path, rawPath, omitHost };
}

/** Returns the path as it goes over the wire: `rawPath` where it encodes `path`, else Go's own encoding (URL.EscapedPath). */
export function escapedPath(path: string, rawPath: string): string {
  if (rawPath !== '' && isValidEncodedPath(rawPath) && unescapeBytes(rawPath, 'path') === path) return rawPath;
  return path === '*' ? '*' : escapeBytes(path, 'path');
}

/** Where the scheme's colon stands; -1 without a scheme, 0 where the colon comes first (an error). */
function schemeEnd(body: string): number {
  const match = /^(?:[A-Za-z][A-Za-z0-9+.-]*)?:/.exec(body);
  return match === null ? -1 : match[0].length - 1;
}

function isValidUserinfo(userinfo: string): boolean {
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo) && unescapeBytes(userinfo, 'userinfo') !== null;
}

/** Returns the decoded host with its port, or null where Go's parseHost returns an error. Any number is a port here. */
function parseHost(scheme: string, host: string): string | null {
  const open = host.lastIndexOf('[');
  if (open > 0) return null;
  if (open === 0) return parseBracketed(host);
  const first = host.indexOf(':');
  if (first >= 0) {
    // Since Go 1.26 a host of http or https has no second colon; for other schemes the last one opens the port.
    const colon = scheme === 'http' || scheme === 'https' ? first : host.lastIndexOf(':');
    if (!/^:[0-9]*$/.test(host.slice(colon))) return null;
  }
  return unescapeBytes(host, 'host');
}

/** `[v6]`, `[v6]:port`, `[v6%25zone]:port` (RFC 3986 §3.2.2, RFC 6874 §2). */
function parseBracketed(host: string): string | null {
  const close = host.lastIndexOf(']');
  if (close < 0) return null;
  const port = host.slice(close + 1);
  if (!/^(?::[0-9]*)?$/.test(port)) return null;
  const name = host.slice(1, close);
  const zoneAt = name.indexOf('%25');
  const address = unescapeBytes(zoneAt < 0 ? name : name.slice(0, zoneAt), 'host');
  const zone = zoneAt < 0 ? '' : unescapeBytes(name.slice(zoneAt), 'zone');
  if (address === null || zone === null || zone === '%' || address.includes('%') || !isIPv6(address)) return null;
  return `[${address}${zone}]${port}`;
}
