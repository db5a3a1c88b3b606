/** The way through an HTTP forward proxy: CONNECT. */
import type { Duplex } from 'node:stream';
import type { Allowance } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import type { ProxyUrl } from '../forwardProxy/proxyUrl.ts';
import { readPiece } from './incoming.ts';

/** Bytes of an answer to CONNECT that are worth reading. */
const HEAD_LIMIT = 64 * 1024;

/** Returns the value of Proxy-Authorization, or null where the proxy's URL has no userinfo. Go knows Basic only. */
export function proxyAuthorization(proxy: ProxyUrl): string | null {
  if (proxy.credentials === null) return null;
  const { username, password } = proxy.credentials;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/**
 * Asks the forward proxy at the other end of `socket` for a way to `target` (`host:port`). Returns null when it is open:
 * only 200 is a yes, as in net/http dialConn. Details, all of kind forward-proxy: `connect-silent` · `proxy-cut` (it hung up
 * instead of answering) · `not-a-proxy` · `proxy-auth` (407) · `connect-<status>`.
 */
export async function openTunnel(
  socket: Duplex,
  proxy: ProxyUrl,
  target: string,
  allowance: Allowance,
): Promise<NetFault | null> {
  const authorization = proxyAuthorization(proxy);
  const lines = [
    `CONNECT ${target} HTTP/1.1`,
    `Host: ${target}`,
    'User-Agent: Go-http-client/1.1',
    ...(authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await readPiece(socket, headSize, HEAD_LIMIT, allowance);
  if (head === 'timeout') return fault('forward-proxy', 'connect', 'connect-silent');
  if (head === 'cut') return fault('forward-proxy', 'connect', 'proxy-cut', 'closed before it answered CONNECT');
  if (head === 'overflow') return fault('forward-proxy', 'connect', 'not-a-proxy', 'endless answer to CONNECT');
  const line = head.toString('latin1').split(/\r?\n/, 1)[0] ?? '';
  const status = /^HTTP\/1\.[01] ([0-9]{3})(?: |$)/.exec(line)?.[1];
  if (status === undefined) return fault('forward-proxy', 'connect', 'not-a-proxy', line);
  if (status === '200') return null;
  return fault('forward-proxy', 'connect', status === '407' ? 'proxy-auth' : `connect-${status}`, line);
}

/** The head ends with an empty line. What does not even begin like HTTP is judged at once, not waited for. */
function headSize(bytes: Buffer): number | null {
  const start = 'HTTP/1.'.slice(0, bytes.length);
  if (bytes.toString('latin1', 0, start.length) !== start) return bytes.length;
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  return end === null ? null : end.index + end[0].length;
}
