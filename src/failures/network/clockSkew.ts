/** How far this machine's clock is from a server's. Pure and total. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const TIME = String.raw`(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d):(?<second>[0-5]\d|60)`;
const MONTH = `(?<month>${MONTHS.join('|')})`;

/** IMF-fixdate, and the two older forms that a client must take (RFC 9110 5.6.7). */
const FORMS = [
  new RegExp(String.raw`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\d\d) ${MONTH} (?<year>\d{4}) ${TIME} GMT$`),
  new RegExp(
    String.raw`^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), (?<day>\d\d)-${MONTH}-(?<year>\d\d) ${TIME} GMT$`,
  ),
  new RegExp(String.raw`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} (?<day>[ \d]\d) ${TIME} (?<year>\d{4})$`),
];

/** A year of two digits that seems more than 50 years ahead is of the century before. */
const FUTURE_YEARS = 50;

/** Half a second on average is lost where a clock is cut to whole seconds. */
const HALF_SECOND = 500;

/**
 * Returns the ms by which our clock is ahead of the server's (negative: behind), from the Date field and the instant when it arrived, by our
 * clock in ms since the epoch. Null where there is no date that can be read.
 */
export function clockSkew(dateHeader: string | null, receivedAt: number): number | null {
  const theirs = httpDate(dateHeader ?? '', receivedAt);
  const skew = theirs === null ? Number.NaN : receivedAt - theirs - HALF_SECOND;
  return Number.isFinite(skew) ? skew : null;
}

function httpDate(text: string, now: number): number | null {
  if (text.length > 40) return null;
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return null;
  const { day = '', month = '', hour = '', minute = '', second = '' } = parts;
  const date = Number(day);
  const index = MONTHS.indexOf(month);
  const year = fullYear(parts.year ?? '', now);
  const instant = Date.UTC(year, index, date, Number(hour), Number(minute), Number(second));
  // 31 February is no date: it would roll over into March.
  return new Date(Date.UTC(year, index, date)).getUTCDate() === date ? instant : null;
}

function fullYear(digits: string, now: number): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  const current = new Date(now).getUTCFullYear();
  const guess = Math.floor(current / 100) * 100 + year;
  return guess > current + FUTURE_YEARS ? guess - 100 : guess;
}
