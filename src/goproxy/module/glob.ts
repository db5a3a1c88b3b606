/** Go's path.Match, parsed once and matched without backtracking beyond the last star. */

/** One step of a pattern; `class` holds ranges of code points. */
type Term =
  | { readonly kind: 'char'; readonly char: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: 'star' };

/**
 * Reports whether `pattern` matches all of `name` (path.Match of Go's path/match.go): `*` and `?` stop at `/`, classes as
 * `[a-z]` and `[^a]`, `\` takes the next character as it is. A malformed pattern matches nothing. At most
 * pattern × name steps. Go compares bytes and decodes UTF-8 in classes; for well-formed text code points are the same.
 */
export function matchGlob(pattern: string, name: string): boolean {
  const terms = parseGlob(pattern);
  return terms !== null && matchTerms(terms, [...name].map(codePoint));
}

const SLASH = 0x2f;

function codePoint(char: string): number {
  return char.codePointAt(0) ?? 0;
}

function parseGlob(pattern: string): Term[] | null {
  const chars = [...pattern];
  const terms: Term[] = [];
  let at = 0;
  while (at < chars.length) {
    const char = chars[at++];
    if (char === '*') {
      if (terms.at(-1)?.kind !== 'star') terms.push({ kind: 'star' });
    } else if (char === '?') {
      terms.push({ kind: 'any' });
    } else if (char === '[') {
      const parsed = parseClass(chars, at);
      if (parsed === null) return null;
      terms.push(parsed.term);
      at = parsed.end;
    } else {
      const plain = char === '\\' ? chars[at++] : char;
      if (plain === undefined) return null;
      terms.push({ kind: 'char', char: codePoint(plain) });
    }
  }
  return terms;
}

/** Parses what follows `[`. A class has at least one range; `-` and `]` stand in it only behind a backslash. */
function parseClass(chars: readonly string[], start: number): { term: Term; end: number } | null {
  let at = start;
  const negated = chars[at] === '^';
  if (negated) at++;
  const ranges: [number, number][] = [];
  const bound = (): number | null => {
    let char = chars[at++];
    if (char === '-' || char === ']') return null;
    if (char === '\\') char = chars[at++];
    // A class must be closed, so that something follows every bound.
    return char === undefined || at >= chars.length ? null : codePoint(char);
  };
  while (chars[at] !== ']' || ranges.length === 0) {
    const low = bound();
    if (low === null) return null;
    let high: number | null = low;
    if (chars[at] === '-') {
      at++;
      high = bound();
      if (high === null) return null;
    }
    ranges.push([low, high]);
  }
  return { term: { kind: 'class', negated, ranges }, end: at + 1 };
}

function matchTerms(terms: readonly Term[], name: readonly number[]): boolean {
  let term = 0;
  let at = 0;
  let star = -1;
  let retry = 0;
  while (at < name.length || term < terms.length) {
    const current = terms[term];
    const char = name[at];
    if (current?.kind === 'star') {
      star = term++;
      retry = at;
      continue;
    }
    if (current !== undefined && char !== undefined && matchesOne(current, char)) {
      term++;
      at++;
      continue;
    }
    // Only the last star need take more: what an earlier one could take, the last one can. It cannot take a slash.
    if (star < 0 || retry >= name.length || name[retry] === SLASH) return false;
    at = ++retry;
    term = star + 1;
  }
  return true;
}

function matchesOne(term: Term, char: number): boolean {
  switch (term.kind) {
    case 'char':
      return term.char === char;
    case 'any':
      return char !== SLASH;
    case 'class':
      return term.ranges.some(([low, high]) => low <= char && char <= high) !== term.negated;
    case 'star':
      return false;
  }
}
