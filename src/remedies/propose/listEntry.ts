/** What the entries of the list are to a remedy: their names, and which of them are public. */
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import type { RemedyContext } from '../remedyContext.ts';

/** The host of an entry, or its text where it has none; '' where there is no such entry. */
export function entryHost(index: number | null, { list }: RemedyContext): string {
  const entry = index === null ? undefined : list?.entries[index];
  return entry?.kind === 'url' && entry.host !== '' ? entry.host : (entry?.value ?? '');
}

/** Reports whether the entry is a public mirror; what is not known to be one counts as private. */
export function isPublicEntry(index: number, { list, publicMirrors }: RemedyContext): boolean {
  const entry = list?.entries[index];
  return entry?.kind === 'url' && isPublicMirror(entry.url, publicMirrors);
}
