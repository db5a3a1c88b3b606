/** A TLS handshake as Go's client does it, with a verdict instead of an exception. */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { failure, type Result, success } from '../../base/result.ts';
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { NetFault, Phase } from '../exchange.ts';
import { errorCode, fault } from '../fault.ts';
import { certificateFault } from './certificate.ts';
import type { TrustStore } from './trustStore.ts';

export interface HandshakeOptions {
  /** The name that the certificate must carry; a literal address without brackets is not sent as SNI. */
  readonly host: string;
  readonly protocols: readonly string[];
  readonly trust: TrustStore;
}

/** What OpenSSL says when the other side's first bytes are no TLS record: most often a server that speaks plain HTTP. */
const NOT_TLS: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_HTTPS_PROXY_REQUEST',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_BAD_RECORD_TYPE',
]);

const NOT_OUR_VERSION: ReadonlySet<string> = new Set([
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_SSL_VERSION',
  'ERR_SSL_VERSION_TOO_LOW',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
]);

/**
 * Shakes hands over `socket`, which is destroyed on failure. Nothing of the request is sent on a connection whose certificate
 * Go would refuse. Details: the CertificateDetail words · those of tlsDetail · tls-timeout `silence` · cut `eof`, `reset`.
 */
export async function handshake(
  socket: Duplex,
  options: HandshakeOptions,
  allowance: Allowance,
): Promise<Result<TLSSocket, NetFault>> {
  const { host, protocols, trust } = options;
  const secured = connect({
    socket,
    // Go sends no SNI for addresses, and none of a zone or a trailing dot (crypto/tls hostnameInSNI).
    servername: isIP(host) === 0 ? host.replace(/\.$/, '') : '',
    ALPNProtocols: [...protocols],
    secureContext: trust.context,
    // The verdict is read below, so that the chain can be looked at; an unauthorized connection is destroyed unused.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  const outcome = await within<NetFault | null>(allowance, (settle) => {
    // This listener stays: a socket in nobody's hands must not bring the process down.
    secured.on('error', (error) => settle(handshakeFault(error)));
    const onSecure = () => settle(null);
    const onClose = () => settle(fault('cut', 'tls', 'eof', 'closed in the handshake'));
    secured.on('secureConnect', onSecure).on('close', onClose);
    return () => secured.off('secureConnect', onSecure).off('close', onClose);
  }).catch((reason) => {
    secured.destroy();
    throw reason;
  });
  const refused = outcome === null ? certificateFault(secured, host, trust.certificates) : null;
  if (outcome === null && refused === null) return success(secured);
  secured.destroy();
  if (outcome === timeUp) return failure(fault('tls-timeout', 'tls', 'silence'));
  return failure(outcome ?? fault('tls', 'tls', refused?.detail ?? 'handshake', refused?.message));
}

function handshakeFault(error: Error): NetFault {
  const code = errorCode(error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return fault('tls', 'tls', tlsDetail(code), error);
  // Node's own word for an end in the handshake is ECONNRESET too; only a system call's reset was a reset.
  return fault('cut', 'tls', 'syscall' in error ? 'reset' : 'eof', error);
}

/**
 * Returns the machine word for one of OpenSSL's codes: `plain-http-on-tls-port` · `protocol-version` (nothing from TLS 1.2
 * up in common) · `alert-<name>` for what the other side sent, such as `alert-handshake-failure` · `handshake`.
 */
export function tlsDetail(code: string): string {
  if (NOT_TLS.has(code)) return 'plain-http-on-tls-port';
  if (NOT_OUR_VERSION.has(code)) return 'protocol-version';
  const alert =
    /ALERT_(.+)$/.exec(code)?.[1] ?? /^ERR_SSL_TLSV1_(UNRECOGNIZED_NAME|UNSUPPORTED_EXTENSION)$/.exec(code)?.[1];
  if (alert === undefined) return 'handshake';
  return alert === 'PROTOCOL_VERSION' ? 'protocol-version' : `alert-${alert.toLowerCase().replaceAll('_', '-')}`;
}

/** Returns the fault of a TLS error that comes after the handshake, such as TLS 1.3's refusal for want of a client certificate. */
export function laterTlsFault(error: unknown, phase: Phase): NetFault | null {
  const code = errorCode(error);
  return code.startsWith('ERR_SSL_') ? fault('tls', phase, tlsDetail(code), error) : null;
}
