/** Puts texts together that were made apart: with a blank between them, but not where one of them meets the other with a Chinese sign. */

const HAN = '\\p{Script=Han}';
/** Signs that bring their own blank. */
const SIGN = '\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20';
const CLOSES = new RegExp(`[${SIGN}]$`, 'u');
const OPENS = new RegExp(`^[${SIGN}]`, 'u');
const ENDS_IN_HAN = new RegExp(`${HAN}$`, 'u');
const BEGINS_WITH_HAN = new RegExp(`^${HAN}`, 'u');

/** Empty parts, and those that are null, are left out. */
export function together(...parts: readonly (string | null)[]): string {
  let all = '';
  for (const part of parts) {
    if (part === null || part === '') continue;
    const isClose =
      all === '' || CLOSES.test(all) || OPENS.test(part) || (ENDS_IN_HAN.test(all) && BEGINS_WITH_HAN.test(part));
    all += isClose ? part : ` ${part}`;
  }
  return all;
}
