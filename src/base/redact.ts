/**
 * The one redaction function: secrets in URLs become `***`. It is the last step before anything is shown, logged or sent.
 * Secrets are a URL's userinfo, the values of its query string (some mirrors take a token there), and a relay's token in its path.
 *
 * People write passwords as they are, so that `/ ? # @ , |` and blanks stand in the midst of them and go reads another URL than was
 * meant. Here every `@` that may be the end of a userinfo is taken for one: hiding too much is the lesser fault.
 */
const MASK = '***';

/** The go command's own questions: they say nothing about anybody. */
const HARMLESS_PARAMETERS = new Set(['go-get=1', 'service=git-upload-pack']);

/** What separates URLs in a GOPROXY list, in running text (Chinese has its own signs, and no blank after them) and in tables. */
const SEPARATORS = /([\s,|\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\u201c\u201d]+)/;
/** Punctuation that may follow a URL in running text and is not part of it. */
const TRAILING = /["'`)\]>:;.]{1,8}$/;
/** What may stand before an entry without a scheme: a quote, the variable's name. */
const LEADING = /^["'`(<]?(?:--goproxy=|[A-Z][A-Z0-9_]*=)?["']?/;

/** What stands behind the `@` of `M@V`, `/@v/` and `@latest`. */
const VERSION = /^(?:v[\d/]|go\d|(?:latest|upgrade|patch|none|master|main|HEAD)\b|[0-9a-f]{7,40}\b)/;
/** A host that cannot be anything else: with a domain, a port or brackets. */
const CLEARLY_HOST = /^(?:\[|\d{1,3}(?:\.\d{1,3}){3}\b|[\w.-]*(?:\.[A-Za-z]{2,}|:\d))/;
const PERHAPS_HOST = /^(?:[\w[]|:\d)/;
/** Longer than any prefix that the three of them need to see. */
const GLANCE = 256;

/** A relay's token: whoever knows it may use the relay. */
const RELAY_TOKEN = /\bgpd-[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;

/** Returns `text` with every secret of every URL in it replaced. Total, linear, idempotent. E-mail addresses look alike and go too. */
export function redact(text: string): string {
  return redactUrls(text).replace(RELAY_TOKEN, `gpd-${MASK}`);
}

function redactUrls(text: string): string {
  if (!/[@?]|:\/\//.test(text)) return text;
  const pieces = text.split(SEPARATORS);
  let redacted = '';
  for (let at = 0; at < pieces.length; at += 2) {
    const token = pieces[at] ?? '';
    const open = openSecret(token);
    const end = open === null ? null : closingPiece(pieces, at);
    if (open === null || end === null) {
      const isPlain = open === null && !token.includes('@') && !token.includes('?');
      redacted += (isPlain ? token : redactToken(token)) + (pieces[at + 1] ?? '');
    } else {
      const last = pieces[end] ?? '';
      const closed = `${token.slice(0, open)}${MASK}@${last.slice(lastEnd(last, PERHAPS_HOST))}`;
      redacted += redactToken(closed) + (pieces[end + 1] ?? '');
      at = end;
    }
  }
  return redacted;
}

/** Redacts every string in a JSON value; keys are ours and stay. */
export function redactJson(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactJson(item)]));
  }
  return value;
}

/** Where in `token` a secret begins that a separator cuts off (`https://user:pa` of `https://user:pa ss@host`), or null. */
function openSecret(token: string): number | null {
  const scheme = token.indexOf('://');
  const lead = leading(token).length;
  if (scheme < 0) return !token.includes('@') && hasBrokenPort(token.slice(lead)) ? lead : null;
  let start = scheme + 3;
  const tail = TRAILING.exec(token)?.[0] ?? '';
  for (const part of token.slice(start, token.length - tail.length).split('://')) {
    const end = secretEnd(part);
    if (end === null) return start;
    if (part.includes('?', end)) return null;
    start += part.length + 3;
  }
  return null;
}

/**
 * Returns the index of the piece that ends the secret which the piece at `start` begins, or null. It is looked for up to the next
 * URL or line; without a scheme no farther than the list goes, as `word:word` is common in any text.
 */
function closingPiece(pieces: readonly string[], start: number): number | null {
  const isBare = !(pieces[start] ?? '').includes('://');
  let end: number | null = null;
  for (let at = start + 2; at < pieces.length; at += 2) {
    const piece = pieces[at] ?? '';
    const gap = pieces[at - 1] ?? '';
    if (piece.includes('://') || gap.includes('\n') || (isBare && /\s/.test(gap))) break;
    if (lastEnd(piece, PERHAPS_HOST) > 0) end = at;
    if (isBare && piece.includes(':')) break;
  }
  return end;
}

function redactToken(token: string): string {
  const scheme = token.indexOf('://');
  if (scheme < 0) return redactBare(token);
  const tail = TRAILING.exec(token)?.[0] ?? '';
  const rest = token.slice(scheme + 3, token.length - tail.length);
  return `${redactBare(token.slice(0, scheme))}://${redactRest(rest)}${tail}`;
}

/** An entry without a scheme (`user:pass@host/path`), to which go adds https://. Most tokens are none, and `M@V` is none. */
function redactBare(token: string): string {
  if (!/[@?]/.test(token) || /^[A-Za-z]:\\/.test(token)) return token;
  const lead = leading(token);
  const tail = TRAILING.exec(token.slice(lead.length))?.[0] ?? '';
  const core = token.slice(lead.length, token.length - tail.length);
  const before = /^[^/@?]*/.exec(core)?.[0] ?? '';
  if (before.includes(':')) {
    const end = lastEnd(core, PERHAPS_HOST);
    if (end > 0) return `${lead}${MASK}@${withoutQuery(core.slice(end))}${tail}`;
  } else if (core[before.length] === '@' && before !== '' && before !== 'git') {
    const end = lastEnd(core, CLEARLY_HOST);
    if (end > 0) return `${lead}${MASK}@${withoutQuery(core.slice(end))}${tail}`;
  }
  const isEntry = /^[\w-]+(?:\.[\w-]+)*(?:\.[A-Za-z]{2,}|:\d+)(?:\/[^?]*)?\?/.test(core);
  return isEntry ? `${lead}${withoutQuery(core)}${tail}` : token;
}

/** `rest` is what follows the first `://`; a mirror of mirrors has further URLs in its path. */
function redactRest(rest: string): string {
  const parts = rest.split('://');
  const redacted: string[] = [];
  for (const [at, part] of parts.entries()) {
    const end = secretEnd(part);
    if (end === null) return [...redacted, `${part.slice(0, part.indexOf(':'))}:${MASK}`].join('://');
    const userinfo = end === 0 ? '' : `${MASK}@`;
    const open = part.slice(end);
    // What follows a question mark is a value, whatever it looks like.
    if (open.includes('?')) {
      return [...redacted, userinfo + withoutQuery([open, ...parts.slice(at + 1)].join('://'))].join('://');
    }
    redacted.push(userinfo + open);
  }
  return redacted.join('://');
}

/** Where what may be shown begins: 0 without a secret, null where all but the user's name is one. */
function secretEnd(part: string): number | null {
  const authority = authorityOf(part);
  const userinfo = authority.lastIndexOf('@') + 1;
  let end: number;
  if (userinfo === 0 && hasBrokenPort(part)) {
    end = lastEnd(part, PERHAPS_HOST);
    if (end === 0) return null;
  } else {
    // What looks like a port may be the beginning of a password, and the end of one what looks like a path or a query.
    const isLikely = userinfo > 0 || authority.includes(':');
    const open = isLikely ? part : (part.split('?', 1)[0] ?? '');
    end = Math.max(userinfo, lastEnd(open, isLikely ? PERHAPS_HOST : CLEARLY_HOST));
  }
  return end + authorityOf(part.slice(end)).lastIndexOf('@') + 1;
}

/** Returns the place behind the last `@` that a host follows, 0 where there is none. */
function lastEnd(text: string, host: RegExp): number {
  for (let at = text.lastIndexOf('@'); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('@', at - 1)) {
    const next = text.slice(at + 1, at + 1 + GLANCE);
    if (host.test(next) && !VERSION.test(next)) return at + 1;
  }
  return 0;
}

function authorityOf(part: string): string {
  return /^[^/?#]*/.exec(part)?.[0] ?? '';
}

/** What stands where a port must be is not a number: the beginning of a password. */
function hasBrokenPort(part: string): boolean {
  const authority = authorityOf(part);
  const colon = authority.indexOf(':');
  if (colon < 0 || authority.startsWith('[')) return false;
  const port = authority.slice(colon + 1);
  return port === '' ? part.length > authority.length : !/^\d+$/.test(port);
}

function leading(token: string): string {
  return LEADING.exec(token)?.[0] ?? '';
}

function withoutQuery(url: string): string {
  const question = url.indexOf('?');
  if (question < 0) return url;
  const parameters = url.slice(question + 1).split('&');
  return `${url.slice(0, question)}?${parameters.map(withoutValue).join('&')}`;
}

/** A bare token without a name is a secret as well. */
function withoutValue(parameter: string): string {
  if (parameter === '' || HARMLESS_PARAMETERS.has(parameter)) return parameter;
  const equals = parameter.indexOf('=');
  return equals < 0 ? MASK : `${parameter.slice(0, equals)}=${MASK}`;
}
