/** Unicode simple case folding, as Go's unicode.SimpleFold orders it. */

/** Dotted and dotless i: special cases of Turkish in JavaScript's conversions, letters of their own to simple folding. */
const UNFOLDED = /[İı]/;

/** Returns the same text for two texts exactly where Go's strings.EqualFold finds them equal (x/mod/zip strToFold). */
export function foldCase(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let folded = '';
  for (const char of text) folded += UNFOLDED.test(char) ? char : foldChar(char);
  return folded;
}

function foldChar(char: string): string {
  // Through upper case, so that letters with several lower cases (σ ς) meet; conversions to more letters do not count.
  const upper = char.toUpperCase();
  const single = isOneChar(upper) ? upper : char;
  const lower = single.toLowerCase();
  return isOneChar(lower) ? lower : single;
}

function isOneChar(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
}
