/**
 * The one redaction function: secrets in URLs become `***`. It is the last step before anything is shown, logged or sent.
 * Secrets are a URL's userinfo and the values of its query string (some mirrors take a token there).
 */
const MASK = '***';

/** `?go-get=1` and `?service=…` are the go command's own questions and say nothing about anybody. */
const HARMLESS_PARAMETERS = new Set(['go-get', 'service']);

/** What separates URLs in a GOPROXY list, in running text and in tables. */
const SEPARATORS = /([\s,|]+)/;
/** Punctuation that may follow a URL in running text and is not part of it. */
const TRAILING = /["'`)\]>:;.]{1,8}$/;
/** An entry without a scheme (`user:pass@host/path`), to which go adds https://. */
const BARE_USERINFO = /^(["'`(<]?(?:[A-Z]+=)?["']?)[^/:@]+:[^/@]+@(?=[\w[])/;

/** Returns `text` with every secret of every URL in it replaced. Total, linear, idempotent. */
export function redact(text: string): string {
  if (!text.includes('@') && !text.includes('://')) return text;
  return text
    .split(SEPARATORS)
    .map((token, position) => (position % 2 === 1 ? token : redactToken(token)))
    .join('');
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

function redactToken(token: string): string {
  const scheme = token.indexOf('://');
  if (scheme < 0) return token.includes('@') ? token.replace(BARE_USERINFO, `$1${MASK}@`) : token;
  const tail = TRAILING.exec(token)?.[0] ?? '';
  const start = scheme + 3;
  const rest = token.slice(start, token.length - tail.length);
  return token.slice(0, start) + redactRest(rest) + tail;
}

/** `rest` is what follows `://`. */
function redactRest(rest: string): string {
  const question = rest.indexOf('?');
  const base = question < 0 ? rest : rest.slice(0, question);
  const query = question < 0 ? '' : `?${redactQuery(rest.slice(question + 1))}`;
  const slash = base.search(/[/#]/);
  const authority = slash < 0 ? base : base.slice(0, slash);
  const path = slash < 0 ? '' : base.slice(slash);

  const at = authority.lastIndexOf('@');
  if (at >= 0) return `${MASK}@${authority.slice(at + 1)}${redactNested(path)}${query}`;

  // A password with an unescaped `/` or `?`: what stands where a port must be is not a number.
  const colon = authority.startsWith('[') ? -1 : authority.indexOf(':');
  if (colon >= 0 && !/^\d*$/.test(authority.slice(colon + 1))) {
    const secretEnd = rest.lastIndexOf('@');
    return secretEnd < 0 ? `${authority.slice(0, colon)}:${MASK}` : `${MASK}@${rest.slice(secretEnd + 1)}`;
  }
  return authority + redactNested(path) + query;
}

/** A URL inside a URL's path, as a mirror of mirrors has it. */
function redactNested(path: string): string {
  const parts = path.split('://');
  if (parts.length === 1) return path;
  return parts
    .map((part, position) => {
      if (position === 0) return part;
      const slash = part.indexOf('/');
      const at = part.lastIndexOf('@', slash < 0 ? part.length : slash);
      return at < 0 ? part : `${MASK}@${part.slice(at + 1)}`;
    })
    .join('://');
}

function redactQuery(query: string): string {
  return query
    .split('&')
    .map((parameter) => {
      const equals = parameter.indexOf('=');
      // A bare token without a name is a secret as well.
      if (equals < 0) return parameter === '' ? '' : MASK;
      const name = parameter.slice(0, equals);
      return HARMLESS_PARAMETERS.has(name) ? parameter : `${name}=${MASK}`;
    })
    .join('&');
}
