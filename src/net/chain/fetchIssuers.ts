/** The certificates that a server leaves out, fetched from where its own says that they are (AIA, RFC 5280 4.2.2.1). */
import { X509Certificate } from 'node:crypto';
import { type Allowance, timeLeft } from '../allowance.ts';
import type { Session } from '../exchange.ts';
import { issuersAt } from './certificates.ts';
import type { IssuersEvidence } from './chainEvidence.ts';

/** Levels between a server and its root: two are usual. */
const MOST_LEVELS = 4;
/** Bytes of a certificate; the longest there are have some thousands. */
const LIMIT = 64 << 10;

/**
 * Fetches level by level until `completes` says that the server's certificate is good with those found. Nothing is believed because
 * it was found there: each has to have signed the one before it, and the last has to lead to a root. Rejects only with the
 * signal's reason.
 */
export async function fetchIssuers(
  leaf: X509Certificate,
  session: Session,
  completes: (issuers: readonly string[]) => Promise<boolean>,
  allowance: Allowance,
): Promise<IssuersEvidence> {
  const found: string[] = [];
  let below = leaf;
  let url = '';
  const end = (fault: string | null): IssuersEvidence => ({ url, pem: found.join(''), fault });
  while (found.length < MOST_LEVELS) {
    url = issuersAt(below) ?? '';
    if (url === '') return end('no-address');
    const fetched = await fetchCertificate(url, session, allowance);
    if (typeof fetched === 'string') return end(fetched);
    if (!hasSigned(fetched, below)) return end('another-issuer');
    if (hasSigned(fetched, fetched)) return end('untrusted-root');
    found.push(fetched.toString());
    if (await completes(found)) return end(null);
    below = fetched;
  }
  return end('too-deep');
}

/** Returns the certificate, in DER or PEM, or a word for why there is none. */
async function fetchCertificate(
  url: string,
  session: Session,
  allowance: Allowance,
): Promise<X509Certificate | string> {
  const deadline = Math.max(1, timeLeft(allowance));
  const { fault, status, bodyComplete, body } = await session.get(url, {
    deadline,
    maxBody: LIMIT,
    signal: allowance.signal,
  });
  if (fault !== null) return fault.detail;
  if (status !== 200) return `http-${status}`;
  if (!bodyComplete) return 'too-long';
  try {
    return new X509Certificate(body);
  } catch {
    return 'not-a-certificate';
  }
}

function hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key that this build of OpenSSL does not know has signed nothing that it could tell.
    return false;
  }
}
