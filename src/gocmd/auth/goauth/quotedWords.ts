/** The quoting of GOAUTH commands, as of -ldflags: cmd/internal/quoted.Split. */

const BLANK = ' \t\n\r';

/** Returns the words of `text`: a quote counts at a word's beginning only, and nothing is escaped. Null where one has no end. */
export function quotedWords(text: string): readonly string[] | null {
  const words: string[] = [];
  for (let at = 0; ; ) {
    while (at < text.length && BLANK.includes(text.charAt(at))) at++;
    if (at >= text.length) return words;
    const quote = text.charAt(at);
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1);
      if (end < 0) return null;
      words.push(text.slice(at + 1, end));
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && !BLANK.includes(text.charAt(at))) at++;
      words.push(text.slice(start, at));
    }
  }
}
