/** What Go would say of the certificates that a server showed. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';

/**
 * `x509-expired`, `x509-not-yet-valid` · `x509-wrong-name` (a name in the common name only does not count) ·
 * `x509-self-signed` (the server's own certificate signed itself) · `x509-missing-intermediate` (the server sends its own
 * certificate alone, and what signed it is not a root) · `x509-unknown-authority` · `x509-invalid` (a usage, a constraint or
 * a signature that OpenSSL does not take).
 */
export type CertificateDetail =
  | 'x509-expired'
  | 'x509-not-yet-valid'
  | 'x509-wrong-name'
  | 'x509-self-signed'
  | 'x509-missing-intermediate'
  | 'x509-unknown-authority'
  | 'x509-invalid';

export interface CertificateFault {
  readonly detail: CertificateDetail;
  readonly message: string;
}

const UNKNOWN_ISSUER: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
]);

/**
 * Judges the chain of a finished handshake (made with rejectUnauthorized: false). Returns null when all is well. The order is
 * Go's: dates of the server's certificate, its name, then the chain (crypto/x509 Certificate.Verify). `roots` are PEM.
 */
export function certificateFault(socket: TLSSocket, host: string, roots: readonly string[]): CertificateFault | null {
  const leaf = socket.getPeerX509Certificate();
  if (leaf === undefined) return { detail: 'x509-invalid', message: 'no certificate' };
  const subject = `subject ${leaf.subject}, issuer ${leaf.issuer}, valid ${leaf.validFrom} to ${leaf.validTo}`;
  const now = Date.now();
  if (now > Date.parse(leaf.validTo)) return { detail: 'x509-expired', message: subject };
  if (now < Date.parse(leaf.validFrom)) return { detail: 'x509-not-yet-valid', message: subject };
  if (!namesHost(leaf, host)) return { detail: 'x509-wrong-name', message: `${leaf.subjectAltName ?? ''}; ${subject}` };
  // Node's types say Error; what it holds is the code, a string, or null.
  const code = String(socket.authorizationError ?? '');
  return code === '' ? null : { detail: chainDetail(code, leaf, roots), message: `${code}; ${subject}` };
}

function namesHost(leaf: X509Certificate, host: string): boolean {
  const bare = host.split('%', 1)[0] ?? '';
  if (isIP(bare) !== 0) return leaf.checkIP(bare) !== undefined;
  const name = bare.replace(/\.$/, '');
  return leaf.checkHost(name, { subject: 'never' }) !== undefined || isBelowOneLabel(leaf, name);
}

/** OpenSSL takes no `*.corp`, as the part behind the star has one label only; Go does (matchHostnames in crypto/x509). */
function isBelowOneLabel({ subjectAltName }: X509Certificate, name: string): boolean {
  const [, parent] = /^[^.]+\.([^.]+)$/.exec(name.toLowerCase()) ?? [];
  return parent !== undefined && (subjectAltName ?? '').toLowerCase().split(', ').includes(`dns:*.${parent}`);
}

function chainDetail(code: string, leaf: X509Certificate, roots: readonly string[]): CertificateDetail {
  if (code === 'CERT_HAS_EXPIRED') return 'x509-expired';
  if (code === 'CERT_NOT_YET_VALID') return 'x509-not-yet-valid';
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return 'x509-self-signed';
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN') return 'x509-unknown-authority';
  if (!UNKNOWN_ISSUER.has(code)) return 'x509-invalid';
  return lacksIntermediate(leaf, roots) ? 'x509-missing-intermediate' : 'x509-unknown-authority';
}

/**
 * Whether an intermediate was left out, rather than the authority being unknown: the certificate came alone, and it tells where
 * its issuer's certificate can be had (authorities that browsers know do), or a trusted root is of its issuer's organization.
 */
function lacksIntermediate(leaf: X509Certificate, roots: readonly string[]): boolean {
  if (leaf.issuerCertificate !== undefined) return false;
  if (leaf.infoAccess?.includes('CA Issuers')) return true;
  const organization = /^O=(.+)$/m.exec(leaf.issuer)?.[1];
  return organization !== undefined && roots.some((root) => hasOrganization(root, organization));
}

function hasOrganization(pem: string, organization: string): boolean {
  try {
    return new X509Certificate(pem).subject.split('\n').includes(`O=${organization}`);
  } catch {
    // Junk between the trusted roots: OpenSSL has skipped it too.
    return false;
  }
}
