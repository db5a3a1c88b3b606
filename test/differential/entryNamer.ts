/** Which entry of a list a text of go's speaks of, told by the URLs in it. */
import type { ListCase } from './listCase.ts';

/** Returns the number of the first entry that `text` names, or null. */
export type EntryNamer = (text: string) => number | null;

/** The query that a mirror's URL has where a go-import tag sends `direct` to it. */
export const DIRECT_QUERY = 'via=direct';

interface Sign {
  /** How the URLs of the entry's requests begin, as go prints them. */
  readonly base: string;
  readonly query: string;
}

/** Absolute paths too: an error of the file system names no URL. */
const URLS = /(?:https?|file):\/[^\s"]*|(?<=\s)\/[^\s"]*/g;
/** The first URL of this error is that of the redirect's target. */
const REDIRECTED = /Get "[^"]*": redirected from secure URL (\S+) to insecure URL \S+/g;

export function entryNamer({ entries }: ListCase): EntryNamer {
  const signs = entries.flatMap(({ value }, entry) => signsOf(value).map((sign) => ({ ...sign, entry })));
  // Of two entries at one server the one with the longer path is meant.
  signs.sort((a, b) => b.base.length - a.base.length);
  const direct = entries.findIndex(({ value }) => value === 'direct');
  const find = (url: string): number =>
    url.includes(DIRECT_QUERY) ? direct : (signs.find((sign) => fits(url, sign))?.entry ?? -1);
  return (text) => {
    for (const [url] of text.replace(REDIRECTED, '$1').matchAll(URLS)) {
      const entry = find(url);
      if (entry >= 0) return entry;
    }
    return null;
  };
}

/** Returns how the URLs of an entry's requests begin in go's words: with a scheme, and no slash at the end. */
export function printedBase(value: string): string {
  const url = /^(?:https?|file):/i.test(value) ? value : `https://${value}`;
  const [head = ''] = url.split('?');
  return head
    .replace(/^HTTPS?/, (scheme) => scheme.toLowerCase())
    .replace(/\/$/, '')
    .replace(/:[^:@/]*@/, ':xxxxx@');
}

function signsOf(value: string): Sign[] {
  const base = printedBase(value);
  const [, query = ''] = value.split('?');
  if (!base.startsWith('file:///')) return [{ base, query }];
  // In the words of the file system the path is plain.
  return [base, decodeURIComponent(base.slice('file://'.length))].map((one) => ({ base: one, query: '' }));
}

function fits(url: string, { base, query }: Sign): boolean {
  const [head = '', ownQuery = ''] = url.replace(/[:,]+$/, '').split('?');
  return ownQuery === query && (head === base || head.startsWith(`${base}/`));
}
