/** Percent-encoding by the rules of Go's net/url, byte for byte. Texts here are byte strings: one character a byte (U+0000–U+00FF). */

/** The part of a URL whose rules apply; names as in net/url (encoding_table.go of Go 1.26). */
export type EscapeMode = 'path' | 'path-segment' | 'host' | 'zone' | 'userinfo';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The bytes that stand for themselves in each part, as tables of 256. */
const PLAIN: Readonly<Record<EscapeMode, Uint8Array>> = {
  path: tableOf('-._~$&+,/:;=@'),
  'path-segment': tableOf('-._~$&+:=@'),
  host: tableOf(`-._~!"$&'()*+,:;<=>[]`),
  zone: tableOf(`-._~!"$&'()*+,:;<=>[]`),
  userinfo: tableOf('-._~$&+,;='),
};

/** What EscapedPath lets stand in a raw path: the plain bytes and a few more (net/url validEncoded). */
const VALID_IN_PATH = tableOf("-._~$&+,/:;=@!'()*[]%");

const PERCENT = 0x25;
const SPACE = 0x20;
const HEX = '0123456789ABCDEF';

function tableOf(punctuation: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const char of ALPHANUMERIC + punctuation) table[char.charCodeAt(0)] = 1;
  return table;
}

/** Returns the UTF-8 bytes of `text` as a byte string; a lone surrogate becomes U+FFFD. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Returns the text whose UTF-8 bytes are `bytes`; what is not UTF-8 becomes U+FFFD. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Returns `bytes` with everything that may not stand plainly as `%XX`, as url.escape does. Linear. */
export function escapeBytes(bytes: string, mode: EscapeMode): string {
  const plain = PLAIN[mode];
  if (areAllIn(bytes, plain)) return bytes;
  const out = Buffer.allocUnsafe(bytes.length * 3);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    if (plain[byte] === 1) {
      out[length++] = byte;
    } else {
      out[length++] = PERCENT;
      out[length++] = HEX.charCodeAt(byte >> 4);
      out[length++] = HEX.charCodeAt(byte & 15);
    }
  }
  return out.toString('latin1', 0, length);
}

/** Returns `bytes` with every `%XX` decoded, or null where Go's url.unescape would return an error. Linear. */
export function unescapeBytes(bytes: string, mode: EscapeMode): string | null {
  const inHost = mode === 'host' || mode === 'zone';
  if (!inHost && !bytes.includes('%')) return bytes;
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes.charCodeAt(at);
    if (byte === PERCENT) {
      byte = hexValue(bytes, at + 1) * 16 + hexValue(bytes, at + 2);
      if (Number.isNaN(byte) || !mayBeEscaped(byte, mode)) return null;
      at += 2;
    } else if (inHost && byte < 0x80 && PLAIN[mode][byte] !== 1) {
      return null;
    }
    out[length++] = byte;
  }
  return out.toString('latin1', 0, length);
}

function mayBeEscaped(byte: number, mode: EscapeMode): boolean {
  // %25 opens a zone (RFC 6874 §2); else only bytes beyond ASCII may be encoded in a host (RFC 3986 §3.2.2).
  if (mode === 'host') return byte >= 0x80 || byte === PERCENT;
  // A zone may encode what it could also write plainly, and the space that Windows puts there.
  if (mode === 'zone') return byte === PERCENT || byte === SPACE || PLAIN.host[byte] === 1;
  return true;
}

function hexValue(bytes: string, at: number): number {
  const value = HEX.indexOf(bytes.charAt(at).toUpperCase() || '-');
  return value < 0 ? Number.NaN : value;
}

/** Reports whether `raw` could be the encoding of a path that someone chose on purpose (net/url validEncoded). */
export function isValidEncodedPath(raw: string): boolean {
  return areAllIn(raw, VALID_IN_PATH);
}

function areAllIn(bytes: string, table: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (table[bytes.charCodeAt(at)] !== 1) return false;
  }
  return true;
}
