/** A forward proxy that the system is set to use, and go does not, where that is the likely reason of a failure. Pure and total. */
import type { Exchange, NetFaultKind } from '../../net/exchange.ts';
import type { IgnoredProxy } from '../../net/forwardProxy/systemProxy/ignoredProxies.ts';
import type { NetworkFailure } from './networkFailure.ts';

export interface SystemProxyEvidence {
  readonly ignored: readonly IgnoredProxy[];
  /** What became of the entries, asked as go asks them. */
  readonly exchanges: readonly Pick<Exchange, 'url' | 'fault' | 'forwardProxy'>[];
}

/** Where only a forward proxy leads out, a direct connection ends like this; an answer, of whatever kind, shows that there is a way. */
const NOT_CONNECTED: ReadonlySet<NetFaultKind> = new Set([
  ...(['no-such-host', 'name-server-failure', 'lookup-timeout', 'resolver-unreachable'] as const),
  ...(['connect-timeout', 'no-route', 'refused', 'cut', 'tls-timeout'] as const),
]);

const HOSTS_SHOWN = 5;

/**
 * Returns one failure for each place that names a forward proxy (`detail`: windows, macos, gnome, kde, vscode, login), and only for
 * entries that could not be connected to directly. Facts: `hosts` (those entries'), `proxy` (without its login) or `script` (the URL
 * of a PAC file, or `auto-detect`), with `named` (the proxies that its text names) where it lies in a file, and `proxy` where that is one.
 */
export function systemProxyFailures({ ignored, exchanges }: SystemProxyEvidence): readonly NetworkFailure[] {
  const failed = new Set(exchanges.filter(isUnconnected).map(({ url }) => url));
  const missed = ignored.filter(({ url }) => failed.has(url));
  return [...new Set(missed.map(({ source }) => source))].map((source) => {
    const own = missed.filter((one) => one.source === source);
    const hosts = [...new Set(own.map(({ host }) => host))].slice(0, HOSTS_SHOWN).join(', ');
    const proxy = own.find((one) => one.proxy !== null)?.proxy ?? null;
    const script = own.find((one) => one.script !== null);
    const told = proxy !== null ? { proxy: withoutLogin(proxy) } : script === undefined ? {} : scriptFacts(script);
    return { code: 'system-proxy-ignored', detail: source, facts: { hosts, ...told } };
  });
}

/** Of several proxies only the script knows which one is for which host. */
function scriptFacts({ script, named }: IgnoredProxy): NetworkFailure['facts'] {
  const [first] = named;
  return {
    ...(script === null ? {} : { script }),
    ...(first === undefined ? {} : { named: named.join(', ') }),
    ...(first === undefined || named.length > 1 ? {} : { proxy: first }),
  };
}

function isUnconnected({ fault, forwardProxy }: SystemProxyEvidence['exchanges'][number]): boolean {
  return forwardProxy === null && fault !== null && NOT_CONNECTED.has(fault.kind);
}

function withoutLogin(proxy: string): string {
  const start = proxy.indexOf('://') + 3;
  return `${proxy.slice(0, start)}${proxy.slice(Math.max(start, proxy.lastIndexOf('@') + 1))}`;
}
