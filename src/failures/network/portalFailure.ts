/** Whether a login page of the network answers in the place of the servers. Pure and total. */
import type { Exchange } from '../../net/exchange.ts';
import type { NetworkFailure } from './networkFailure.ts';

/** An exchange, and what a server would have there. */
export interface PortalExchange {
  readonly exchange: Pick<Exchange, 'url' | 'status' | 'contentType' | 'redirects' | 'fault'>;
  /** `file`: a file of the protocol, such as an `.info` · `nothing`: a path that must not exist. */
  readonly expects: 'file' | 'nothing';
}

/** What the addresses of login pages hold, in the host or the path. */
const LOGIN =
  /login|logon|sign-?in|portal|captive|hotspot|splash|welcome|guest|wi-?fi|auth(?:$|[/._?=-])|walled|eportal|ac_portal/i;

/**
 * Returns the failure, or null. Everything that was answered must lead to the page: one answer as a server would give it, and it was no
 * portal. Details: `redirected` (to the login page of another host, the same for all; facts `host`, `url` without its query) · `html` (a
 * web page for a file, and for a path that must not exist). One server's single sign-on looks like the first: ask two hosts where there are two.
 */
export function portalFailure(exchanges: readonly PortalExchange[]): NetworkFailure | null {
  const answered = exchanges.filter(({ exchange }) => exchange.status !== null || exchange.fault?.kind === 'redirect');
  if (answered.length === 0) return null;
  const places = answered.map(({ exchange }) => loginPlace(exchange));
  const [first] = places;
  if (first != null && places.every((place) => place?.host === first.host)) {
    return { code: 'captive-portal', detail: 'redirected', facts: { host: first.host, url: first.url } };
  }
  const isEverywhere = answered.every(({ exchange }) => isPage(exchange));
  const isTested = (['file', 'nothing'] as const).every((kind) => answered.some(({ expects }) => expects === kind));
  return isEverywhere && isTested ? { code: 'captive-portal', detail: 'html', facts: {} } : null;
}

function isPage({ status, contentType }: PortalExchange['exchange']): boolean {
  return status === 200 && /^(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

/** Where a chain of redirects ended at a login page of another host; null where it did not. */
function loginPlace(exchange: PortalExchange['exchange']): { readonly host: string; readonly url: string } | null {
  const from = parse(exchange.url);
  const to = parse(exchange.redirects.at(-1) ?? '');
  const isEnd = isPage(exchange) || exchange.fault?.kind === 'redirect';
  if (from === null || to === null || !isEnd || to.hostname === from.hostname) return null;
  return LOGIN.test(`${to.hostname}${to.pathname}`) ? { host: to.host, url: `${to.origin}${to.pathname}` } : null;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
