/** Looks at the certificates of a server: all that it sends, what Go would make of them, and what Node would. */
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, type SecureContextOptions } from 'node:tls';
import { type Result, success } from '../../base/result.ts';
import { type Allowance, allow } from '../allowance.ts';
import type { NetFault, Session } from '../exchange.ts';
import { type CertificateFault, certificateFault } from '../link/certificate.ts';
import { dial } from '../link/dial.ts';
import { Names, systemNames } from '../link/names.ts';
import { noNearerThan, type Permits } from '../link/nearness.ts';
import type { TrustStore } from '../link/trustStore.ts';
import { readCertificates } from './certificates.ts';
import type { ChainEvidence, IssuersEvidence } from './chainEvidence.ts';
import { fetchIssuers } from './fetchIssuers.ts';
import { greet } from './greet.ts';

export interface ChainQuestion {
  /** The name that the certificate must carry; without brackets where it is an address. */
  readonly host: string;
  readonly port: number;
  /** The address to ask; the host's own unless told. */
  readonly address?: string;
  /** What Go trusts here. */
  readonly trust: TrustStore;
  /** SSL_CERT_FILE and SSL_CERT_DIR as Go would see them: to tell who chose the store. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ms for all of it. */
  readonly deadline: number;
  /** Makes a session that asks only addresses which are permitted, to fetch what the server leaves out; null does not. */
  readonly openSession?: ((permits: Permits) => Session) | null;
}

/**
 * Reads a server's certificates. Two handshakes, side by side: one to read what was sent, one for the verdict, as Node hands a
 * connection's chain out only once; where Go refuses, a third with Node's own roots. Nothing is sent on any of them. Rejects only
 * with the signal's reason.
 */
export async function readChain(question: ChainQuestion, signal: AbortSignal): Promise<ChainEvidence> {
  signal.throwIfAborted();
  const { host, port, trust, environment } = question;
  const allowance = allow(question.deadline, signal);
  const blank = {
    ...{ host, port, address: null, fault: null, protocol: null, cipher: null, legacyProtocol: null },
    ...{ chain: [], chainLength: 0, verdict: null, issuers: null, acceptedByNode: null, trustSource: trust.source },
    trustSetBy: trust.source === 'system' || trust.source === 'node' ? [] : setBy(environment),
    at: Date.now(),
  } satisfies ChainEvidence;
  const addresses = await addressesOf(question, allowance);
  if (!addresses.ok) return { ...blank, fault: addresses.error };
  const caller = new Caller(host, port, addresses.value, allowance);
  const [sent, judged] = await Promise.all([caller.look(), caller.judge(trust)]);
  if (!sent.ok) {
    const isOld = sent.error.kind === 'tls' && sent.error.detail === 'protocol-version';
    return { ...blank, fault: sent.error, legacyProtocol: isOld ? await caller.oldVersion() : null };
  }
  const { length, leaf, ...read } = sent.value;
  const seen = { ...blank, ...read, chainLength: length };
  if (!judged.ok) return { ...seen, fault: judged.error };
  if (judged.value === null) return seen;
  const [byNode, issuers] = await Promise.all([
    caller.judge(nodeStore()),
    judged.value.detail === 'x509-missing-intermediate' ? findIssuers(leaf, seen.address, question, caller) : null,
  ]);
  return { ...seen, verdict: judged.value, issuers, acceptedByNode: byNode.ok ? byNode.value === null : null };
}

/** Asks nobody that is nearer to this machine than the server, by whose word it is done. */
async function findIssuers(
  leaf: X509Certificate | undefined,
  address: string | null,
  { openSession = null, trust }: ChainQuestion,
  caller: Caller,
): Promise<IssuersEvidence | null> {
  if (openSession === null || leaf === undefined || address === null) return null;
  const session = openSession(noNearerThan(address));
  try {
    return await fetchIssuers(leaf, session, (issuers) => caller.accepts(trust, issuers), caller.allowance);
  } finally {
    session.close();
  }
}

