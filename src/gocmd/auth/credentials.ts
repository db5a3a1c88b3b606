/** The credentials that go would send to an entry, from what its settings and its helpers say. Pure. */

import { type CredentialSource, CredentialStore } from './credentialStore.ts';
import type { Grant } from './goauth/commandOutput.ts';
import type { GoauthCommand } from './goauth/goauth.ts';
import { basicAuthorization, type Header } from './header.ts';
import type { MatchRule } from './matchRule.ts';
import type { Netrc } from './netrc/netrc.ts';

export interface KnownCredentials {
  readonly rule: MatchRule;
  /** As parseGoauth read it; up to Go 1.23 always `netrc` alone. Empty for `off`. */
  readonly goauth: readonly GoauthCommand[];
  /** Null where no file is read. */
  readonly netrc: Netrc | null;
  /** What each command of `goauth` granted, by its place there; nothing for one that was not run. */
  readonly grants: ReadonlyMap<number, readonly Grant[]>;
}

export interface Credentials {
  /** The fields to add to each request; null where nothing is sent. For `url` net/http makes them from the userinfo by itself. */
  readonly headers: readonly Header[] | null;
  readonly source: 'url' | CredentialSource | null;
}

/**
 * Returns what go sends to `url`, an entry as written. On plain http: nothing. Userinfo in the URL is used only where no other
 * Authorization was found, and since 1.24 nothing else is found for such a URL unless it is named with its userinfo.
 */
export function credentialsFor(url: string, { rule, goauth, netrc, grants }: KnownCredentials): Credentials {
  if (!url.startsWith('https://')) return { headers: null, source: null };
  const store = new CredentialStore(rule);
  // From the last to the first, so that the first one stays.
  for (let at = goauth.length - 1; at >= 0; at--) {
    const command = goauth[at];
    if (command?.kind === 'netrc') {
      for (const { machine, login, password } of netrc?.entries.toReversed() ?? []) {
        // A long file costs little: what does not stand in the URL cannot be found for it.
        if (!url.includes(machine.replace(/^https:\/\//, '').replace(/\/$/, ''))) continue;
        store.store(machine, [basicAuthorization(login, password)], 'netrc');
      }
    } else {
      const source = command?.kind === 'git' ? 'goauth-git' : 'goauth-command';
      for (const { prefix, headers } of grants.get(at) ?? []) store.store(prefix, headers, source);
    }
  }
  const found = store.find(url);
  const hasUserinfo = /^https:\/\/[^/?#]*@/.test(url);
  if (found === null) return { headers: null, source: hasUserinfo ? 'url' : null };
  return { headers: found.headers, source: found.source };
}
