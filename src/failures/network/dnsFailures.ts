/** What is wrong with the names of a host, judged from what each layer said. Pure and total. */
import type { AnswerOutcome, FoundAddress, NamesEvidence, ServerEvidence } from '../../net/dns/namesEvidence.ts';
import { type GoLookup, goLookup, isConclusive } from './goLookup.ts';
import type { NetworkFailure } from './networkFailure.ts';
import { SINKHOLES } from './sinkholes.ts';

/**
 * Returns the failure that go meets first, if any (`dns`, facts: name, server, and servers, upstreams, independent, address,
 * order, resolver where they say more), then what is odd though go gets an address:
 * dns `dns-one-server-dead` (server, count, seconds: 0 where go does not ask it first), `dns-family-silent` (family, server,
 * seconds), `dns-search-domain` (name, searched, address, server) · dns-hijack `hosts-override` (name, file, line, address,
 * dns), `forged` (name, server, address, kind, and independent, expected where one was asked).
 */
export function dnsFailures(evidence: NamesEvidence): readonly NetworkFailure[] {
  if (evidence.kind === 'address') return [];
  const lookup = goLookup(evidence);
  if (usesHosts(evidence, lookup)) return hostsOverride(evidence, lookup);
  const detail = failureDetail(evidence, lookup);
  const broken = detail === null ? [] : [{ code: 'dns' as const, detail, facts: failureFacts(evidence, lookup) }];
  if (lookup.addresses.length === 0) return broken;
  const odd = [deadServers, silentFamily, searchDomain, forged].flatMap((judge) => judge(evidence, lookup));
  return [...broken, ...odd];
}

function usesHosts({ hosts, order }: NamesEvidence, lookup: GoLookup): boolean {
  return hosts.length > 0 && order.includes('files') && (order[0] === 'files' || lookup.addresses.length === 0);
}

const DETAILS: Readonly<Record<AnswerOutcome, string | null>> = {
  addresses: null,
  'no-such-name': 'dns-no-such-host',
  'no-addresses': 'dns-no-such-host',
  refused: 'dns-server-refused',
  'server-failure': 'dns-server-failure',
  lame: 'dns-server-failure',
  malformed: 'dns-server-failure',
  silent: 'dns-timeout',
  unreachable: 'dns-resolver-unreachable',
};

const NOT_THERE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'ENONAME']);

/** What go's look-up ends with; null where it finds an address. */
function failureDetail({ kind, order, goResolver, system }: NamesEvidence, lookup: GoLookup): string | null {
  if (kind === 'not-a-name') return 'dns-no-such-host';
  const told = lookup.answer === null ? 'dns-no-such-host' : DETAILS[lookup.answer.outcome];
  if (goResolver === 'go') return order.includes('dns') ? told : 'dns-no-such-host';
  if (system.addresses.length > 0) return null;
  if (NOT_THERE.has(system.error ?? '')) return 'dns-no-such-host';
  if (system.error === 'silent') return 'dns-timeout';
  // The C library says “try again”: the name servers know why.
  return told ?? 'dns-server-failure';
}

function failureFacts(evidence: NamesEvidence, { server, answer }: GoLookup): NetworkFailure['facts'] {
  const { host, servers, upstreams, independent, order, goResolver, goResolverReason, system } = evidence;
  // Then it was the system that spoke, whatever the name servers say to us.
  const isOwnWord = goResolver !== 'go' && (NOT_THERE.has(system.error ?? '') || system.error === 'silent');
  const mute = upstreams.filter((one) => !one.names.some(({ a, aaaa }) => isConclusive(a) || isConclusive(aaaa)));
  const known = independent?.names.flatMap(({ a, aaaa }) => [...a.addresses, ...aaaa.addresses]) ?? [];
  return {
    name: host,
    ...(server === '' || isOwnWord ? {} : { server }),
    ...(servers.length > 1 ? { servers: servers.map((one) => one.server).join(', ') } : {}),
    ...(answer?.transport === 'tcp' ? { transport: 'tcp' } : {}),
    ...(answer?.problem == null ? {} : { problem: answer.problem }),
    ...(mute.length > 0 ? { upstreams: mute.map((one) => one.server).join(', ') } : {}),
    ...(independent !== null && known[0] !== undefined
      ? { independent: independent.server, address: known[0].address }
      : {}),
    ...(order.includes('dns') ? {} : { order: order.join(' ') }),
    ...(goResolver === 'go' ? {} : { resolver: goResolver, reason: goResolverReason }),
  };
}