async function addressesOf(question: ChainQuestion, allowance: Allowance): Promise<Attempted<readonly string[]>> {
  const { host, address } = question;
  return address === undefined ? new Names(systemNames).resolve(host, allowance) : success([address]);
}

function setBy(environment: ChainQuestion['environment']): ChainEvidence['trustSetBy'] {
  return (['SSL_CERT_FILE', 'SSL_CERT_DIR'] as const).filter((name) => (environment[name] ?? '') !== '');
}

/** The roots that Node was built with, without those of NODE_EXTRA_CA_CERTS or of the system. */
function nodeStore(): Pick<TrustStore, 'context' | 'certificates'> {
  return { context: createSecureContext({ ca: [...rootCertificates] }), certificates: rootCertificates };
}

type Attempted<T> = Result<T, NetFault>;

type Sent = ReturnType<typeof readCertificates> &
  Pick<ChainEvidence, 'address' | 'protocol' | 'cipher'> & { readonly leaf: X509Certificate | undefined };

/** Makes the handshakes with one server. */
class Caller {
  readonly #host: string;
  readonly #port: number;
  readonly #addresses: readonly string[];
  readonly allowance: Allowance;

  constructor(host: string, port: number, addresses: readonly string[], allowance: Allowance) {
    this.#host = host;
    this.#port = port;
    this.#addresses = addresses;
    this.allowance = allowance;
  }

  /** Returns what the server sent, or what went wrong before it did. */
  look(): Promise<Attempted<Sent>> {
    return this.#with(createSecureContext({ ca: [], minVersion: 'TLSv1.2' }), (secured, wire) => {
      const leaf = secured.getPeerX509Certificate();
      const read = leaf === undefined ? { chain: [], length: 0 } : readCertificates(leaf);
      const cipher = secured.getCipher()?.standardName ?? null;
      return { ...read, leaf, address: wire.remoteAddress ?? null, protocol: secured.getProtocol(), cipher };
    });
  }

  /** Returns what these roots make of the server's certificates: null where they accept them. */
  judge(trust: Pick<TrustStore, 'context' | 'certificates'>): Promise<Attempted<CertificateFault | null>> {
    return this.#with(trust.context, (secured) => certificateFault(secured, this.#host, trust.certificates));
  }

  /** Reports whether the server's certificate is good with `issuers` (PEM) between it and a root: they vouch for nothing themselves. */
  async accepts({ certificates }: TrustStore, issuers: readonly string[]): Promise<boolean> {
    // Without partial chains what is no root helps to find one, and is none.
    const context = createSecureContext({ ca: [...certificates, ...issuers], minVersion: 'TLSv1.2' });
    const verdict = await this.judge({ context, certificates });
    return verdict.ok && verdict.value === null;
  }

  /** Returns the version that a server speaks to a client that takes the old ones too; null where it does not do that either. */
  async oldVersion(): Promise<string | null> {
    const context = oldContext();
    const version = context === null ? null : await this.#with(context, (secured) => secured.getProtocol());
    return version?.ok ? version.value : null;
  }

  async #with<T>(context: SecureContext, read: (...sockets: Greeted) => T): Promise<Attempted<T>> {
    const wire = await dial(this.#addresses, this.#port, this.allowance);
    if (!wire.ok) return wire;
    try {
      const greeted = await greet(wire.value, this.#host, context, this.allowance);
      if (!greeted.ok) return greeted;
      const result = read(greeted.value, wire.value);
      greeted.value.destroy();
      return success(result);
    } finally {
      wire.value.destroy();
    }
  }
}

type Greeted = [secured: Parameters<typeof certificateFault>[0], wire: Socket];

/** TLS 1.0 and up, with the signatures that go with it; only to ask for the version. */
function oldContext(): SecureContext | null {
  const old: SecureContextOptions = { ca: [], minVersion: 'TLSv1', maxVersion: 'TLSv1.1' };
  for (const options of [{ ...old, ciphers: 'DEFAULT@SECLEVEL=0' }, old]) {
    try {
      return createSecureContext(options);
    } catch {
      // BoringSSL, which Electron is built with, knows no security levels.
    }
  }
  return null;
}
