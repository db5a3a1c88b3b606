/** Looks at the certificates of a server: all that it sends, what Go would make of them, and what Node would. */
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, type SecureContextOptions } from 'node:tls';
import { type Result, success } from '../../base/result.ts';
import { type Allowance, allow } from '../allowance.ts';
import type { NetFault, Session } from '../exchange.ts';
import type { ProxyUrl } from '../forwardProxy/proxyUrl.ts';
import { type CertificateFault, certificateFault } from '../link/certificate.ts';
import { dial } from '../link/dial.ts';
import { Linker, type Way } from '../link/link.ts';
import { Names, systemNames } from '../link/names.ts';
import { noNearerThan, type Permits, PUBLIC_ONLY } from '../link/nearness.ts';
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
  /** The forward proxy to ask through, which finds the address by itself; none unless told. */
  readonly forwardProxy?: ProxyUrl | null;
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
  const open = await openerOf(question, allowance);
  if (!open.ok) return { ...blank, fault: open.error };
  const caller = new Caller(host, open.value, allowance);
  const [sent, judged] = await Promise.all([caller.look(), caller.judge(trust)]);
  if (!sent.ok) {
    const isOld = sent.error.kind === 'tls' && sent.error.detail === 'protocol-version';
    return { ...blank, fault: sent.error, legacyProtocol: isOld ? await caller.oldVersion() : null };
  }
  const { length, leaf, ...read } = sent.value;
  // Through a forward proxy the address at the other end is that proxy's.
  const address = question.forwardProxy == null ? read.address : null;
  const seen = { ...blank, ...read, address, chainLength: length };
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
  if (openSession === null || leaf === undefined) return null;
  // Of a server behind a forward proxy nothing is known of where it is.
  const session = openSession(address === null ? PUBLIC_ONLY : noNearerThan(address));
  try {
    return await fetchIssuers(leaf, session, (issuers) => caller.accepts(trust, issuers), caller.allowance);
  } finally {
    session.close();
  }
}

/** Opens a connection to the server, each time it is called. */
type OpenWay = () => Promise<Attempted<Way>>;

/** Looks the server's name up, where that is not a forward proxy's to do. */
async function openerOf(question: ChainQuestion, allowance: Allowance): Promise<Attempted<OpenWay>> {
  const { host, port, address, forwardProxy = null, trust } = question;
  const names = new Names(systemNames);
  if (forwardProxy !== null) {
    const linker = new Linker(names, async () => trust);
    return success(() => linker.tunnel({ host, port }, forwardProxy, allowance));
  }
  const addresses = address === undefined ? await names.resolve(host, allowance) : success([address]);
  if (!addresses.ok) return addresses;
  return success(async () => {
    const wire = await dial(addresses.value, port, allowance);
    return wire.ok ? success({ socket: wire.value, wire: wire.value }) : wire;
  });
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
  readonly #open: OpenWay;
  readonly allowance: Allowance;

  constructor(host: string, open: OpenWay, allowance: Allowance) {
    this.#host = host;
    this.#open = open;
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
    const way = await this.#open();
    if (!way.ok) return way;
    const { socket, wire } = way.value;
    try {
      const greeted = await greet(socket, this.#host, context, this.allowance);
      if (!greeted.ok) return greeted;
      const result = read(greeted.value, wire);
      greeted.value.destroy();
      return success(result);
    } finally {
      wire.destroy();
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
