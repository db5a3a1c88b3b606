/** A certificate authority that lives as long as the lab: ECDSA P-256 throughout, in memory only. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { bitString, boolean, commonName, integer, octetString, oid, sequence, tagged, time } from './der.ts';

/** A server identity: which one a TLS fault shows. */
export type CertificateName = 'good' | 'expired' | 'wrong-name' | 'unknown-authority' | 'missing-intermediate';

export interface ServerCertificate {
  readonly key: string;
  /** PEM: the leaf, then the intermediate where the server sends it. */
  readonly cert: string;
}

export interface Certificates {
  /** PEM of the root: the content of SSL_CERT_FILE. */
  readonly rootPem: string;
  /** DER of the intermediate: what the caIssuers URL serves. */
  readonly intermediateDer: Buffer;
  readonly servers: Readonly<Record<CertificateName, ServerCertificate>>;
}

interface Authority {
  readonly name: string;
  readonly keys: KeyPair;
  readonly certificate: Buffer;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
/** One wildcard label is all that TLS clients accept, hence several names. */
const OWN_NAMES = ['127.0.0.1', '::1', 'localhost', '*.test', '*.lab.test', '*.sum.lab.test'];

/** Makes the authorities and all server certificates; a few ms. `issuerUrl` (caIssuers) goes into the leaf that lacks its chain. */
export function makeCertificates(issuerUrl: string): Certificates {
  const root = makeAuthority('Lab Root');
  const intermediate = makeAuthority('Lab Intermediate', root);
  const stranger = makeAuthority('Stranger Root');
  const chain = pem('CERTIFICATE', intermediate.certificate);
  const good = makeLeaf(intermediate);
  const yesterday = new Date(Date.now() - DAY_MS);
  return {
    rootPem: pem('CERTIFICATE', root.certificate),
    intermediateDer: intermediate.certificate,
    servers: {
      good: withChain(good, chain),
      expired: withChain(makeLeaf(intermediate, { notAfter: yesterday }), chain),
      'wrong-name': withChain(makeLeaf(intermediate, { names: ['somebody-else.test', '127.0.0.9'] }), chain),
      'unknown-authority': makeLeaf(stranger),
      'missing-intermediate': makeLeaf(intermediate, { issuerUrl }),
    },
  };
}

function makeAuthority(name: string, parent?: Authority): Authority {
  const keys = makeKeys();
  const extensions = [
    extension('2.5.29.19', true, sequence(boolean(true))), // basicConstraints: CA
    extension('2.5.29.15', true, bitString(Buffer.from([0x06]), 1)), // keyUsage: keyCertSign, cRLSign
    extension('2.5.29.14', false, octetString(keyIdentifier(keys))), // subjectKeyIdentifier
  ];
  const issuer = parent ?? { name, keys };
  return {
    name,
    keys,
    certificate: makeCertificate(issuer, name, keys, new Date(Date.now() + 10 * DAY_MS), extensions),
  };
}

interface LeafOptions {
  /** DNS names and IP addresses. */
  readonly names?: readonly string[];
  readonly notAfter?: Date;
  readonly issuerUrl?: string;
}

function makeLeaf(issuer: Authority, options: LeafOptions = {}): ServerCertificate {
  const { names = OWN_NAMES, notAfter = new Date(Date.now() + 7 * DAY_MS), issuerUrl } = options;
  const keys = makeKeys();
  const extensions = [
    extension('2.5.29.15', true, bitString(Buffer.from([0x80]), 7)), // keyUsage: digitalSignature
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))), // extendedKeyUsage: serverAuth
    extension('2.5.29.17', false, sequence(...names.map(generalName))), // subjectAltName
  ];
  if (issuerUrl !== undefined) {
    const url = tagged(6, Buffer.from(issuerUrl), true);
    const caIssuers = sequence(oid('1.3.6.1.5.5.7.48.2'), url);
    extensions.push(extension('1.3.6.1.5.5.7.1.1', false, sequence(caIssuers))); // authorityInfoAccess
  }
  const certificate = makeCertificate(issuer, 'lab server', keys, notAfter, extensions);
  return {
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: pem('CERTIFICATE', certificate),
  };
}

/** Returns the DER of a signed v3 certificate that began thirty days ago. Source: RFC 5280 §4.1. */
function makeCertificate(
  issuer: Pick<Authority, 'name' | 'keys'>,
  subject: string,
  keys: KeyPair,
  notAfter: Date,
  extensions: readonly Buffer[],
): Buffer {
  const authorityKey = extension('2.5.29.35', false, sequence(tagged(0, keyIdentifier(issuer.keys), true)));
  const toBeSigned = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    commonName(issuer.name),
    sequence(time(new Date(Date.now() - 30 * DAY_MS)), time(notAfter)),
    commonName(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions, authorityKey)),
  );
  return sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(sign('sha256', toBeSigned, issuer.keys.privateKey)));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

function generalName(name: string): Buffer {
  if (isIP(name) === 4) return tagged(7, Buffer.from(name.split('.').map(Number)), true);
  // The only IPv6 address here is ::1.
  if (isIP(name) === 6) return tagged(7, Buffer.from([...new Array(15).fill(0), 1]), true);
  return tagged(2, Buffer.from(name), true);
}

function keyIdentifier(keys: KeyPair): Buffer {
  return createHash('sha1')
    .update(keys.publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}

function makeKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function withChain(leaf: ServerCertificate, chain: string): ServerCertificate {
  return { key: leaf.key, cert: leaf.cert + chain };
}
