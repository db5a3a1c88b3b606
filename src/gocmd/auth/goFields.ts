/** Go's strings.Fields: its white space is neither that of ECMAScript nor that of ASCII. */

/** unicode.White_Space. U+FEFF, which `\s` has and Go has not, stays part of a word: that is how a BOM breaks a netrc. */
const WHITE_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Returns the words of `text`, none of them empty. */
export function goFields(text: string): readonly string[] {
  return text.split(WHITE_SPACE).filter((word) => word !== '');
}
