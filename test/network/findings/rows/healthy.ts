/** Health: each is silent, no finding at all. */
import type { FindingRow } from '../row.ts';

export const HEALTHY: Readonly<Record<string, FindingRow>> = Object.fromEntries(
  [
    ['well, by address', '{url:healthy}'],
    ['well, by name', 'http://mirror.test:{port:healthy}'],
    ['well, over TLS', 'https://mirror.lab.test:{port:healthy-tls}'],
    ['well, over HTTP/2', '{url:healthy-h2}'],
    ['well, with an IPv6 address on a network without IPv6', 'http://far-ipv6.lab.test:{port:healthy}'],
  ].map(([name = '', list = '']) => [name, { list, findings: [], says: [] }]),
);
