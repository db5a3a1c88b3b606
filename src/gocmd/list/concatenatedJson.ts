/** JSON objects one after another without a separator, as `go list -m -json` and `go mod download -json` print them. */

/**
 * Returns the objects of `text` in their order. What stands between them is passed over, and so is an object that does not
 * parse or does not end. Total and linear.
 */
export function readConcatenatedJson(text: string): readonly unknown[] {
  const values: unknown[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE && depth > 0) {
      at = stringEnd(text, at);
    } else if (char === OPEN) {
      if (depth++ === 0) start = at;
    } else if (char === CLOSE && depth > 0 && --depth === 0) {
      const value = parse(text.slice(start, at + 1));
      if (value !== undefined) values.push(value);
    }
  }
  return values;
}

const QUOTE = 0x22;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;

/** Returns where the closing quote stands of the string that begins at `start`; the text's end where there is none. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Also an object that is nested too deeply for the parser.
    return undefined;
  }
}
