/** Text from outside made harmless for where it is shown: no control characters, no markup. */
import { redact } from '../base/redact.ts';

/** Returns `text` with every character that could steer a terminal or reorder the line shown as `\u{…}`, at most `limit` long. */
export function inert(text: string, limit = 300): string {
  // Cut after redaction: half a URL would not show where its secret ends.
  const cut = text.length > limit ? `${redact(text).slice(0, limit)}…` : text;
  // Cc, Cf (bidi overrides, zero width), Zl, Zp and lone surrogates.
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}

/** Longer than any sentence or list of ours; what is cut from outside text is cut before. */
const MARKDOWN_LIMIT = 4000;

/** Returns `text` for running Markdown: inert, and every character with a meaning in Markdown or HTML escaped. */
export function inertMarkdown(text: string): string {
  // Redacted before it is escaped: the last step would not know an escaped URL.
  return inert(redact(text), MARKDOWN_LIMIT).replace(/[\\`*_{}[\]()#+\-.!|<>&~$@:]/g, (char) =>
    char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`,
  );
}

/** Returns `text` as a code span of Markdown, whatever backticks it holds: as it is, to be copied. Not for a table's cell. */
export function markdownCode(text: string): string {
  const clean = inert(redact(text), MARKDOWN_LIMIT);
  const runs = clean.match(/`+/g)?.map((run) => run.length) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const blank = runs.length > 0 || clean.trim() === '' ? ' ' : '';
  return `${fence}${blank}${clean}${blank}${fence}`;
}

/** The same for a table's cell, where `|` ends the cell even in a code span (GitHub Flavored Markdown §4.10). */
export function markdownCellCode(text: string): string {
  return markdownCode(text).replace(/(\\*)\|/g, '$1$1\\|');
}
