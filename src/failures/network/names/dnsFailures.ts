/** What is wrong with the names of a host, judged from what each layer said. Pure and total. */
import type { AnswerOutcome, NamesEvidence } from '../../../net/dns/namesEvidence.ts';
import type { NetworkFailure } from '../networkFailure.ts';
import { type GoLookup, goLookup, isConclusive } from './goLookup.ts';
import { deadServers, oddServers, silentFamily, slowServer } from './serverTroubles.ts';
import { addressesOf, forged, isOwn, searchDomain } from './strangeAddress.ts';

/**
 * Returns the failure that go meets first, if any (`dns`, facts: name, server, and servers, upstreams, independent, address,
 * order, resolver, netdns where they say more, `own` = `yes` for a name of the user's own network), then what is odd though go gets an
 * address: dns `dns-one-server-dead` (server, count, seconds: 0 where go does not ask it first), `dns-one-server-odd` (server,
 * count, outcome), `dns-slow` (server, ms), `dns-family-silent` (family, server, seconds), `dns-search-domain` (name, searched,
 * address, server), `dns-split-horizon` (as `forged`) · dns-hijack `hosts-override` (name, file, line, address, dns), `forged`
 * (name, server, address, kind, and independent, expected where one was asked).
 */
export function dnsFailures(evidence: NamesEvidence): readonly NetworkFailure[] {
  if (evidence.kind === 'address') return [];
  const lookup = goLookup(evidence);
  if (usesHosts(evidence, lookup)) return hostsOverride(evidence, lookup);
  const detail = failureDetail(evidence, lookup);
  const broken = detail === null ? [] : [{ code: 'dns' as const, detail, facts: failureFacts(evidence, lookup) }];
  if (lookup.addresses.length === 0) return broken;
  const judges = [deadServers, oddServers, slowServer, silentFamily, searchDomain, forged];
  const odd = judges.flatMap((judge) => judge(evidence, lookup));
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
  const { host, servers, upstreams, independent, order, goResolver, goResolverReason, system, ownSuffixes } = evidence;
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
    ...(isOwn(host, ownSuffixes) ? { own: 'yes' } : {}),
    ...(goResolver === 'go' ? {} : { resolver: goResolver, reason: goResolverReason }),
    ...(goResolver === 'go' && /^netdns/.test(goResolverReason) ? { netdns: goResolverReason } : {}),
  };
}

function hostsOverride({ host, hosts, hostsFile, independent }: NamesEvidence, lookup: GoLookup): NetworkFailure[] {
  const told = [...lookup.addresses, ...addressesOf(independent)].map(({ address }) => address);
  const [entry] = hosts;
  if (entry === undefined || told.length === 0 || hosts.some(({ address }) => told.includes(address))) return [];
  const facts = { name: host, file: hostsFile, line: String(entry.line), address: entry.address, dns: told[0] ?? '' };
  return [{ code: 'dns-hijack', detail: 'hosts-override', facts }];
}
