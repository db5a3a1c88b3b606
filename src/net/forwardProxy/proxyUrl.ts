/** Reads the value of HTTP_PROXY & co. as Go does: what is a forward proxy, and what is silently ignored. */
import { domainToASCII } from 'node:url';
import { type GoUrl, percentDecoded, readGoUrl } from '../goUrl.ts';

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

/**
 * Returns the forward proxy that `value` names, or null where Go ignores it. A value that is no URL with a host is tried
 * again behind `http://`. Source: golang.org/x/net/http/httpproxy parseProxy.
 */
export function parseProxyUrl(value: string): ProxyUrl | null {
  const plain = readGoUrl(value);
  if (plain !== null && plain.scheme !== '' && plain.authority !== '') return describe(plain);
  const assumed = readGoUrl(`http://${value}`) ?? plain;
  return assumed === null ? null : describe(assumed);
}

function describe({ scheme, authority, userinfo, host, port: written, rest }: GoUrl): ProxyUrl {
  const port = written === '' ? (DEFAULT_PORTS[scheme] ?? null) : Number(written);
  const colon = userinfo?.indexOf(':') ?? -1;
  return {
    scheme,
    host: /^[\u0000-\u007f]*$/.test(host) ? host : domainToASCII(host) || host,
    port: port !== null && port <= 65535 ? port : null,
    credentials:
      userinfo === null
        ? null
        : {
            username: percentDecoded(colon < 0 ? userinfo : userinfo.slice(0, colon)),
            password: colon < 0 ? '' : percentDecoded(userinfo.slice(colon + 1)),
          },
    // A path that begins with two slashes must not become a host when the URL is read again.
    href: `${scheme === '' ? '' : `${scheme}:`}${authority === '' && !rest.startsWith('//') ? '' : `//${authority}`}${rest}`,
  };
}
