/** The host and the port that the rules for forward proxies are asked about. */
import { domainToASCII } from 'node:url';
import { readGoUrl } from '../goUrl.ts';

export interface ProxyTarget {
  /** Lower case, without its colon. */
  readonly scheme: string;
  /** ASCII, without brackets, its letters as written. */
  readonly host: string;
  /** Written or by scheme; '' where the scheme has none. */
  readonly port: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * Reads a URL as Go does before it asks for a forward proxy (net/http canonicalAddr), or returns null where it is none or
 * is an http(s) one without a host. A `URL` of Node has lost what counts here: `LOCALHOST` and `127.1` are names to Go, and go by the proxy.
 */
export function readProxyTarget(text: string): ProxyTarget | null {
  const url = readGoUrl(text);
  if (url === null || url.scheme === '' || Number(url.port) > 65535) return null;
  const { scheme, host } = url;
  if (host === '' && DEFAULT_PORTS[scheme] !== undefined) return null;
  return {
    scheme,
    host: /^[\u0000-\u007f]*$/.test(host) ? host : domainToASCII(host) || host,
    port: url.port === '' ? (DEFAULT_PORTS[scheme] ?? '') : url.port,
  };
}

export function proxyTargetOf(url: URL): ProxyTarget {
  const scheme = url.protocol.slice(0, -1);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { scheme, host, port: url.port === '' ? (DEFAULT_PORTS[scheme] ?? '') : url.port };
}
