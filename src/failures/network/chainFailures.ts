/** From a server's certificates to what Go has against them, and who is likely behind it. Pure and total. */
import type { CertificateEvidence, ChainEvidence } from '../../net/chain/chainEvidence.ts';
import { INTERCEPTORS } from './interceptors.ts';
import type { NetworkFailure } from './networkFailure.ts';

/** Names shown of a certificate that has others than the one wanted. */
const NAMES_SHOWN = 8;

type Facts = Readonly<Record<string, string>>;

/**
 * Returns the failure of a chain that Go refuses, or of a handshake that came to nothing over TLS itself; nothing where all is well, and
 * nothing where the network failed (routeFailures). Details: those of certificateFault and tlsDetail. Facts, each only where known:
 * `subject`, `issuer` (of the server's certificate) · `store` (where go's roots come from), `storeSetBy` (a variable) · `interceptor` (a
 * product) · `node` = `accepts` · wrong name: `names`, `nameCount` · dates: `expires` or `begins` (ISO), `certificate` (whose they are) ·
 * missing intermediate: `missing`,
 * `issuersAt`, and of what was fetched `pem`, `fetchedFrom`, `fetchFault` (see IssuersEvidence) · unknown authority: `authority` · invalid: `weak` (a signature), `reason` (OpenSSL's word) · handshake: `version`.
 */
export function chainFailures(evidence: ChainEvidence): NetworkFailure[] {
  const { verdict, fault } = evidence;
  if (verdict !== null) {
    const facts = { ...commonFacts(evidence), ...ownFacts(verdict.detail, evidence) };
    return [{ code: 'tls', detail: verdict.detail, facts }];
  }
  if (fault?.kind !== 'tls') return [];
  return [{ code: 'tls', detail: fault.detail, facts: known({ version: evidence.legacyProtocol }) }];
}

function commonFacts({ chain, trustSource, trustSetBy, acceptedByNode }: ChainEvidence): Facts {
  const [leaf] = chain;
  return known({
    subject: leaf && shortName(leaf.subject),
    issuer: leaf && shortName(leaf.issuer),
    store: trustSource,
    storeSetBy: trustSetBy.join(', '),
    node: acceptedByNode === true ? 'accepts' : null,
    interceptor: interceptorOf(chain),
  });
}

function ownFacts(detail: string, evidence: ChainEvidence): Facts {
  const { chain, verdict, at } = evidence;
  const [leaf] = chain;
  if (leaf === undefined) return {};
  switch (detail) {
    case 'x509-wrong-name':
      return { names: leaf.names.slice(0, NAMES_SHOWN).join(', '), nameCount: String(leaf.nameCount) };
    case 'x509-expired': {
      const expired = chain.find(({ validTo }) => validTo < at);
      return known({ expires: isoDate(expired?.validTo), certificate: expired && shortName(expired.subject) });
    }
    case 'x509-not-yet-valid': {
      const early = chain.find(({ validFrom }) => validFrom > at);
      return known({ begins: isoDate(early?.validFrom), certificate: early && shortName(early.subject) });
    }
    case 'x509-missing-intermediate':
      return known({
        missing: shortName(leaf.issuer),
        issuersAt: leaf.issuersAt,
        pem: evidence.issuers?.fault === null ? evidence.issuers.pem : null,
        fetchedFrom: evidence.issuers?.url,
        fetchFault: evidence.issuers?.fault,
      });
    case 'x509-unknown-authority':
      return known({ authority: shortName(chain.at(-1)?.issuer ?? '') });
    case 'x509-invalid':
      return known({ weak: chain.find(isWeak)?.signature, reason: reasonOf(verdict?.message ?? '') });
    default:
      return {};
  }
}

/** Go has refused these since 1.18, but for the signature of a root by itself. */
function isWeak({ signature, isSelfSigned }: CertificateEvidence): boolean {
  return !isSelfSigned && /^(?:md5|sha1)-/.test(signature);
}

function reasonOf(message: string): string | null {
  const word = /^[A-Z_]{3,60}(?=;)/.exec(message)?.[0] ?? null;
  return word === 'UNSPECIFIED' ? null : word;
}

/** The product that one of the certificates, or its issuer, is named after. */
function interceptorOf(chain: readonly CertificateEvidence[]): string | null {
  const names = chain.map(({ subject, issuer }) => `${subject}\n${issuer}`).join('\n');
  return INTERCEPTORS.find(([words]) => words.test(names))?.[1] ?? null;
}

/** The common name of a distinguished name, else its organization, else all of it in one line. */
function shortName(distinguished: string): string {
  const part = /^CN=(.+)$/m.exec(distinguished) ?? /^O=(.+)$/m.exec(distinguished);
  return (part?.[1] ?? distinguished.replaceAll('\n', ', ')).slice(0, 120);
}

function isoDate(instant: number | undefined): string | null {
  const date = new Date(instant ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function known(facts: Readonly<Record<string, string | null | undefined>>): Facts {
  const entries = Object.entries(facts).filter((fact): fact is [string, string] => (fact[1] ?? '') !== '');
  return Object.fromEntries(entries);
}
