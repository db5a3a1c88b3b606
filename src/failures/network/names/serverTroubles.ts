/** What ails name servers though go gets its address: judged from what each of them said. Pure and total. */
import type { Answer, NamesEvidence } from '../../../net/dns/namesEvidence.ts';
import type { NetworkFailure } from '../networkFailure.ts';
import { type GoLookup, isConclusive } from './goLookup.ts';

/** ms of silence that mean something: a thread that stood still itself has not listened all the time. */
const FAIR_WAIT = 800;

/** One server of several that says nothing, while the others answer. */
export function deadServers({ host, servers, patience, goResolver, lag }: NamesEvidence): NetworkFailure[] {
  // Windows and macOS keep a server for each network, and know which one to ask for what.
  if (goResolver === 'system') return [];
  const firstAwake = servers.findIndex(({ names }) =>
    names.some(({ a, aaaa }) => isConclusive(a) || isConclusive(aaaa)),
  );
  return servers.flatMap(({ server, names }, index) => {
    const isDead = names.length > 0 && names.every(({ a, aaaa }) => isSilent(a, lag) && isSilent(aaaa, lag));
    if (!isDead || firstAwake < 0) return [];
    const seconds = index < firstAwake || patience.rotate ? patience.timeout : 0;
    const facts = { name: host, server, count: String(servers.length), seconds: String(seconds) };
    return [{ code: 'dns' as const, detail: 'dns-one-server-dead', facts }];
  });
}

/** One server of several that answers, and not as the one does by whose word go goes: go falls back on it all the same. */
export function oddServers(
  { host, servers, goResolver }: NamesEvidence,
  { name, server: decides }: GoLookup,
): NetworkFailure[] {
  if (goResolver === 'system') return [];
  return servers.flatMap(({ server, names }) => {
    const answers = names.find((one) => one.name === name);
    if (server === decides || answers === undefined) return [];
    const { a, aaaa } = answers;
    if (a.outcome === 'addresses' || aaaa.outcome === 'addresses') return [];
    // Silence to both is death, and told as that; of two answers the one that says more.
    const outcome = a.outcome === 'silent' ? aaaa.outcome : a.outcome;
    if (outcome === 'silent') return [];
    return [
      {
        code: 'dns' as const,
        detail: 'dns-one-server-odd',
        facts: { name: host, server, count: String(servers.length), outcome },
      },
    ];
  });
}

function isSilent({ outcome, ms }: Answer, lag: number): boolean {
  return outcome === 'silent' && ms - lag >= FAIR_WAIT;
}

/** ms that no name server takes that is well, even where it has to ask others: go's own resolver asks it for every connection. */
const SLOW = 800;

export function slowServer({ host, goResolver, lag }: NamesEvidence, { families, server }: GoLookup): NetworkFailure[] {
  const times = families.map(({ answer }) => (answer !== null && isConclusive(answer) ? answer.ms : 0));
  // A lost packet makes one of the two answers late.
  const ms = Math.min(...times);
  if (goResolver !== 'go' || families.length === 0 || ms - lag < SLOW) return [];
  return [{ code: 'dns', detail: 'dns-slow', facts: { name: host, server, ms: String(Math.round(ms)) } }];
}

/** Go asks for both families and waits for both: a server that drops one kind of question makes every look-up slow. */
export function silentFamily(
  { host, goResolver, lag }: NamesEvidence,
  { families, server }: GoLookup,
): NetworkFailure[] {
  const mute = families.find(({ answer }) => answer !== null && isSilent(answer, lag));
  if (mute === undefined || goResolver !== 'go') return [];
  const facts = { name: host, family: mute.family, server, seconds: String(mute.seconds) };
  return [{ code: 'dns', detail: 'dns-family-silent', facts }];
}
