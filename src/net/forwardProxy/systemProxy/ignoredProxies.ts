/** Where the system is set to use a forward proxy and Go uses none: evidence, not a fault by itself. */
import { type ForwardProxyRules, forwardProxyFor } from '../forwardProxy.ts';
import { matchesNoProxy } from '../noProxy.ts';
import { type ProxyTarget, readProxyTarget } from '../proxyTarget.ts';
import type { SystemProxy, SystemProxySource } from './systemProxy.ts';

export interface IgnoredProxy {
  readonly source: SystemProxySource;
  /** The URL that Go would ask directly, as it was given. */
  readonly url: string;
  readonly host: string;
  /** What the system would ask it through, with its secrets; null where only a script knows. */
  readonly proxy: string | null;
  readonly script: string | null;
  /** See SystemProxy; empty where no script decides. */
  readonly named: readonly string[];
}

export interface IgnoredQuestion {
  readonly urls: readonly string[];
  readonly system: readonly SystemProxy[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly rules: ForwardProxyRules;
}

/**
 * Returns, for each URL, the first setting that would have led it through a forward proxy. Where Go was told not to use one
 * (NO_PROXY, loopback), nothing was ignored: somebody wanted it so. An unset or unreadable variable is what counts.
 */
export function ignoredProxies({ urls, system, environment, rules }: IgnoredQuestion): readonly IgnoredProxy[] {
  return urls.flatMap((url) => {
    const target = readProxyTarget(url);
    if (target === null) return [];
    // Never proxied, whatever the variables are: asked first, as Go looks at them first.
    const wouldBe = forwardProxyFor(target, { HTTP_PROXY: 'proxy.invalid', HTTPS_PROXY: 'proxy.invalid' });
    const { reason } = forwardProxyFor(target, environment, rules);
    if (wouldBe.proxy === null || (reason !== 'none' && reason !== 'invalid')) return [];
    const found = system.find((setting) => leads(setting, target));
    if (found === undefined) return [];
    const proxy = target.scheme === 'https' ? found.https : found.http;
    const { source, script, named = [] } = found;
    const own = proxy === null ? { script, named } : { script: null, named: [] };
    return [{ source, url, host: target.host, proxy, ...own }];
  });
}

/** What is listed as an exception goes directly there too; a script may decide anything, and is taken to lead somewhere. */
function leads({ http, https, script, exceptions }: SystemProxy, target: ProxyTarget): boolean {
  const own = target.scheme === 'https' ? https : http;
  return (own !== null || script !== null) && !exceptions.some((entry) => covers(entry, target));
}

function covers(entry: string, { host: written, port }: ProxyTarget): boolean {
  const host = written.toLowerCase();
  const pattern = entry.toLowerCase();
  if (pattern === '<local>') return !host.includes('.') && !host.includes(':');
  if (matchesNoProxy(wholeNetwork(pattern), { host, port })) return true;
  return pattern.includes('*') && matchesStars(pattern, host);
}

/** macOS writes `169.254/16`. */
function wholeNetwork(entry: string): string {
  const [, address, bits] = /^(\d{1,3}(?:\.\d{1,3}){0,2})\/(\d{1,2})$/.exec(entry) ?? [];
  if (address === undefined) return entry;
  const missing = 4 - address.split('.').length;
  return `${address}${'.0'.repeat(missing)}/${bits}`;
}

/** `*` stands for any characters, as in `10.*` and `*.corp.*`. Each piece is looked for once, behind the one before it. */
function matchesStars(pattern: string, host: string): boolean {
  const pieces = pattern.split('*');
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!host.startsWith(first) || !host.endsWith(last) || host.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = host.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= host.length - last.length;
}
