/** Which entries may stand in for one another: public mirrors side by side. Pure. */
import type { Entry, GoproxyList, UrlEntry } from './list.ts';

/** Tells the entries that are known as public mirrors; all others are private. */
export type IsPublic = (entry: UrlEntry) => boolean;

/** Reports whether the one may be asked in the other's place: what a public mirror may hear, another may hear too. */
export function mayStandIn(one: UrlEntry, other: UrlEntry, isPublic: IsPublic): boolean {
  return isPublic(one) && isPublic(other);
}

/** Reports whether that entry, were it first, is a public mirror that hears of what only a private one is asked first now. */
export function passesPrivate({ entries }: GoproxyList, index: number, isPublic: IsPublic): boolean {
  const isMirror = (entry: Entry | undefined) => entry?.kind === 'url' && isPublic(entry);
  return isMirror(entries[index]) && !entries.slice(0, index).every(isMirror);
}

/**
 * Returns the entries at the list's head that may change places, in the list's order; none where the first is private. The run
 * ends at a private entry, whatever follows it: `|` lets a path go past it when it has failed, not before it was asked.
 */
export function leadingMirrors({ entries: [first, ...others] }: GoproxyList, isPublic: IsPublic): readonly UrlEntry[] {
  if (first?.kind !== 'url' || !isPublic(first)) return [];
  const run = [first];
  for (const entry of others) {
    if (entry.kind !== 'url' || !mayStandIn(first, entry, isPublic)) break;
    run.push(entry);
  }
  return run;
}
