/** Which mirrors are compared: those that the call names, else the user's own and the public ones. Pure. */
import { failure, type Result, success } from '../../base/result.ts';
import { type GoproxyList, isSameUrl, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import { isPublicMirror, MIRRORS } from '../../goproxy/list/mirrors.ts';
import type { MirrorSource } from './comparison.ts';

export interface MirrorTarget {
  /** Numbered by its place among the targets. */
  readonly entry: UrlEntry;
  readonly name: string | null;
  readonly source: MirrorSource;
  /** Its number in the list in force; null where it is not in it. */
  readonly place: number | null;
  readonly isPublic: boolean;
}

export interface TargetWishes {
  /** Names of our table and URLs; none: all that follows, and the table's mirrors that may be offered. */
  readonly named: readonly string[];
  /** The list in force; null where there is none that can be parsed. */
  readonly own: GoproxyList | null;
  /** URLs of further mirrors: the toolchain's default, those of the user's settings. */
  readonly known: readonly string[];
}

/** Each mirror once. Fails with what is neither a name nor a URL. */
export function chooseTargets({ named, own, known }: TargetWishes): Result<readonly MirrorTarget[], string> {
  const chosen: MirrorTarget[] = [];
  const add = (text: string, source: MirrorSource): boolean => {
    const parsed = parseList(text);
    const [entry] = parsed.ok && parsed.value.entries.length === 1 ? parsed.value.entries : [];
    if (entry?.kind !== 'url') return false;
    if (chosen.some((one) => isSameUrl(one.entry.url, entry.url))) return true;
    const name = MIRRORS.find(({ url }) => isSameUrl(url, entry.url))?.name ?? null;
    const place = own?.entries.findIndex((one) => one.kind === 'url' && isSameUrl(one.url, entry.url)) ?? -1;
    const numbered = { ...entry, index: chosen.length };
    const isPublic = isPublicMirror(entry.url, known);
    chosen.push({ entry: numbered, name, source, place: place < 0 ? null : place, isPublic });
    return true;
  };
  for (const text of named) {
    const mirror = MIRRORS.find(({ name }) => name === text);
    if (!add(mirror?.url ?? text, 'named')) return failure(text);
  }
  if (named.length > 0) return success(chosen);
  for (const { kind, value } of own?.entries ?? []) if (kind === 'url') add(value, 'list');
  for (const url of known) add(url, 'known');
  for (const { note, url } of MIRRORS) if (note === 'fit') add(url, 'built-in');
  return success(chosen);
}
