/** How a certificate is signed. Node tells from version 24.9 on; before that its DER has to be asked (RFC 5280 4.1). */

const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5-rsa',
  '1.2.840.113549.1.1.5': 'sha1-rsa',
  '1.2.840.113549.1.1.10': 'rsa-pss',
  '1.2.840.113549.1.1.11': 'sha256-rsa',
  '1.2.840.113549.1.1.12': 'sha384-rsa',
  '1.2.840.113549.1.1.13': 'sha512-rsa',
  '1.2.840.10045.4.1': 'sha1-ecdsa',
  '1.2.840.10045.4.3.2': 'sha256-ecdsa',
  '1.2.840.10045.4.3.3': 'sha384-ecdsa',
  '1.2.840.10045.4.3.4': 'sha512-ecdsa',
  '1.3.101.112': 'ed25519',
  '1.2.156.10197.1.501': 'sm3-sm2',
};

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;

/** Returns the algorithm of a certificate's DER by name, by its dotted identifier where it has none here, or null where there is none. */
export function signatureAlgorithm(certificate: Uint8Array): string | null {
  const whole = element(certificate, 0, SEQUENCE);
  const signed = whole === null ? null : element(certificate, whole.start, SEQUENCE);
  const algorithm = signed === null ? null : element(certificate, signed.end, SEQUENCE);
  const identifier = algorithm === null ? null : element(certificate, algorithm.start, OBJECT_IDENTIFIER);
  if (identifier === null) return null;
  const dotted = objectIdentifier(certificate.subarray(identifier.start, identifier.end));
  return NAMES[dotted] ?? dotted;
}

/** Returns where the content of the element at `at` starts and ends; null where another one, or no whole one, stands there. */
function element(bytes: Uint8Array, at: number, tag: number): { start: number; end: number } | null {
  if (bytes[at] !== tag) return null;
  const head = bytes[at + 1] ?? 0x80;
  const size = head < 0x80 ? 0 : head & 0x7f;
  if (head === 0x80 || size > 4) return null;
  let length = head < 0x80 ? head : 0;
  for (let index = 0; index < size; index++) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const start = at + 2 + size;
  return start + length <= bytes.length ? { start, end: start + length } : null;
}

/** At most 32 bytes of it: no algorithm's is longer. */
function objectIdentifier(content: Uint8Array): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content.subarray(0, 32)) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (numbers.length === 0)
      numbers.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
    else numbers.push(value);
    value = 0;
  }
  return numbers.join('.');
}
