/** What is wrong with forward proxies beyond what a single request tells: switched off, given a wrong login, answering itself. Pure and total. */
import type { Exchange } from '../../net/exchange.ts';
import { LOCAL_PROXIES } from './localProxies.ts';
import type { NetworkFailure } from './networkFailure.ts';

export interface ForwardProxyEvidence {
  readonly exchange: Pick<Exchange, 'url' | 'status' | 'fault' | 'forwardProxy'>;
  /** The variable that named the forward proxy (ForwardProxyDecision), or null. */
  readonly variable: string | null;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  ...{ 'http:': '80', 'https:': '443', 'socks5:': '1080', 'socks5h:': '1080' },
};

/**
 * Returns `local-proxy-gone` where a forward proxy on this machine refuses connections: the program behind it (Clash and its kind) was
 * switched off, and the variable stayed; a silent one runs, and is not meant. `login-refused` where one that was given a login asks for
 * one. Both say more than the failure of the same exchange, and replace it. `plain-http` where the host's fault may be the forward
 * proxy's own: over plain http it answers in the host's place, and nothing tells whose an answer is. Facts: `address` (host:port), and
 * where known `product` (the programs that take the port of one that is gone, a guess) and `variable`.
 */
export function forwardProxyFailures({ exchange, variable }: ForwardProxyEvidence): readonly NetworkFailure[] {
  const { fault, forwardProxy } = exchange;
  const proxy = forwardProxy === null ? null : addressOf(forwardProxy);
  if (proxy === null) return [];
  const address = `${proxy.host}:${proxy.port}`;
  const named = variable === null ? {} : { variable };
  if (fault?.kind === 'forward-proxy') {
    const scheme = unknownScheme(forwardProxy ?? '');
    if (scheme !== null) return [{ code: 'forward-proxy', detail: 'unknown-scheme', facts: { ...scheme, ...named } }];
    if (ASKS_FOR_LOGIN.has(fault.detail) && proxy.hasLogin) {
      return [{ code: 'forward-proxy', detail: 'login-refused', facts: { address, ...named } }];
    }
    if (fault.detail !== 'proxy-refused' || !proxy.isLocal) return [];
    const product = LOCAL_PROXIES[proxy.port];
    const facts = { address, ...(product === undefined ? {} : { product }), ...named };
    return [{ code: 'forward-proxy', detail: 'local-proxy-gone', facts }];
  }
  return mayBeItsOwn(exchange, proxy)
    ? [{ code: 'forward-proxy', detail: 'plain-http', facts: { address, ...named } }]
    : [];
}

/** Tinyproxy answers 401 to a wrong login, though it is a forward proxy. */
const ASKS_FOR_LOGIN: ReadonlySet<string> = new Set(['proxy-auth', 'socks-auth', 'connect-401']);

const KNOWN_SCHEME = /^(?:https?|socks5h?):/i;

/** What the scheme was taken for: the name of a `host` (up to Go 1.22, see proxyScheme.ts), or no more than `http`. */
function unknownScheme(proxy: string): { readonly scheme: string; readonly takenFor: string } | null {
  const asHost = /^http:\/\/([a-z][a-z0-9+.-]*):\/\//i.exec(proxy)?.[1];
  if (asHost !== undefined) return { scheme: asHost, takenFor: 'host' };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(proxy)?.[1];
  return scheme === undefined || KNOWN_SCHEME.test(proxy) ? null : { scheme, takenFor: 'http' };
}

interface ProxyAddress {
  readonly host: string;
  readonly port: number;
  readonly hasLogin: boolean;
  readonly isLocal: boolean;
  /** It opens a way and speaks no HTTP itself. */
  readonly isSocks: boolean;
}

/** "Not found" is a module proxy's daily word, and hardly a forward proxy's. */
function mayBeItsOwn({ url, status, fault }: ForwardProxyEvidence['exchange'], { isSocks }: ProxyAddress): boolean {
  if (isSocks || !/^http:/i.test(url)) return false;
  return status === null ? fault?.kind === 'no-headers' : status >= 400 && status !== 404 && status !== 410;
}

function addressOf(proxy: string): ProxyAddress | null {
  if (!URL.canParse(proxy)) return null;
  const { hostname, port, protocol, username, password } = new URL(proxy);
  const host = hostname.toLowerCase();
  return {
    host,
    port: Number(port === '' ? (DEFAULT_PORTS[protocol] ?? '80') : port),
    hasLogin: username !== '' || password !== '',
    isLocal: host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host),
    isSocks: protocol === 'socks5:' || protocol === 'socks5h:',
  };
}
