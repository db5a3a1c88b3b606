/** The look-up that go's own resolver would have made of what the name servers said (net/dnsclient_unix.go). */
import type { Answer, FoundAddress, NamesEvidence } from '../../../net/dns/namesEvidence.ts';

export interface GoLookup {
  /** Of both families; empty where go finds none. */
  readonly addresses: readonly FoundAddress[];
  /** The name that was answered, or the one whose failure go prints. */
  readonly name: string;
  /** Who decided it; '' where nobody was asked. */
  readonly server: string;
  /** The answer that decided it; null where nobody was asked. */
  readonly answer: Answer | null;
  /** Of the name that was answered: how each family went. */
  readonly families: readonly FamilyWalk[];
}

export interface FamilyWalk {
  readonly family: 'A' | 'AAAA';
  readonly name: string;
  readonly server: string;
  readonly answer: Answer | null;
  /** Seconds that go loses with silent servers on the way. */
  readonly seconds: number;
}

export function goLookup(evidence: NamesEvidence): GoLookup {
  const own = evidence.host.replace(/\.$/, '');
  let failed: FamilyWalk | null = null;
  for (const name of evidence.names) {
    const families = [walk(evidence, name, 'A'), walk(evidence, name, 'AAAA')];
    const addresses = families.flatMap(({ answer }) => answer?.addresses ?? []);
    const [a, aaaa] = families;
    if (a === undefined || aaaa === undefined) continue;
    const decides = a.answer?.outcome === 'addresses' ? a : aaaa;
    if (addresses.length > 0) {
      return { addresses, name, server: decides.server, answer: decides.answer, families };
    }
    // Of the host as it is the later error is printed, of other names the first one only.
    const worse = aaaa.seconds > a.seconds ? aaaa : a;
    if (worse.answer !== null && (failed === null || name === own)) failed = worse;
  }
  const { name, server, answer } = failed ?? { name: own, server: '', answer: null };
  return { addresses: [], name, server, answer, families: [] };
}

/** A server that knows, or knows that there is nothing, ends it; after any other the next one is asked, all of them again and again. */
function walk({ servers, patience }: NamesEvidence, name: string, family: 'A' | 'AAAA'): FamilyWalk {
  let seconds = 0;
  let last: Pick<FamilyWalk, 'server' | 'answer'> = { server: '', answer: null };
  for (const { server, names } of servers) {
    const both = names.find((one) => one.name === name);
    const answer = family === 'A' ? both?.a : both?.aaaa;
    if (answer === undefined) continue;
    last = { server, answer };
    if (answer.outcome === 'silent') seconds += patience.timeout;
    if (isConclusive(answer)) return { family, name, ...last, seconds };
  }
  return { family, name, ...last, seconds: seconds * patience.attempts };
}

/** Whether go asks nobody else after this answer. */
export function isConclusive({ outcome }: Answer): boolean {
  return outcome === 'addresses' || outcome === 'no-addresses' || outcome === 'no-such-name';
}
