/** Which forward proxy Go uses for a URL, and why. */
import { addressBytes, matchesNoProxy } from './noProxy.ts';
import { type ProxyTarget, proxyTargetOf } from './proxyTarget.ts';
import { parseProxyUrl } from './proxyUrl.ts';

/**
 * `HTTP_PROXY` and `HTTPS_PROXY`: used · `NO_PROXY`: kept from it by that list · `loopback`: never proxied, whatever the
 * lists say · `none`: no variable set · `REQUEST_METHOD`: Go refuses HTTP_PROXY under CGI and the request fails ·
 * `invalid`: the variable holds what Go cannot read, and silently ignores.
 */
export type ForwardProxyReason =
  | 'HTTP_PROXY'
  | 'HTTPS_PROXY'
  | 'NO_PROXY'
  | 'loopback'
  | 'none'
  | 'REQUEST_METHOD'
  | 'invalid';

export interface ForwardProxyDecision {
  /** The forward proxy as a URL, with its secrets; null where none is used. */
  readonly proxy: string | null;
  readonly reason: ForwardProxyReason;
  /** The variable that decided, exactly as it is spelled in the environment; null where none did. */
  readonly variable: string | null;
}

export interface ForwardProxyRules {
  /** The lower-case name of a variable wins over the upper-case one; see lowerCaseWins. */
  readonly lowerFirst: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;
type ProxyVariable = 'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY';

const VARIABLES: Readonly<Record<string, 'HTTP_PROXY' | 'HTTPS_PROXY'>> = { http: 'HTTP_PROXY', https: 'HTTPS_PROXY' };

/**
 * Decides for one URL. HTTPS never falls back to HTTP_PROXY, ALL_PROXY is unknown to Go, an empty value counts as unset.
 * Source: golang.org/x/net/http/httpproxy proxyForURL, useProxy.
 */
export function forwardProxyFor(
  url: URL | ProxyTarget,
  environment: Environment,
  { lowerFirst }: ForwardProxyRules = { lowerFirst: false },
): ForwardProxyDecision {
  const { scheme, host, port } = url instanceof URL ? proxyTargetOf(url) : url;
  const reason = VARIABLES[scheme];
  const variable = reason === undefined ? null : firstSet(reason, environment, lowerFirst);
  if (reason === undefined || variable === null) return { proxy: null, reason: 'none', variable: null };
  const proxy = parseProxyUrl(environment[variable] ?? '');
  if (proxy === null) return { proxy: null, reason: 'invalid', variable };
  if (reason === 'HTTP_PROXY' && (environment.REQUEST_METHOD ?? '') !== '') {
    return { proxy: null, reason: 'REQUEST_METHOD', variable: 'REQUEST_METHOD' };
  }
  if (host === 'localhost' || isLoopback(host)) return { proxy: null, reason: 'loopback', variable: null };
  const noProxy = firstSet('NO_PROXY', environment, lowerFirst);
  const target = { host: host.toLowerCase(), port };
  if (noProxy !== null && matchesNoProxy(environment[noProxy] ?? '', target)) {
    return { proxy: null, reason: 'NO_PROXY', variable: noProxy };
  }
  return { proxy: proxy.href, reason, variable };
}

function firstSet(name: ProxyVariable, environment: Environment, lowerFirst: boolean): string | null {
  const spellings = lowerFirst ? [name.toLowerCase(), name] : [name, name.toLowerCase()];
  return spellings.find((spelling) => (environment[spelling] ?? '') !== '') ?? null;
}

function isLoopback(host: string): boolean {
  const bytes = addressBytes(host);
  if (bytes === null) return false;
  return bytes.length === 4 ? bytes[0] === 127 : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
}
