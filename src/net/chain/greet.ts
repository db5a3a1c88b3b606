/** A TLS handshake that judges nothing: what the other side answers, whoever it is. */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { failure, type Result, success } from '../../base/result.ts';
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { errorCode, fault } from '../fault.ts';
import { tlsDetail } from '../link/handshake.ts';

/**
 * Shakes hands over `socket` in the name of `host`, and takes any certificate: nothing may be sent on what comes of it. The socket
 * is destroyed on failure; on success the caller destroys it. Details: those of tlsDetail · tls-timeout `silence` · cut `eof`, `reset`.
 */
export async function greet(
  socket: Duplex,
  host: string,
  secureContext: SecureContext,
  allowance: Allowance,
): Promise<Result<TLSSocket, NetFault>> {
  const secured = connect({
    socket,
    servername: isIP(host) === 0 ? host.replace(/\.$/, '') : '',
    ALPNProtocols: ['h2', 'http/1.1'],
    secureContext,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  const outcome = await within<NetFault | null>(allowance, (settle) => {
    // This listener stays: a socket in nobody's hands must not bring the process down.
    secured.on('error', (error) => settle(greetingFault(error)));
    const onSecure = () => settle(null);
    const onClose = () => settle(fault('cut', 'tls', 'eof', 'closed in the handshake'));
    secured.on('secureConnect', onSecure).on('close', onClose);
    return () => secured.off('secureConnect', onSecure).off('close', onClose);
  }).catch((reason) => {
    secured.destroy();
    throw reason;
  });
  if (outcome === null) return success(secured);
  secured.destroy();
  return failure(outcome === timeUp ? fault('tls-timeout', 'tls', 'silence') : outcome);
}

function greetingFault(error: Error): NetFault {
  const code = errorCode(error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return fault('tls', 'tls', tlsDetail(code), error);
  // Node's own word for an end in the handshake is ECONNRESET too; only a system call's reset was a reset.
  return fault('cut', 'tls', 'syscall' in error ? 'reset' : 'eof', error);
}
