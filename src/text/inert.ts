/** Text from outside made harmless for where it is shown: no control characters, no markup. */

/** Returns `text` with every character that could steer a terminal or reorder the line shown as `\u{…}`, at most `limit` long. */
export function inert(text: string, limit = 300): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  // Cc, Cf (bidi overrides, zero width), Zl, Zp and lone surrogates.
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}

/** Returns `text` for running Markdown: inert, and every character with a meaning in Markdown or HTML escaped. */
export function inertMarkdown(text: string): string {
  return inert(text).replace(/[\\`*_{}[\]()#+\-.!|<>&~$@:]/g, (char) =>
    char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`,
  );
}

/** Returns `text` as a code span of Markdown, whatever backticks it holds; fit for a table's cell. */
export function markdownCode(text: string): string {
  const clean = inert(text, 2000).replaceAll('|', '\\|');
  const runs = clean.match(/`+/g)?.map((run) => run.length) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  return runs.length === 0 ? `${fence}${clean}${fence}` : `${fence} ${clean} ${fence}`;
}