function hostsOverride({ host, hosts, hostsFile, independent }: NamesEvidence, lookup: GoLookup): NetworkFailure[] {
  const told = [...lookup.addresses, ...addressesOf(independent)].map(({ address }) => address);
  const [entry] = hosts;
  if (entry === undefined || told.length === 0 || hosts.some(({ address }) => told.includes(address))) return [];
  const facts = { name: host, file: hostsFile, line: String(entry.line), address: entry.address, dns: told[0] ?? '' };
  return [{ code: 'dns-hijack', detail: 'hosts-override', facts }];
}

/** One server of several that says nothing, while the others answer. */
function deadServers({ host, servers, patience, goResolver }: NamesEvidence): NetworkFailure[] {
  // Windows and macOS keep a server for each network, and know which one to ask for what.
  if (goResolver === 'system') return [];
  const firstAwake = servers.findIndex(({ names }) =>
    names.some(({ a, aaaa }) => isConclusive(a) || isConclusive(aaaa)),
  );
  return servers.flatMap(({ server, names }, index) => {
    const isDead =
      names.length > 0 && names.every(({ a, aaaa }) => a.outcome === 'silent' && aaaa.outcome === 'silent');
    if (!isDead || firstAwake < 0) return [];
    const seconds = index < firstAwake || patience.rotate ? patience.timeout : 0;
    const facts = { name: host, server, count: String(servers.length), seconds: String(seconds) };
    return [{ code: 'dns' as const, detail: 'dns-one-server-dead', facts }];
  });
}

/** Go asks for both families and waits for both: a server that drops one kind of question makes every look-up slow. */
function silentFamily({ host, goResolver }: NamesEvidence, { families, server }: GoLookup): NetworkFailure[] {
  const mute = families.find(({ answer }) => answer?.outcome === 'silent');
  if (mute === undefined || goResolver !== 'go') return [];
  const facts = { name: host, family: mute.family, server, seconds: String(mute.seconds) };
  return [{ code: 'dns', detail: 'dns-family-silent', facts }];
}

/** A name that means another host because a search domain was put behind it. What clusters do so by design is no surprise. */
function searchDomain({ host }: NamesEvidence, { name, addresses, server }: GoLookup): NetworkFailure[] {
  const isMeant = name === host.replace(/\.$/, '') || !host.includes('.') || name.endsWith('.cluster.local');
  if (isMeant) return [];
  const facts = { name: host, searched: name, address: addresses[0]?.address ?? '', server };
  return [{ code: 'dns', detail: 'dns-search-domain', facts }];
}

/**
 * An address that cannot be the host's. Names of the user's own network may well have private addresses here and public
 * ones outside (split horizon); a proxy that gives every name a made-up one (`fake-ip`) serves them itself.
 */
function forged(evidence: NamesEvidence, { addresses, server }: GoLookup): NetworkFailure[] {
  const { host, independent, ownSuffixes } = evidence;
  if (isOwn(host, ownSuffixes)) return [];
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

function addressesOf(server: ServerEvidence | null): readonly FoundAddress[] {
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

function isOwn(host: string, ownSuffixes: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return (
    !name.includes('.') ||
    [...PRIVATE_SUFFIXES, ...ownSuffixes].some((suffix) => `.${name}`.endsWith(`.${suffix.toLowerCase()}`))
  );
}
