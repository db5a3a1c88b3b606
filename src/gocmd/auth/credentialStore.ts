/** The credentials that go has gathered, by prefix of URL (credentialCache in cmd/go/internal/auth/auth.go). */
import type { Header } from './header.ts';
import type { MatchRule } from './matchRule.ts';

export type CredentialSource = 'netrc' | 'goauth-git' | 'goauth-command';

export interface StoredCredential {
  readonly headers: readonly Header[];
  readonly source: CredentialSource;
}

export class CredentialStore {
  readonly #rule: MatchRule;
  readonly #byPrefix = new Map<string, StoredCredential>();

  constructor(rule: MatchRule) {
    this.#rule = rule;
  }

  /** A later one takes the place of an earlier one; one without fields takes it away. */
  store(prefix: string, headers: readonly Header[], source: CredentialSource): void {
    const key = this.#keyOf(prefix);
    if (headers.length === 0) this.#byPrefix.delete(key);
    else this.#byPrefix.set(key, { headers, source });
  }

  /** Returns what go sends with requests below `url` (an entry's, as written), or null. Userinfo in it is a part of it. */
  find(url: string): StoredCredential | null {
    if (!url.startsWith('https://')) return null;
    const whole = url.slice('https://'.length);
    if (this.#rule === 'host')
      return this.#byPrefix.get(hostOf(whole).slice(hostOf(whole).lastIndexOf('@') + 1)) ?? null;
    // A request's own URL is longer than the entry's: only the host is left to match.
    if (this.#rule === 'whole') return this.#byPrefix.get(whole.split('/', 1)[0] ?? '') ?? null;
    let prefix = whole.replace(/\/$/, '');
    for (;;) {
      const found = this.#byPrefix.get(prefix);
      const slash = prefix.lastIndexOf('/');
      if (found !== undefined || slash < 0) return found ?? null;
      prefix = prefix.slice(0, slash);
    }
  }

  #keyOf(prefix: string): string {
    if (this.#rule === 'host') return prefix;
    const bare = prefix.replace(/^https:\/\//, '');
    return this.#rule === 'whole' ? bare : bare.replace(/\/$/, '');
  }
}

function hostOf(whole: string): string {
  return /^[^/?#]*/.exec(whole)?.[0] ?? '';
}
