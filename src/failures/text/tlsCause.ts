/** TLS in the words of Go, OpenSSL, GnuTLS and the certificate verifiers of Windows and macOS. */
import { type Cause, cause, guess } from './cause.ts';

/** The first that fits; of the x509 words the particular ones before the general. */
const ROWS: readonly (readonly [words: RegExp, detail: string | null])[] = [
  [
    /server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|wrong version number|packet length too long|record overflow/i,
    'plain-http-on-tls-port',
  ],
  [/malformed HTTP (?:response|version|status code) "\\x1[56]\\x03/i, 'tls-port'],
  [
    /certificate (?:has expired|is expired)|not (?:yet )?valid: current time|certificate_expired|CERT_HAS_EXPIRED|expired certificate|certificate: expired|expired or is not yet valid/i,
    'x509-expired',
  ],
  [
    /is valid for |not valid for any names|doesn't contain any IP SANs|no alternative certificate subject name|does not match (?:target )?host|subject name .{0,200}does not match|SSL_ERROR_BAD_CERT_DOMAIN/i,
    'x509-wrong-name',
  ],
  [/self[- ]signed certificate|self signed/i, 'x509-self-signed'],
  [
    /unknown authority|issuer certificate|certificate is not trusted|certificate verif(?:y|ication) failed|failed to load system roots|unable to get (?:local )?issuer|OSStatus -67843|not signed by a trusted|untrusted root/i,
    'x509-unknown-authority',
  ],
  [/x509: |SSL certificate problem/i, 'x509-invalid'],
  [
    /protocol version not supported|unsupported protocol version|alert protocol version|no supported versions/i,
    'protocol-version',
  ],
  [
    /remote error: tls: |tls: |OpenSSL|GnuTLS|gnutls|SSL_connect|SSL_ERROR|SSL routines|schannel|LibreSSL|SecureTransport/,
    null,
  ],
];

/** Not valid yet differs from expired by the word between the two times. */
const NOT_YET = /current time \S+ is before /;

/** Returns what TLS says in `tail`, or null. */
export function tlsCause(tail: string): Cause | null {
  const row = ROWS.find(([words]) => words.test(tail));
  if (row === undefined) return null;
  if (row[1] === 'x509-expired' && NOT_YET.test(tail)) return cause('tls', 'x509-not-yet-valid');
  if (row[1] === 'x509-expired' && /not yet valid(?!.{0,300} is after )/.test(tail))
    return guess('tls', 'x509-expired');
  const detail = row[1] ?? alertOf(tail);
  return detail === null || detail === 'x509-invalid' ? guess('tls', detail) : cause('tls', detail);
}

/** `handshake failure` of `remote error: tls: handshake failure`, as a word. */
function alertOf(tail: string): string | null {
  const alert = /remote error: tls: ([a-z ]{3,40})/.exec(tail)?.[1];
  return alert === undefined ? null : alert.trim().replaceAll(' ', '-');
}
