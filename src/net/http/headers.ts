/** The fields of an answer's head that anybody here reads. */

/** Field names in lower case, each with its first value, as Go's Header.Get sees it. */
export type Headers = ReadonlyMap<string, string>;

/** Reads undici's flat list of names and values; bytes are taken as Latin-1, as on the wire. */
export function readHeaders(raw: readonly (Buffer | string | readonly (Buffer | string)[])[]): Headers {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = text(raw[index]).toLowerCase();
    if (!headers.has(name)) headers.set(name, text(raw[index + 1]).trim());
  }
  return headers;
}

/**
 * Returns the seconds that Retry-After asks for, from its number or its date (RFC 9110 10.2.3), or null where there is
 * none to be read. `now` is in ms since the epoch. A date in the past is 0.
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after') ?? '';
  if (/^[0-9]{1,9}$/.test(value)) return Number(value);
  // Only what looks like one of HTTP's three dates: Date.parse takes almost anything.
  if (!/^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? /.test(value)) return null;
  const date = Date.parse(/GMT$/.test(value) ? value : `${value} GMT`);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Longer than any date of HTTP. */
const DATE_LIMIT = 64;

/**
 * Returns the Date field, or null where it does not say what time it is now: none, or one of a cached answer, whose Date is that
 * of the day when it was made (RFC 9111 5.1: a cache that reuses an answer adds Age).
 */
export function dateOf(headers: Headers): string | null {
  const date = headers.get('date') ?? '';
  const isStored = /[1-9]/.test(headers.get('age') ?? '');
  return date === '' || date.length > DATE_LIMIT || isStored ? null : date;
}

function text(value: Buffer | string | readonly (Buffer | string)[] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return Buffer.isBuffer(value) ? value.toString('latin1') : text(value[0]);
}
