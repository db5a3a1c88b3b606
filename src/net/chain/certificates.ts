/** From Node's certificates to plain data, with a limit to everything that a server chooses the size of. */
import type { X509Certificate } from 'node:crypto';
import type { CertificateEvidence } from './chainEvidence.ts';
import { signatureAlgorithm } from './signatureAlgorithm.ts';
import { subjectNames } from './subjectNames.ts';

const CHAIN_LIMIT = 20;
/** More than OpenSSL reads (100 KB of certificates), and an end for whatever Node may link to itself. */
const WALK_LIMIT = 500;
const NAME_LIMIT = 50;
const TEXT_LIMIT = 500;

export interface ReadCertificates {
  readonly chain: readonly CertificateEvidence[];
  readonly length: number;
}

/** Reads what was sent, leaf first. Node links each certificate to the one sent behind it, whether that signed it or not. */
export function readCertificates(leaf: X509Certificate): ReadCertificates {
  const chain: CertificateEvidence[] = [];
  const seen = new Set<X509Certificate>();
  let current: X509Certificate | undefined = leaf;
  while (current !== undefined && !seen.has(current) && seen.size < WALK_LIMIT) {
    seen.add(current);
    if (chain.length < CHAIN_LIMIT) chain.push(readCertificate(current));
    current = current.issuerCertificate;
  }
  return { chain, length: seen.size };
}

function readCertificate(certificate: X509Certificate): CertificateEvidence {
  const names = subjectNames(certificate.subjectAltName ?? '', NAME_LIMIT);
  return {
    subject: certificate.subject?.slice(0, TEXT_LIMIT) ?? '',
    issuer: certificate.issuer?.slice(0, TEXT_LIMIT) ?? '',
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    names: names.first,
    nameCount: names.count,
    key: keyOf(certificate),
    signature: signatureAlgorithm(certificate.raw) ?? 'unknown',
    fingerprint: certificate.fingerprint256,
    isSelfSigned: isSelfSigned(certificate),
    issuersAt: issuersAt(certificate),
  };
}

/** Where its issuer's certificate can be had: the first http or https URL. */
export function issuersAt({ infoAccess }: X509Certificate): string | null {
  return /^CA Issuers - URI:(https?:\/\/[\x21-\x7e]{1,300})$/im.exec(infoAccess ?? '')?.[1] ?? null;
}

function keyOf(certificate: X509Certificate): string {
  try {
    const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = certificate.publicKey;
    const size = asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve;
    return size === undefined ? asymmetricKeyType : `${asymmetricKeyType}-${size}`;
  } catch {
    // A kind of key, or a curve, that this build of OpenSSL does not know.
    return 'unknown';
  }
}

function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}
