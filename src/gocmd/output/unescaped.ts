/** Text that a logger, a JSON document or a web page has escaped, as it was. */

/** `\"`, or a `\n` where a line would begin; a Windows path has its own backslashes. */
const ESCAPED = /\\"|\\n(?:\\t|["']?$|[A-Za-z])|\\u00[0-9a-f]{2}/;
const WINDOWS = /\b[A-Za-z]:\\(?!\\)/;
const ENTITY = /&(?:quot|apos|amp|lt|gt|nbsp|#\d{2,4}|#x[0-9a-f]{2,4});/i;
const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ' };
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '', '"': '"', "'": "'", '\\': '\\', '/': '/' };

/** Returns the lines of `text` as they were before they were put into a string or a page. */
export function unescapedLines(text: string): string[] {
  const plain = ENTITY.test(text) ? text.replace(/&(?:#x([0-9a-f]{2,4})|#(\d{2,4})|([a-z]{2,4}));/gi, entity) : text;
  if (!ESCAPED.test(plain) || WINDOWS.test(plain)) return [plain];
  return withoutEscapes(plain).split('\n');
}

/** Returns what stands between the quotes of a JSON string, or null. */
export function jsonString(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (whole, code: string | undefined, char: string | undefined) => {
    if (code !== undefined) return shown(Number.parseInt(code, 16));
    return char === undefined ? whole : (SIMPLE[char] ?? whole);
  });
}

function entity(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  return shown(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
}

/** A control character stays away, however it was written; a line's end stays one. */
function shown(code: number): string {
  if (code === 0x0a || code === 0x09) return String.fromCharCode(code);
  return code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0xd800 && code < 0xe000) ||
    (code >= 0x2000 && code < 0x2010)
    ? ''
    : String.fromCharCode(code);
}
