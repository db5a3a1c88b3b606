/**
 * The few DER encodings that an X.509 certificate needs. Our own 60 lines and not a package: the one at hand takes half a
 * second to load, in every test file that starts a lab. Source: ITU-T X.690.
 */

/** Returns tag, length and the joined `contents`. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => der(0x30, ...items);
export const octetString = (content: Uint8Array): Buffer => der(0x04, content);
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));
/** A non-negative integer given as big-endian bytes whose first bit is 0. */
export const integer = (bytes: Uint8Array): Buffer => der(0x02, bytes);
/** A bit string; `unused` is the number of bits left out of the last byte. */
export const bitString = (bytes: Uint8Array, unused = 0): Buffer => der(0x03, Buffer.from([unused]), bytes);
/** A context-specific tag: constructed `[n]`, or a primitive one where `primitive` says so. */
export const tagged = (n: number, content: Uint8Array, primitive = false): Buffer =>
  der((primitive ? 0x80 : 0xa0) | n, content);

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A date as GeneralizedTime, to the second, UTC. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(digits, 'latin1'));
}

/** A distinguished name that has a common name only. */
export function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
