/** The NO_PROXY list, as Go reads it. */
import { isIP, isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';

/** A host in canonical form: lower case, punycode, no brackets; its port always present. */
export interface HostAndPort {
  readonly host: string;
  readonly port: string;
}

/**
 * Reports whether the list keeps `target` from the forward proxy. Names are never resolved: addresses and networks match
 * literal addresses only, domains match names only. Source: golang.org/x/net/http/httpproxy config.init and its matchers.
 */
export function matchesNoProxy(list: string, target: HostAndPort): boolean {
  const address = addressBytes(target.host);
  const entries = list.split(',').map((entry) => entry.trim().toLowerCase());
  return entries.some((entry) => entry !== '' && matchesEntry(entry, target, address));
}

/** Returns the 4 or 16 bytes of a literal address, null for anything else. An IPv4-mapped address counts as IPv4. */
export function addressBytes(text: string): readonly number[] | null {
  if (isIPv4(text)) return text.split('.').map(Number);
  const bare = text.split('%', 1)[0] ?? '';
  if (isIP(bare) !== 6) return null;
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(bare);
  const hex =
    dotted === null
      ? bare
      : `${dotted[1]}${(Number(dotted[2]) * 256 + Number(dotted[3])).toString(16)}:${(Number(dotted[4]) * 256 + Number(dotted[5])).toString(16)}`;
  const [head = '', tail] = hex.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = new Array<string>(8 - before.length - after.length).fill('0');
  const bytes = [...before, ...gap, ...after].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? bytes.slice(12) : bytes;
}

function matchesEntry(entry: string, target: HostAndPort, address: readonly number[] | null): boolean {
  if (entry === '*') return true;
  const network = parseNetwork(entry);
  if (network !== null) return address !== null && contains(network, address);
  const { host, port } = splitHostPort(entry) ?? { host: entry, port: '' };
  if (host === '' || (port !== '' && port !== target.port)) return false;
  const listed = host.includes('%') ? null : addressBytes(host);
  if (listed !== null) return address !== null && sameBytes(listed, address);
  return address === null && matchesDomain(host, target.host);
}

/** `foo.com` matches itself and its subdomains; `.foo.com` and `*.foo.com` the subdomains only. */
function matchesDomain(entry: string, host: string): boolean {
  const pattern = entry.startsWith('*.') ? entry.slice(1) : entry;
  const suffix = toPunycode(pattern.startsWith('.') ? pattern : `.${pattern}`);
  return host.endsWith(suffix) || (!pattern.startsWith('.') && host === suffix.slice(1));
}

/** Converts the labels behind the leading dot; what has no punycode (idna.Lookup) stays as it is and then matches nothing. */
function toPunycode(suffix: string): string {
  // Node would read past a slash or a colon as if this were a URL.
  if (/^[\u0000-\u007f]*$/.test(suffix) || !/^[a-z0-9.\-\u0080-\u{10ffff}]*$/u.test(suffix)) return suffix;
  const ascii = domainToASCII(suffix.slice(1));
  return ascii === '' ? suffix : `.${ascii}`;
}

interface AddressRange {
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** net.ParseCIDR: `address/bits`; null for anything else. */
function parseNetwork(entry: string): AddressRange | null {
  const slash = entry.indexOf('/');
  if (slash < 0 || !/^[0-9]{1,9}$/.test(entry.slice(slash + 1))) return null;
  const text = entry.slice(0, slash);
  const bytes = text.includes('%') ? null : addressBytes(text);
  const bits = Number(entry.slice(slash + 1));
  const width = isIPv4(text) ? 32 : 128;
  if (bytes === null || bits > width) return null;
  if (bytes.length * 8 === width) return { bytes, bits };
  // IPv4-mapped: with a mask that reaches into the IPv4 part it is an IPv4 network, with a shorter one it is none.
  return bits >= 96 ? { bytes, bits: bits - 96 } : null;
}

function contains(network: AddressRange, address: readonly number[]): boolean {
  if (network.bytes.length !== address.length) return false;
  for (let bit = 0; bit < network.bits; bit += 8) {
    const mask = network.bits - bit >= 8 ? 255 : 255 & (255 << (8 - (network.bits - bit)));
    if (((network.bytes[bit / 8] ?? 0) & mask) !== ((address[bit / 8] ?? 0) & mask)) return false;
  }
  return true;
}

function sameBytes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** net.SplitHostPort: null where Go sees no port. Brackets are dropped. */
function splitHostPort(text: string): HostAndPort | null {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  return match === null ? null : { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}
