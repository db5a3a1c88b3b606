/** What stands in a request's line and fields: the same for what is examined and for what is passed on. */
import type { CredentialFields } from '../exchange.ts';
import type { ProxyUrl } from '../forwardProxy/proxyUrl.ts';
import { proxyAuthorization } from '../link/tunnel.ts';
import type { Redirects } from '../redirects.ts';

export interface RequestHead {
  /** A path with its query, or an absolute URL for a forward proxy. */
  readonly path: string;
  /** Names and values in turns. */
  readonly headers: readonly string[];
}

/** Fields that the client makes itself, whatever a credential helper says. */
const OURS = /^(?:host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|te|trailer)$/i;

/** Of the request that is to be made now. `fields` go to every host of a redirect chain, `credentials` as Redirects has it. */
export function requestHead(
  redirects: Redirects,
  proxy: ProxyUrl | null,
  { fields, credentials }: { readonly fields: CredentialFields; readonly credentials: CredentialFields },
  isH2: boolean,
): RequestHead {
  const { url, secure } = redirects.current;
  const isAbsolute = proxy !== null && !secure && !proxy.scheme.startsWith('socks5');
  const given = redirects.keepsCredentials ? credentials.filter(([name]) => !OURS.test(name)) : [];
  const hasLogin = given.some(([name]) => /^authorization$/i.test(name));
  const authorization = hasLogin ? null : redirects.authorization;
  const login = isAbsolute && proxy !== null ? proxyAuthorization(proxy) : null;
  return {
    path: `${isAbsolute ? url.origin : ''}${url.pathname}${url.search}`,
    headers: [
      ...['User-Agent', isH2 ? 'Go-http-client/2.0' : 'Go-http-client/1.1'],
      ...fields.flat(),
      ...given.flat(),
      ...(authorization === null ? [] : ['Authorization', authorization]),
      ...(login === null ? [] : ['Proxy-Authorization', login]),
    ],
  };
}
