/** Which part of the address space an address is from. */
import { BlockList, isIP } from 'node:net';
import type { AddressKind } from './namesEvidence.ts';

/** IANA's special-purpose registries, as far as an answer for a public host can be in them. */
const RANGES: Readonly<Record<Exclude<AddressKind, 'public'>, readonly string[]>> = {
  unspecified: ['0.0.0.0/32', '::/128'],
  'fake-ip': ['198.18.0.0/15'],
  loopback: ['127.0.0.0/8', '::1/128'],
  // 100.64/10 too: VPN clients give it to names that they catch.
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  reserved: [
    ...['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '198.51.100.0/24'],
    ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', 'fe80::/10', 'ff00::/8', '2001:db8::/32', '100::/64'],
  ],
};

const LISTS = Object.entries(RANGES).map(([kind, ranges]) => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return { kind: kind as AddressKind, list };
});

/** Returns the kind of a literal address; `reserved` for what is none. */
export function addressKind(address: string): AddressKind {
  const bare = address.split('%', 1)[0] ?? '';
  const family = isIP(bare);
  if (family === 0) return 'reserved';
  return LISTS.find(({ list }) => list.check(bare, family === 6 ? 'ipv6' : 'ipv4'))?.kind ?? 'public';
}
