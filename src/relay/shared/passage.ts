/** How requests go through the relay now, as its circuits and the looks in the background have it. Pure. */
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import type { Cause, EntryHealth } from '../../health/entryHealth.ts';
import type { DoubtfulEntry, OrderChoice, Passage } from '../../health/passage.ts';
import { firstStep, type Step } from '../steps.ts';
import type { ReportedCircuit } from './assignment.ts';

export interface PassageQuestion {
  /** The list in the user's own order. */
  readonly own: GoproxyList;
  /** In the order in which the relay asks. */
  readonly steps: readonly Step[];
  /** Of all lists that it serves. */
  readonly circuits: readonly ReportedCircuit[];
  readonly looks: readonly { readonly entry: Pick<UrlEntry, 'url'>; readonly health: EntryHealth }[];
  readonly choice: OrderChoice | null;
  /** In ms since the epoch. */
  readonly now: number;
}

export function passageOf({ own, steps, circuits, looks, choice, now }: PassageQuestion): Passage {
  const doubtful = own.entries.flatMap((entry): DoubtfulEntry[] => {
    if (entry.kind !== 'url') return [];
    const circuit = circuits.find((one) => one.entry === entry.url);
    const health = looks.find((one) => one.entry.url === entry.url)?.health;
    if (circuit !== undefined && circuit.state !== 'closed' && !isWellAgain(circuit, health, now)) {
      const { state, since, failure } = circuit;
      return [{ entry, state, since, cause: failure }];
    }
    const down = downSince(health);
    // What it has been trusted with since then, the relay knows better.
    return down === null || (circuit?.since ?? 0) > down.since ? [] : [{ entry, state: 'down', ...down }];
  });
  const doubts = new Map(doubtful.map((one) => [one.entry.url, one]));
  const first = firstStep(steps, ({ entry }) => doubts.get(entry.url) ?? null)?.entry.url;
  // A barrier is asked, however it does.
  const isTrusted = first !== undefined && !doubts.has(first);
  const front = isTrusted ? own.entries.find((one) => one.kind === 'url' && one.url === first) : undefined;
  if (front?.kind !== 'url') return { front: null, since: null, doubtful, passed: [], choice };
  const urls = steps.map(({ entry }) => entry.url);
  const before = urls.slice(0, urls.indexOf(front.url));
  const passed = doubtful.filter(({ entry }) => entry.index < front.index || before.includes(entry.url));
  const since = sinceOf(front, passed, circuits, choice);
  return { front, since, doubtful, passed, choice };
}

/** In a row. */
const GOOD_LOOKS = 2;

/**
 * Reports whether the looks have found it well since it was left alone, and the next request may try it: else the warning would stand until
 * somebody runs go again.
 */
function isWellAgain(
  { state, since, retryAt }: ReportedCircuit,
  health: EntryHealth | undefined,
  now: number,
): boolean {
  const last = health?.recent.slice(-GOOD_LOOKS) ?? [];
  if (last.length < GOOD_LOOKS || last.some(({ failure }) => failure !== null)) return false;
  return state === 'half-open' || (now >= retryAt && last.every(({ at }) => at > since));
}

/** A look that was only slow says nothing against an entry: it serves. */
function downSince(health: EntryHealth | undefined): { readonly since: number; readonly cause: Cause | null } | null {
  if (health === undefined) return null;
  const { state, cause, since } = health;
  return state === 'down' || (state === 'degraded' && cause?.code !== 'slow') ? { since, cause } : null;
}

/** The latest of what has brought it to the front: another's failure, its own recovery, the user. */
function sinceOf(
  { url, index }: UrlEntry,
  passed: readonly DoubtfulEntry[],
  circuits: readonly ReportedCircuit[],
  choice: OrderChoice | null,
): number | null {
  const left = passed.map(({ since }) => since);
  const closed = index === 0 ? circuits.filter(({ entry }) => entry === url).map(({ since }) => since) : [];
  const times = [...left, ...closed, ...(choice === null ? [] : [choice.at])];
  return times.length === 0 ? null : Math.max(...times);
}
