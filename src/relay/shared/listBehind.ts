/** A list that leads to the user's own relay, as a window finds it that was started from a terminal which has the relay's URL. */
import { entriesOf, type UrlEntry } from '../../goproxy/list/list.ts';
import type { Assignment } from './assignment.ts';

/**
 * Returns the list that a GOPROXY value comes to: where it leads to the relay, what that serves there; null where that leads in a circle,
 * or an entry of several leads there. A relay is known by its token: its port may have changed.
 */
export function listBehind(value: string, assignments: readonly Assignment[]): string | null {
  const passed = new Set<Assignment>();
  for (let at = value; ; ) {
    const urls = entriesOf(at).filter((entry) => entry.kind === 'url');
    const [behind] = assignments.filter((one) => urls.some((entry) => leadsTo(entry, one)));
    if (behind === undefined) return at;
    if (urls.length > 1 || passed.has(behind)) return null;
    passed.add(behind);
    at = behind.list;
  }
}

function leadsTo({ url }: UrlEntry, { token }: Assignment): boolean {
  return url.replace(/\/$/, '').endsWith(`/${token}`);
}
