/** A server's certificates as they were sent, and what is made of them here. Plain data: it crosses the worker's boundary. */
import type { NetFault } from '../exchange.ts';
import type { CertificateFault } from '../link/certificate.ts';

export interface CertificateEvidence {
  /** Distinguished names, a part a line (`CN=…`), as Node writes them; at most 500 characters. */
  readonly subject: string;
  readonly issuer: string;
  /** Instants in ms since the epoch; NaN where the certificate holds no date that can be read. */
  readonly validFrom: number;
  readonly validTo: number;
  /** The first 50 of its names: DNS names, and addresses. */
  readonly names: readonly string[];
  readonly nameCount: number;
  /** Such as `rsa-2048`, `ec-prime256v1`, `ed25519`; `unknown` for a key that cannot be read. */
  readonly key: string;
  /** Such as `sha256-rsa`; the dotted identifier where it has no name here. */
  readonly signature: string;
  /** SHA-256, upper-case, with colons. */
  readonly fingerprint: string;
  readonly isSelfSigned: boolean;
  /** Where its issuer's certificate can be had (AIA CA Issuers): the first http or https URL. Fetched only where the question asks for it. */
  readonly issuersAt: string | null;
}

/** What was had of the certificates that a server leaves out. */
export interface IssuersEvidence {
  /** The last address that was asked. */
  readonly url: string;
  /** Those found, PEM, in the order in which the server has to send them behind its own; '' where none was. */
  readonly pem: string;
  /**
   * Null where Go accepts the server's certificate with them. Else a fault's detail · `redirect-to-private` (nearer to this
   * machine than the server: not asked) · `http-404` … · `too-long` · `not-a-certificate` · `another-issuer` · `untrusted-root` · `no-address` ·
   * `too-deep`.
   */
  readonly fault: string | null;
}

export interface ChainEvidence {
  readonly host: string;
  readonly port: number;
  /** The address that was asked; null where none was reached. */
  readonly address: string | null;
  /** What ended the attempt before there were certificates, or a verdict on them; null where the handshakes stood. */
  readonly fault: NetFault | null;
  /** Such as `TLSv1.3` and the standard name of a cipher; null where no handshake stood. */
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** The newest version that a server of too old a TLS does speak; null where that was not the trouble, or could not be found out. */
  readonly legacyProtocol: string | null;
  /** Leaf first, in the order sent; the first 20. */
  readonly chain: readonly CertificateEvidence[];
  /** How many were sent. */
  readonly chainLength: number;
  /** What Go would say (certificateFault); null where it would accept them, and where there are none. */
  readonly verdict: CertificateFault | null;
  /** What was fetched in the place of what the server leaves out; null where it was not asked for, or is not the trouble. */
  readonly issuers: IssuersEvidence | null;
  /** Whether the roots that come with Node would accept them; null where Go accepts them too, and where they could not be asked. */
  readonly acceptedByNode: boolean | null;
  /** Where Go's roots come from (TrustStore.source), and the variables that chose it. */
  readonly trustSource: string;
  readonly trustSetBy: readonly ('SSL_CERT_FILE' | 'SSL_CERT_DIR')[];
  /** When the certificates were looked at, in ms since the epoch by this machine's clock. */
  readonly at: number;
}
