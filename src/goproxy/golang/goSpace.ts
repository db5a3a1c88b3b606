/** White space as Go sees it: strings.TrimSpace and strings.Fields, which differ from JavaScript's trim in both directions. */

/** Reports whether `code` is white space to Go's unicode.IsSpace (unicode/graphic.go): U+0085 is, U+FEFF is not. */
export function isGoSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Returns `text[start:end]` without the white space at both ends, as strings.TrimSpace would. */
export function trimGoSpace(text: string, start = 0, end = text.length): string {
  let from = start;
  let to = end;
  while (from < to && isGoSpace(text.charCodeAt(from))) from++;
  while (to > from && isGoSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Returns the fields of `text` that white space parts, as strings.Fields would; at most `limit` of them. */
export function goFields(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at < text.length && fields.length < limit) {
    while (at < text.length && isGoSpace(text.charCodeAt(at))) at++;
    const from = at;
    while (at < text.length && !isGoSpace(text.charCodeAt(at))) at++;
    if (at > from) fields.push(text.slice(from, at));
  }
  return fields;
}
