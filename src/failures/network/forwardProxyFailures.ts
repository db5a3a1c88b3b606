/** What is wrong with forward proxies beyond what a single request tells: one that was switched off. Pure and total. */
import type { Exchange } from '../../net/exchange.ts';
import { LOCAL_PROXIES } from './localProxies.ts';
import type { NetworkFailure } from './networkFailure.ts';

export interface ForwardProxyEvidence {
  readonly exchange: Pick<Exchange, 'fault' | 'forwardProxy'>;
  /** The variable that named the forward proxy (ForwardProxyDecision), or null. */
  readonly variable: string | null;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
const SOCKS_PORT = '1080';

/**
 * Returns `local-proxy-gone` where a forward proxy on this machine refuses connections: the program behind it (Clash and its kind) was
 * switched off, and the variable stayed. A silent one runs, and is not meant. Facts: `address` (host:port), and where known `product`
 * (the programs that take this port, a guess) and `variable`. It says more than the `proxy-refused` of the same exchange, and replaces it.
 */
export function forwardProxyFailures({ exchange, variable }: ForwardProxyEvidence): readonly NetworkFailure[] {
  const { fault, forwardProxy } = exchange;
  if (fault?.kind !== 'forward-proxy' || fault.detail !== 'proxy-refused' || forwardProxy === null) return [];
  const local = localAddress(forwardProxy);
  if (local === null) return [];
  const product = LOCAL_PROXIES[local.port];
  return [
    {
      code: 'forward-proxy',
      detail: 'local-proxy-gone',
      facts: {
        address: `${local.host}:${local.port}`,
        ...(product === undefined ? {} : { product }),
        ...(variable === null ? {} : { variable }),
      },
    },
  ];
}

function localAddress(proxy: string): { readonly host: string; readonly port: number } | null {
  if (!URL.canParse(proxy)) return null;
  const { hostname, port, protocol } = new URL(proxy);
  const host = hostname.toLowerCase();
  if (host !== 'localhost' && host !== '[::1]' && !/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)) return null;
  const byScheme = protocol.startsWith('socks5') ? SOCKS_PORT : (DEFAULT_PORTS[protocol] ?? '80');
  return { host, port: Number(port === '' ? byScheme : port) };
}
