/** What a custom GOAUTH command prints: URLs, an empty line, fields, an empty line, and again (parseUserAuth in auth/userauth.go). */
import type { Header } from '../header.ts';

/** A prefix of URLs and the fields for them; none take back what was known for it. */
export interface Grant {
  readonly prefix: string;
  readonly headers: readonly Header[];
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Returns null where go takes nothing of it: one bad line spoils the whole output. */
export function parseCommandOutput(text: string): readonly Grant[] | null {
  const grants: Grant[] = [];
  const lines = text.split('\n');
  // Every line ends with a newline; what stands behind the last one is a line cut short.
  if (lines.pop() !== '') return null;
  for (let at = 0; at < lines.length; ) {
    const urls = block(lines, at);
    const fields = urls === null ? null : block(lines, at + urls.length + 1);
    if (urls === null || fields === null || !urls.every(isRequestUri)) return null;
    const headers: Header[] = [];
    for (const line of fields) {
      const field = parseField(line);
      if (field === null) return null;
      headers.push(field);
    }
    for (const url of urls) grants.push({ prefix: url, headers });
    at += urls.length + fields.length + 2;
  }
  return grants;
}

/** The lines from `start` to the next empty one; null where there is none. */
function block(lines: readonly string[], start: number): readonly string[] | null {
  const end = lines.indexOf('', start);
  return end < 0 ? null : lines.slice(start, end);
}

function parseField(line: string): Header | null {
  const colon = line.indexOf(': ');
  if (colon < 0) return null;
  const name = line.slice(0, colon);
  const value = line.slice(colon + 2).trim();
  // On the wire Go writes the bytes as they are; a string there stands for one byte a character.
  return NAME.test(name) && !BAD_VALUE.test(value) ? [name, Buffer.from(value, 'utf8').toString('latin1')] : null;
}

/** url.ParseRequestURI, as far as it refuses what a person would write: a URL with a scheme, or an absolute path. */
function isRequestUri(line: string): boolean {
  if (/[\u0000-\u0020\u007f]/.test(line)) return false;
  return line.startsWith('/') || (SCHEME.test(line) && URL.canParse(line));
}
