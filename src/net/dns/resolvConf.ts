/** /etc/resolv.conf, as Go reads it (net/dnsconfig_unix.go). */
import { isIP } from 'node:net';
import { fieldsOf } from './hostsFile.ts';

export interface ResolvConf {
  /** At most three; the two loopback addresses where the file names none. */
  readonly servers: readonly string[];
  /** Search domains without their final dot. */
  readonly search: readonly string[];
  /** So many dots make a name that is asked for as it is before the search domains are tried. */
  readonly ndots: number;
  /** Seconds for a server. */
  readonly timeout: number;
  readonly attempts: number;
  readonly rotate: boolean;
  readonly tcpOnly: boolean;
  /** The first word that Go does not know, and because of which it leaves names to the C library where it can; or null. */
  readonly unknown: string | null;
}

const MOST_SERVERS = 3;
const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...['single-request', 'single-request-reopen', 'trust-ad', 'edns0', 'no-reload', 'lookup'],
]);

/** Reads the file; null stands for one that is not there. `hostname`: its domain is searched where the file has none. */
export function parseResolvConf(text: string | null, hostname: string): ResolvConf {
  const servers: string[] = [];
  let search: readonly string[] = [];
  let options: Options = { ndots: 1, timeout: 5, attempts: 2, rotate: false, tcpOnly: false, unknown: null };
  for (const line of (text ?? '').split('\n')) {
    if (line.startsWith(';') || line.startsWith('#')) continue;
    const [word, ...rest] = fieldsOf(line);
    if (word === undefined) continue;
    const [first] = rest;
    if (word === 'nameserver') {
      if (first !== undefined && servers.length < MOST_SERVERS && isIP(first) !== 0) servers.push(first);
    } else if (word === 'domain') {
      if (first !== undefined) search = [unrooted(first)];
    } else if (word === 'search') {
      search = rest.filter((domain) => domain !== '.').map(unrooted);
    } else if (word === 'options') {
      options = rest.reduce(withOption, options);
    } else if (!KNOWN_WORDS.has(word)) {
      options = { ...options, unknown: options.unknown ?? word };
    }
  }
  const domain = hostname.slice(hostname.indexOf('.') + 1);
  return {
    servers: servers.length > 0 ? servers : ['127.0.0.1', '::1'],
    search: search.length > 0 || !hostname.includes('.') || domain === '' ? search : [domain],
    ...options,
  };
}

/**
 * Returns the names that go asks for, in its order, without their final dot: the name as it is before the search domains
 * where it has dots enough, else after them. Names that go keeps from name servers (`.onion`, too long) are left out.
 */
export function namesToAsk(host: string, { ndots, search }: ResolvConf): readonly string[] {
  const name = unrooted(host);
  if (host.length > 254 || name.length > 253) return [];
  const dots = host.split('.').length - 1;
  const searched = host.endsWith('.') ? [] : search.map((domain) => `${name}.${domain}`);
  const names = host.endsWith('.') || dots >= ndots ? [name, ...searched] : [...searched, name];
  return names.filter((one) => one.length <= 253 && !one.toLowerCase().endsWith('.onion'));
}

type Options = Omit<ResolvConf, 'servers' | 'search'>;

function withOption(options: Options, word: string): Options {
  if (word.startsWith('ndots:')) return { ...options, ndots: Math.min(15, leadingNumber(word.slice(6))) };
  if (word.startsWith('timeout:')) return { ...options, timeout: Math.max(1, leadingNumber(word.slice(8))) };
  if (word.startsWith('attempts:')) return { ...options, attempts: Math.max(1, leadingNumber(word.slice(9))) };
  if (word === 'rotate') return { ...options, rotate: true };
  if (word === 'use-vc' || word === 'usevc' || word === 'tcp') return { ...options, tcpOnly: true };
  return KNOWN_WORDS.has(word) && word !== 'lookup' ? options : { ...options, unknown: options.unknown ?? word };
}

/** net.dtoi: the digits in front; 0 without any, and an end far out. */
function leadingNumber(text: string): number {
  return Math.min(0xffffff, Number(/^\d{1,9}/.exec(text)?.[0] ?? 0));
}

function unrooted(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
