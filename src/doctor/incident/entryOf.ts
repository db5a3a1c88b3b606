/** Which entry of the list a failure speaks of. Pure. */
import type { TextFailure } from '../../failures/textFailure.ts';
import type { Entry, GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';

/**
 * Returns the entry's index, or null where the text names none of this list. What a text names is not believed further:
 * a host that is not in the list stays without an entry.
 */
export function entryOf({ code, url, host }: TextFailure, list: GoproxyList | null): number | null {
  if (list === null) return null;
  const { entries } = list;
  // The URL is that of what could not be stored.
  if (code === 'disk') return null;
  if (code === 'goproxy-off') return indexOf(entries, (entry) => entry.kind === 'off');
  if (url !== null) {
    const named = withoutSecrets(url);
    const entry = longest(entries.filter((one) => one.kind === 'url').filter((one) => isBelow(named, baseOf(one))));
    if (entry !== null) return entry.index;
  }
  if (host === null || host === '') return null;
  return indexOf(entries, (entry) => entry.kind === 'url' && withPort(entry, entry.host) === withPort(entry, host));
}

function indexOf(entries: readonly Entry[], matches: (entry: Entry) => boolean): number | null {
  return entries.find(matches)?.index ?? null;
}

/** Of two entries on one host the one with the longer path is meant. */
function longest(entries: readonly UrlEntry[]): UrlEntry | null {
  return entries.reduce<UrlEntry | null>(
    (best, one) => (best === null || baseOf(one).length > baseOf(best).length ? one : best),
    null,
  );
}

function baseOf({ url }: UrlEntry): string {
  return withoutSecrets(url);
}

function isBelow(url: string, base: string): boolean {
  return url === base || url.startsWith(base.endsWith('/') ? base : `${base}/`);
}

/** go prints a URL's password as `xxxxx`, and an entry's query behind the file's path. Names of hosts know no case. */
function withoutSecrets(url: string): string {
  const bare = url.replace(/[?#].*$/s, '');
  return bare.replace(/^([a-z]+:\/\/)([^/]*)/i, (_, scheme: string, authority: string) =>
    `${scheme}${authority.slice(authority.lastIndexOf('@') + 1)}`.toLowerCase(),
  );
}

function withPort({ scheme }: UrlEntry, host: string): string {
  const name = host.toLowerCase();
  return /:\d+$/.test(name) ? name : `${name}:${scheme === 'http' ? 80 : 443}`;
}
