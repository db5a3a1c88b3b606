/** Where an answer sends the client, by the rules of net/http and of cmd/go. */
import type { NetFault } from './exchange.ts';
import { fault } from './fault.ts';
import { readTarget, type Target } from './target.ts';

/** Requests a chain may cost, the first included: cmd/go “stopped after 10 redirects”. */
const REQUEST_LIMIT = 10;

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Reports whether an answer of this status is to be followed. */
export function isRedirect(status: number | null): boolean {
  return status !== null && STATUSES.has(status);
}

/** The chain so far, and whether the credentials of its first request may still be sent. */
export class Redirects {
  readonly #first: Target;
  readonly #visited: string[];
  #current: Target;
  #credentials = true;

  constructor(first: Target) {
    this.#first = first;
    this.#current = first;
    this.#visited = [first.url.href];
  }

  /** The request to make now. */
  get current(): Target {
    return this.#current;
  }

  /** Where it has been sent, in order; the first URL is not among them. */
  get followed(): readonly string[] {
    return this.#visited.slice(1);
  }

  /**
   * The value of Authorization for the current request, or null. What the first URL holds goes to its host and its subdomains only,
   * and never again once it was withheld (net/http Client.makeHeadersCopier).
   */
  get authorization(): string | null {
    if (!this.#current.secure) return null;
    return this.#current.authorization ?? (this.#credentials ? this.#first.authorization : null);
  }

  /** Whether fields that were given for the first URL go with the current request, by the same rule. */
  get keepsCredentials(): boolean {
    return this.#current.secure && this.#credentials;
  }

  /**
   * Goes where `location` points. Returns null, or why it does not go there; details, all of kind redirect: `redirect-no-location` ·
   * `redirect-bad-location` · `redirect-to-scheme` · `redirect-to-http` (from an https entry) · `redirect-loop` · `redirect-too-many`.
   */
  follow(location: string): NetFault | null {
    if (location === '') return refuse('redirect-no-location', '');
    if (!URL.canParse(location, this.#current.url.href)) return refuse('redirect-bad-location', location);
    const url = new URL(location, this.#current.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('redirect-to-scheme', url.protocol);
    // The rule looks at the first URL only: from http to https and back is allowed (securityPreservingHTTPClient).
    if (this.#first.secure && url.protocol === 'http:') return refuse('redirect-to-http', url.host);
    // A chain that returns to where it was may still end well, so that go follows it to the limit; so does this.
    if (this.#visited.length >= REQUEST_LIMIT) {
      const looped = new Set(this.#visited).size < this.#visited.length || this.#visited.includes(url.href);
      return refuse(looped ? 'redirect-loop' : 'redirect-too-many', url.host);
    }
    // On http, credentials in the Location are dropped rather than sent.
    if (url.protocol === 'http:') url.username = url.password = '';
    const next = readTarget(url.href);
    if (!next.ok) return refuse('redirect-bad-location', url.host);
    this.#current = next.value;
    this.#credentials &&= isSameOrSubdomain(next.value.host, this.#first.host);
    this.#visited.push(next.value.url.href);
    return null;
  }
}

function refuse(detail: string, message: string): NetFault {
  return fault('redirect', 'first-byte', detail, message);
}

function isSameOrSubdomain(host: string, parent: string): boolean {
  return host === parent || (!host.includes(':') && host.endsWith(`.${parent}`));
}
