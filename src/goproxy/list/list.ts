/** The GOPROXY list: its grammar, and the changes that are made to it. */
import { failure, type Result, success } from '../../base/result.ts';
import { trimGoSpace } from '../golang/goSpace.ts';
import { type GoUrl, parseGoUrl } from '../golang/goUrl.ts';

/** What follows an entry: `,` lets go on after "not found" (404, 410) only, `|` after any error. */
export type Separator = ',' | '|';

interface EntryBase {
  /** The number that go would give it: blanks do not count. */
  readonly index: number;
  /** As written, trimmed. May hold a secret. */
  readonly value: string;
  /** Null at the end of the list. */
  readonly separator: Separator | null;
}

export interface UrlEntry extends EntryBase {
  readonly kind: 'url';
  /** With its scheme, credentials and query; without fragment and without the one slash that go takes off the path's end. */
  readonly url: string;
  readonly scheme: 'http' | 'https' | 'file';
  /** `host` or `host:port`; empty for file, and where the URL names none (`https:/x`): then no request can be made. */
  readonly host: string;
  /** On plain http they are refused at every fetch ("refusing to pass credentials to insecure URL"); the list is valid. */
  readonly credentials: 'none' | 'https' | 'refused';
}

export interface KeywordEntry extends EntryBase {
  readonly kind: 'direct' | 'off';
}

/** What stands after `direct` or `off`: go neither reads nor validates it. */
export interface UnreadEntry extends EntryBase {
  readonly kind: 'unread';
}

export type Entry = UrlEntry | KeywordEntry | UnreadEntry;

export interface GoproxyList {
  readonly text: string;
  readonly entries: readonly Entry[];
}

/**
 * Why go refuses the whole list. `file-with-host`: a file URL with anything but a path (a host, `file:/x`, a query,
 * a fragment). `too-many`: our own limit, see MAX_ENTRIES. The others as in go-command.md §4.4.
 */
export interface ListFault {
  readonly detail: 'no-entries' | 'missing-scheme' | 'unsupported-scheme' | 'file-with-host' | 'bad-url' | 'too-many';
  /** The entry at fault, or null for a fault of the list. */
  readonly index: number | null;
  /** The entry as written (may hold a secret); empty for a fault of the list. */
  readonly value: string;
}

/** go has no limit, but no one lives with more entries, and each of them costs a connection to examine. */
const MAX_ENTRIES = 1000;

/**
 * Parses a GOPROXY value as proxyList in cmd/go/internal/modfetch/proxy.go does (of Go 1.26): the first fault ends it.
 * The empty text has no entries here; go would take its default instead. Total and linear.
 */
export function parseList(text: string): Result<GoproxyList, ListFault> {
  const entries: Entry[] = [];
  let ended = false;
  for (const { value, separator } of pieces(text)) {
    const base = { index: entries.length, value, separator };
    if (entries.length === MAX_ENTRIES) return failure({ detail: 'too-many', index: null, value: '' });
    if (ended) {
      entries.push({ ...base, kind: 'unread' });
    } else if (value === 'direct' || value === 'off') {
      entries.push({ ...base, kind: value });
      ended = true;
    } else {
      const parsed = parseUrlEntry(value);
      if (typeof parsed === 'string') return failure({ detail: parsed, index: base.index, value });
      entries.push({ ...base, kind: 'url', ...parsed });
    }
  }
  const last = entries.pop();
  if (last === undefined) return failure({ detail: 'no-entries', index: null, value: '' });
  entries.push({ ...last, separator: null });
  return success({ text, entries });
}

/** Returns the entries that could have been asked: none where there is no list, or go refuses it as a whole. */
export function entriesOf(list: string | null): readonly Entry[] {
  const parsed = list === null ? null : parseList(list);
  return parsed?.ok === true ? parsed.value.entries : [];
}

/** Returns the list as text: values and separators, no blanks; an entry without a separator before others gets `,`. */
export function formatList(entries: readonly Pick<Entry, 'value' | 'separator'>[]): string {
  const last = entries.length - 1;
  return entries.map(({ value, separator }, at) => (at === last ? value : value + (separator ?? ','))).join('');
}

/**
 * Returns the list's text with entry `index` first, or null for what cannot be moved: `direct`, `off`, what stands after
 * them, and what is not there. Each separator stays with its entry, because `,` after a private entry is a barrier that
 * keeps private names from the next; a moved last entry gets `,`.
 */
export function moveFirst(list: GoproxyList, index: number): string | null {
  const moved = list.entries[index];
  if (moved?.kind !== 'url') return null;
  return formatList([moved, ...list.entries.filter((entry) => entry !== moved)]);
}

/**
 * Returns the list's text with the mirror `url` first: its own entry moved there, else a new one with `,` behind it. All that the list
 * holds stays, `direct` and separators too.
 */
export function putFirst(list: GoproxyList, url: string): string {
  const own = list.entries.find((entry) => entry.kind === 'url' && isSameUrl(entry.url, url));
  const moved = own === undefined ? null : moveFirst(list, own.index);
  return moved ?? formatList([{ value: url, separator: ',' }, ...list.entries]);
}

/** Reports whether two URLs are those of one entry: a slash at the end makes no difference to go. */
export function isSameUrl(one: string, other: string): boolean {
  return one.replace(/\/$/, '') === other.replace(/\/$/, '');
}

/** The trimmed pieces between separators, blanks dropped; each with the separator that follows it in the text. */
function* pieces(text: string): Generator<{ value: string; separator: Separator | null }> {
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = at < text.length ? text[at] : null;
    if (char !== ',' && char !== '|' && char !== null) continue;
    const value = trimGoSpace(text, start, at);
    start = at + 1;
    if (value !== '') yield { value, separator: char };
  }
}

type ParsedUrl = Pick<UrlEntry, 'url' | 'scheme' | 'host' | 'credentials'>;

function parseUrlEntry(value: string): ParsedUrl | ListFault['detail'] {
  // A word without any of these is kept for go's own use; with `:/` or as an absolute path it must be a whole URL.
  const inferred = /[.:/]/.test(value) && !value.includes(':/') && !value.startsWith('/');
  const text = inferred ? `https://${value}` : value;
  const parsed = parseGoUrl(text);
  if (parsed === null) return 'bad-url';
  const { scheme } = parsed;
  if (scheme === '') return 'missing-scheme';
  if (scheme === 'file') {
    if (!isPlainFileUrl(parsed)) return 'file-with-host';
    return { url: normalize(text, parsed), scheme, host: '', credentials: 'none' };
  }
  if (scheme !== 'http' && scheme !== 'https') return 'unsupported-scheme';
  const credentials = parsed.userinfo === null ? 'none' : scheme === 'https' ? 'https' : 'refused';
  return { url: normalize(text, parsed), scheme, host: parsed.host, credentials };
}

function isPlainFileUrl(url: GoUrl): boolean {
  return (
    url.opaque === '' &&
    url.userinfo === null &&
    url.host === '' &&
    url.query === '' &&
    url.fragment === '' &&
    !url.omitHost
  );
}

/** Lower-cases the scheme, drops the fragment and one slash at the path's end. `//` stays: there go's requests differ. */
function normalize(text: string, { scheme, query }: GoUrl): string {
  const hash = text.indexOf('#');
  const whole = hash < 0 ? text : text.slice(0, hash);
  const head = scheme + whole.slice(scheme.length, whole.length - query.length);
  return (head.endsWith('/') && !head.endsWith('//') ? head.slice(0, -1) : head) + query;
}
