/** What the closer look comes to: each entry's own failure told more exactly, and what is wrong beside it. Pure. */
import { isAdvice, sharedAdviceOnce } from '../../failures/network/advice.ts';
import { chainFailures } from '../../failures/network/chainFailures.ts';
import { clockFailure, type RefusedSpan } from '../../failures/network/clockFailure.ts';
import { credentialFailures } from '../../failures/network/credentialFailures.ts';
import { forwardProxyFailures } from '../../failures/network/forwardProxyFailures.ts';
import { dnsFailures } from '../../failures/network/names/dnsFailures.ts';
import type { NetworkFailure } from '../../failures/network/networkFailure.ts';
import { portalFailure } from '../../failures/network/portalFailure.ts';
import { routeFailures } from '../../failures/network/routeFailures.ts';
import { systemProxyFailures } from '../../failures/network/systemProxyFailures.ts';
import type { EntryCredentials } from '../../gocmd/auth/entryCredentials.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type ForwardProxyRules, forwardProxyFor } from '../../net/forwardProxy/forwardProxy.ts';
import type { IgnoredProxy } from '../../net/forwardProxy/systemProxy/ignoredProxies.ts';
import type { HostEvidence } from '../../net/host/hostEvidence.ts';
import type { Layer, LayerFailure } from '../finding.ts';
import { type EntryExamination, isAlive } from '../list/listExamination.ts';
import type { NetworkExamination } from './networkExamination.ts';

export interface NetworkKnowledge {
  /** By the number of the entry, for those that were looked at. */
  readonly hosts: ReadonlyMap<number, HostEvidence>;
  readonly credentials: ReadonlyMap<number, EntryCredentials>;
  readonly ignored: readonly IgnoredProxy[];
  /** HTTP_PROXY & co., as go sees them. */
  readonly environment: Environment;
  readonly rules: ForwardProxyRules;
  /** When the answers had come, in ms since the epoch. */
  readonly at: number;
}

export function judgeNetwork(entries: readonly EntryExamination[], knowledge: NetworkKnowledge): NetworkExamination {
  const exchanges = entries.flatMap(({ evidence }) => evidence.map(({ exchange }) => exchange));
  // A network's login page stands before every server: one that answers as servers do, and it is none.
  const portal = portalFailure(exchanges.map((exchange) => ({ exchange, expects: 'file' })));
  const portals = of('portal', portal === null ? [] : [portal]);
  const layers = sharedAdviceOnce(entries.map((one) => entryFailures(one, knowledge)));
  const found = entries.map(({ entry, failure }, at) => {
    const kept = failure?.code === 'captive-portal' ? portals : [];
    return [entry.index, [...(layers[at] ?? []), ...kept]] as const;
  });
  const samples = exchanges.flatMap(({ url, date }) =>
    date === null || !URL.canParse(url) ? [] : [{ host: new URL(url).host, date, receivedAt: knowledge.at }],
  );
  const clock = clockFailure(samples, refusedSpans(knowledge));
  const ignored = systemProxyFailures({ ignored: knowledge.ignored, exchanges });
  return {
    entries: new Map(found.filter(([, failures]) => failures.length > 0)),
    machine: [...of('clock', clock === null ? [] : [clock]), ...of('system-proxy', ignored)],
  };
}

function entryFailures(
  one: EntryExamination,
  { hosts, credentials, environment, rules }: NetworkKnowledge,
): readonly LayerFailure[] {
  const { entry, evidence, telling } = one;
  const exchange = (telling ?? evidence[0])?.exchange;
  if (entry.kind !== 'url' || exchange === undefined || !URL.canParse(exchange.url)) return [];
  const host = hosts.get(entry.index);
  const known = credentials.get(entry.index);
  const { variable } = forwardProxyFor(new URL(exchange.url), environment, rules);
  return [
    ...(host === undefined ? [] : hostFailures(host).flatMap((failure) => beside(failure, one))),
    ...of('forward-proxy', forwardProxyFailures({ exchange, variable })),
    ...of(
      'credentials',
      known === undefined ? [] : credentialFailures({ status: exchange.status, host: entry.host, known }),
    ),
  ];
}

function hostFailures({ names, routes, chain }: HostEvidence): readonly LayerFailure[] {
  return [
    ...of('names', names === null ? [] : dnsFailures(names)),
    ...of('routes', routeFailures(routes)),
    ...of('certificates', chain === null ? [] : chainFailures(chain)),
  ];
}

/** An answer of any kind rules out that the host cannot be found or connected to; a good one, that somebody else gave it. */
function beside(failure: LayerFailure, one: EntryExamination): readonly LayerFailure[] {
  const isAnswered = (one.telling ?? one.evidence[0])?.exchange.status != null;
  if (!isAnswered || isAdvice(failure.detail)) return [failure];
  if (failure.detail !== 'forged') return [];
  if (!isAlive(one)) return [failure];
  // A host that does its work at a private address is the network's own.
  const isInside = failure.facts.kind === 'private' && failure.facts.independent !== undefined;
  return isInside ? [{ ...failure, code: 'dns', detail: 'dns-split-horizon' }] : [];
}

function of(layer: Layer, failures: readonly NetworkFailure[]): readonly LayerFailure[] {
  return failures.map((failure) => ({ ...failure, layer }));
}

/** The certificates that were refused for their dates: a wrong clock may be all that ails them. */
function refusedSpans({ hosts }: NetworkKnowledge): readonly RefusedSpan[] {
  return [...hosts.values()].flatMap(({ chain }) =>
    chain?.verdict?.detail === 'x509-expired' || chain?.verdict?.detail === 'x509-not-yet-valid' ? chain.chain : [],
  );
}
