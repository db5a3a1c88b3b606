/** What ails a network through which go gets all the same: it costs time, waits for another fault, or may be meant. Data. */
import type { Severity } from '../catalogue.ts';
import type { NetworkFailure } from './networkFailure.ts';

/** How much each concerns somebody whose entry serves: `by-loss` is a warning where go loses time, and a word where it does not. */
const ADVICE: Readonly<Record<string, Severity | 'by-loss'>> = {
  'dns-one-server-dead': 'by-loss',
  'dns-one-server-odd': 'info',
  'dns-slow': 'warning',
  'dns-family-silent': 'warning',
  'dns-search-domain': 'info',
  'dns-split-horizon': 'info',
  'hosts-override': 'info',
  'plain-http': 'info',
  'ipv6-broken': 'by-loss',
  'ipv4-broken': 'by-loss',
  'some-addresses-dead': 'by-loss',
  'open-to-all': 'warning',
};

/** What ails a name server, whatever name it is asked for. */
const OF_A_SERVER: ReadonlySet<string> = new Set(['dns-one-server-dead', 'dns-one-server-odd', 'dns-slow']);
/** What ails a file, whatever entry it is read for. */
const OF_A_FILE: ReadonlySet<string> = new Set(['open-to-all']);

export function isOfAServer(detail: string | null): boolean {
  return detail !== null && OF_A_SERVER.has(detail);
}

export function isAdvice(detail: string | null): boolean {
  return detail !== null && Object.hasOwn(ADVICE, detail);
}

/** Returns how much it concerns somebody whose entry serves; null for what an entry that serves rules out. */
export function adviceSeverity({ detail, facts }: Pick<NetworkFailure, 'detail' | 'facts'>): Severity | null {
  const severity = ADVICE[detail] ?? null;
  if (severity !== 'by-loss') return severity;
  return Number(facts.seconds ?? 0) > 0 || Number(facts.waits ?? 0) > 0 ? 'warning' : 'info';
}

/** Returns the failures, what ails one name server or one file told of the first entry only that has to do with it. */
export function sharedAdviceOnce<Failure extends NetworkFailure>(
  hosts: readonly (readonly Failure[])[],
): readonly (readonly Failure[])[] {
  const told = new Set<string>();
  return hosts.map((failures) =>
    failures.filter(({ detail, facts }) => {
      if (!isOfAServer(detail) && !OF_A_FILE.has(detail)) return true;
      const key = `${detail} ${facts.server ?? facts.file}`;
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    }),
  );
}
