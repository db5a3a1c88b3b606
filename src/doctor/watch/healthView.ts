/** What surfaces see of a list's health: the book, told of the entries that the list has now. Pure. */
import { type GoproxyList, moveFirst, type UrlEntry } from '../../goproxy/list/list.ts';
import type { Book, PastFailure } from '../../health/book.ts';
import type { Cause, EntryHealth } from '../../health/entryHealth.ts';
import type { Incident } from '../../health/history/incidents.ts';
import { type Series, type Summary, summarize } from '../../health/history/series.ts';
import { spent, type Traffic } from '../../health/usage.ts';
import { keyOf, urlsOf } from './sight.ts';

export interface EntryView {
  readonly entry: UrlEntry;
  readonly health: EntryHealth;
  /** The last hour. */
  readonly hour: Summary;
  /** What longer figures are made from; see entryHistory. */
  readonly series: Series;
  readonly lastFailure: PastFailure | null;
}

/** Which entry should be in front now, and what would have to be changed for it. */
export interface FailoverView {
  /** The user's own list. */
  readonly own: string;
  /** The list as it should be: `own`, or with another entry first. */
  readonly wanted: string;
  /** The number, in the user's own list, of the entry that is first in `wanted`. */
  readonly front: number;
  readonly since: number;
  /** What ailed the entry that was left; null while `wanted` is the user's own list. */
  readonly cause: Cause | null;
}

export interface HealthView {
  /** Of those that were asked, in the list's order. */
  readonly entries: readonly EntryView[];
  /** The newest first. `entry`: its number in the list; null for one that is not in it. */
  readonly incidents: readonly (Omit<Incident, 'entry'> & { readonly entry: number | null })[];
  /** Null where no entry may stand in for the first one. */
  readonly failover: FailoverView | null;
  /** What looking cost within the last hour, and what it may cost. */
  readonly usage: Traffic & { readonly caps: Traffic };
}

/** `own`: the list in the user's own order. */
export function healthView(
  book: Book,
  { list, own }: { readonly list: GoproxyList; readonly own: GoproxyList },
  caps: Traffic,
  now: number,
): HealthView {
  const urls = urlsOf(list);
  return {
    entries: urls.flatMap((entry) => entryView(entry, book, now) ?? []),
    incidents: book.incidents.map((one) => ({
      ...one,
      entry: urls.find((entry) => keyOf(entry) === one.entry)?.index ?? null,
    })),
    failover: failoverView(book, own),
    usage: { ...spent(book.usage, now), caps },
  };
}

/** Returns the states of the entries, with their causes, as one word to compare. */
export function entryStates({ entries }: HealthView): string {
  return entries.map(({ health: { state, cause } }) => `${state} ${cause?.code ?? ''}`).join('\n');
}

/** The same of all that is worth drawing anew for: the figures change with every look. */
export function gist(view: HealthView | null): string {
  if (view === null) return '';
  const { incidents, failover } = view;
  return [entryStates(view), incidents.length, incidents[0]?.end, incidents[0]?.done.length, failover?.wanted].join(
    '\n',
  );
}

function entryView(entry: UrlEntry, { entries }: Book, now: number): EntryView | null {
  const record = entries.get(keyOf(entry));
  if (record === undefined) return null;
  const { health, series, failures } = record;
  return { entry, health, hour: summarize(series, 'hour', now), series, lastFailure: failures.at(-1) ?? null };
}

function failoverView({ failover }: Book, own: GoproxyList): FailoverView | null {
  const front = urlsOf(own).find((entry) => keyOf(entry) === failover?.front);
  if (failover === null || front === undefined) return null;
  const { since, cause } = failover;
  const wanted = front.index === 0 ? own.text : (moveFirst(own, front.index) ?? own.text);
  return { own: own.text, wanted, front: front.index, since, cause };
}
