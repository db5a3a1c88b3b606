/** What people mistype in a GOPROXY list, put right where there is no doubt what was meant. Pure, total, linear. */
import { formatList, parseList, type Separator } from './list.ts';
import { isPublicMirror } from './mirrors.ts';

/** Longer than any list that a person has typed. */
const LIMIT = 4000;

/** Where an entry can only begin: a scheme or what was meant to be one, a keyword, a host with a dot. */
const BEGINNING =
  /^(?:[a-z]{2,8}[:;.]?[/\\]{1,2}[a-z0-9[]|[a-z]{2,8}:[/\\]|(?:direct|off)(?![\w.-])|[a-z0-9-]+(?:\.[a-z0-9-]+)+)/i;
/** A scheme as people write it, with whatever separates it from the host. */
const SCHEME = /^([a-z]{2,8})(?::[/\\]{1,3}|[/\\]{2}|[;.][/\\]{2}|:)(?=[a-z0-9[])/i;
const QUOTES = /^["'`“”‘’«»]+|["'`“”‘’«»]+$/g;

/**
 * Returns the corrected list, which go takes; null where there is nothing to correct, or more than one thing that may have been
 * meant. A list with an `@` is mended by nobody but its owner: what looks like a typing error may be a password's.
 */
export function mendList(text: string, publicMirrors: readonly string[] = []): string | null {
  if (text.length > LIMIT || text.includes('@')) return null;
  const pieces = separate(unwrap(halfWidth(text)));
  const entries = pieces.flatMap(({ value, separator }) => mendEntry(value, separator, publicMirrors));
  const mended = formatList(entries.filter(({ value }) => value !== ''));
  // A blank that is left in an entry was not understood.
  const isClear = /^[!#-~]+$/.test(mended) && mended !== formatList(trimmed(text));
  return isClear && isUsable(mended) ? mended : null;
}

/** go takes a URL without a host for a list's entry, and can make no request of it. */
function isUsable(list: string): boolean {
  const parsed = parseList(list);
  return (
    parsed.ok && parsed.value.entries.every((one) => one.kind !== 'url' || one.scheme === 'file' || one.host !== '')
  );
}

interface Piece {
  readonly value: string;
  readonly separator: Separator | null;
}

/** The wide twins of ASCII (U+FF01 to U+FF5E), the wide blank, and the signs that stand on their keys. */
function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[　\u00a0]/g, ' ')
    .replace(/、/g, ',')
    .replace(/。/g, '.');
}

/** Without quotes around it and without the variable's name, which are pasted along. */
function unwrap(text: string): string {
  const bare = text.trim().replace(/^(?:export|set|setx|\$env:)?\s*GOPROXY\s*=\s*/i, '');
  return bare
    .replace(QUOTES, '')
    .replace(/:\/\/\s+/g, '://')
    .trim();
}

/** The text as it is, for comparison: blanks and empty entries do not count. */
function trimmed(text: string): Piece[] {
  return cut(text, /[,|]/g);
}

/** Semicolons and blanks separate too, where an entry begins behind them. */
function separate(text: string): Piece[] {
  return cut(
    text,
    /[,|]|[;\s]+(?=$|[,|])|[;\s]+(?=\S)/g,
    (rest) => BEGINNING.test(rest.slice(0, 300)) || /^[,|]?$/.test(rest),
  );
}

function cut(text: string, at: RegExp, isCut: (rest: string) => boolean = () => true): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const match of text.matchAll(at)) {
    const end = match.index + match[0].length;
    const isPlain = match[0] === ',' || match[0] === '|';
    const rest = text.slice(end, end + 300).replace(QUOTES, '');
    if (!isPlain && !isCut(rest)) continue;
    pieces.push({ value: text.slice(start, match.index).trim(), separator: match[0] === '|' ? '|' : ',' });
    start = end;
  }
  pieces.push({ value: text.slice(start).trim(), separator: null });
  // Of several separators in a row the last counts, as go drops what is blank between them.
  return pieces.filter(({ value }) => value !== '');
}

function mendEntry(written: string, separator: Separator | null, publicMirrors: readonly string[]): Piece[] {
  const value = written.replace(QUOTES, '').trim();
  const keyword = /^(direct|off)[.;/]*$/i.exec(value)?.[1];
  if (keyword !== undefined) return [{ value: keyword.toLowerCase(), separator }];
  const url = mendScheme(value, publicMirrors);
  // A comma that became a slash: no public mirror has such a path.
  const [, base, tail] = /^(.*[^/])\/(direct|off)\/?$/i.exec(url) ?? [];
  if (base !== undefined && tail !== undefined && isPublicMirror(base, publicMirrors)) {
    return [
      { value: base, separator: ',' },
      { value: tail.toLowerCase(), separator },
    ];
  }
  return [{ value: url, separator }];
}

function mendScheme(value: string, publicMirrors: readonly string[]): string {
  const [head, name = ''] = SCHEME.exec(value) ?? [];
  if (head === undefined || /^file$/i.test(name)) return value;
  let rest = value.slice(head.length);
  // `host:port` has no scheme.
  if (head === `${name}:` && !/^https?$/i.test(name)) return value;
  // A scheme pasted before another one.
  const second = /^https?:\/\/(?=[a-z0-9[])/i.exec(rest)?.[0];
  if (second !== undefined) rest = rest.slice(second.length);
  const isPublic = isPublicMirror(`https://${rest}`, publicMirrors);
  const scheme = schemeOf((second ?? name).toLowerCase().replace('://', ''));
  // All of them answer on https; what is fetched in the clear can be changed on its way.
  if (isPublic && scheme !== null) return `https://${rest}`;
  return scheme === null || scheme === 'unclear' ? value : `${scheme}://${rest}`;
}

/** `unclear`: nearly http, which may have been meant for either. */
function schemeOf(name: string): 'https' | 'http' | 'unclear' | null {
  if (name === 'https' || name === 'http') return name;
  if (isNearly(name, 'https') && name.includes('s')) return 'https';
  return isNearly(name, 'http') ? 'unclear' : null;
}

/** One letter too many, too few or another, or two of them swapped. */
function isNearly(word: string, meant: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at++;
  const [rest, left] = [word.slice(at), meant.slice(at)];
  if (rest === '' && left === '') return true;
  const isSwapped = rest[0] === left[1] && rest[1] === left[0] && rest.slice(2) === left.slice(2);
  return isSwapped || rest.slice(1) === left || rest === left.slice(1) || rest.slice(1) === left.slice(1);
}
