/** Addresses that are hardly the host's: of another name, forged, or another inside than outside. Pure and total. */
import type { FoundAddress, NamesEvidence, ServerEvidence } from '../../../net/dns/namesEvidence.ts';
import type { NetworkFailure } from '../networkFailure.ts';
import type { GoLookup } from './goLookup.ts';
import { SINKHOLES } from './sinkholes.ts';

/** A name that means another host because a search domain was put behind it. What clusters do so by design is no surprise. */
export function searchDomain({ host }: NamesEvidence, { name, addresses, server }: GoLookup): NetworkFailure[] {
  const isMeant = name === host.replace(/\.$/, '') || !host.includes('.') || name.endsWith('.cluster.local');
  if (isMeant) return [];
  const facts = { name: host, searched: name, address: addresses[0]?.address ?? '', server };
  return [{ code: 'dns', detail: 'dns-search-domain', facts }];
}

/**
 * An address that cannot be the host's. Names of the user's own network may well have private addresses here and public
 * ones outside (split horizon); a proxy that gives every name a made-up one (`fake-ip`) serves them itself.
 */
export function forged(evidence: NamesEvidence, { addresses, server }: GoLookup): NetworkFailure[] {
  const { host, independent, ownSuffixes } = evidence;
  if (isOwn(host, ownSuffixes)) return splitHorizon(evidence, { addresses, server });
  const expected = addressesOf(independent);
  if (addresses.some(({ address }) => expected.some((one) => one.address === address))) return [];
  const sunk = addresses.find(({ address, kind }) => kind === 'unspecified' || SINKHOLES.has(address));
  const strange = addresses.find(({ kind }) => kind !== 'public' && kind !== 'fake-ip');
  const isKnownOutside = expected.some(({ kind }) => kind === 'public');
  const found = sunk ?? (isKnownOutside ? strange : undefined);
  if (found === undefined) return [];
  const told =
    independent === null || expected[0] === undefined
      ? {}
      : { independent: independent.server, expected: expected[0].address };
  const facts = {
    name: host,
    server,
    address: found.address,
    kind: sunk === undefined ? found.kind : 'sinkhole',
    ...told,
  };
  return [{ code: 'dns-hijack', detail: 'forged', facts }];
}

/** Names of one's own that mean something else inside than outside, as a VPN makes them: no fault, and worth knowing where one fails. */
function splitHorizon(
  { host, independent }: NamesEvidence,
  { addresses, server }: Pick<GoLookup, 'addresses' | 'server'>,
): NetworkFailure[] {
  const [inside] = addresses.filter(({ kind }) => kind === 'private');
  const [outside] = addressesOf(independent).filter(({ kind }) => kind === 'public');
  if (inside === undefined || outside === undefined || independent === null) return [];
  const facts = { name: host, server, address: inside.address, kind: inside.kind };
  return [
    {
      code: 'dns',
      detail: 'dns-split-horizon',
      facts: { ...facts, independent: independent.server, expected: outside.address },
    },
  ];
}

export function addressesOf(server: ServerEvidence | null): readonly FoundAddress[] {
  return server?.names.flatMap(({ a, aaaa }) => [...a.addresses, ...aaaa.addresses]) ?? [];
}

/** Suffixes that are nobody's on the internet (RFC 6761, 6762, 8375), and what networks use in their stead. */
const PRIVATE_SUFFIXES = [
  ...[
    'test',
    'local',
    'localhost',
    'internal',
    'intranet',
    'corp',
    'home',
    'lan',
    'private',
    'home.arpa',
    'localdomain',
  ],
  ...['example', 'invalid'],
];

export function isOwn(host: string, ownSuffixes: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return (
    !name.includes('.') ||
    [...PRIVATE_SUFFIXES, ...ownSuffixes].some((suffix) => `.${name}`.endsWith(`.${suffix.toLowerCase()}`))
  );
}
