/** The way through a SOCKS5 proxy (RFC 1928), with user and password where the URL has them (RFC 1929). */
import { isIP, isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Allowance } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { addressBytes } from '../forwardProxy/noProxy.ts';
import type { ProxyUrl } from '../forwardProxy/proxyUrl.ts';
import { readPiece } from './incoming.ts';

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const USER_AND_PASSWORD = 2;
const CONNECT = 1;

/** Longest answer: version, reply, reserved, type, a name of 255 bytes with its length, port. */
const REPLY_LIMIT = 262;

/** Thrown and caught in this file: what the proxy did instead of answering. */
class Refusal {
  readonly fault: NetFault;
  constructor(detail: string, message: string) {
    this.fault = fault('forward-proxy', 'connect', detail, message);
  }
}

/**
 * Asks the SOCKS5 proxy at the other end of `socket` to connect to `host:port`. Names go to the proxy as names, as in Go
 * (socks5 and socks5h alike). Returns null when the way is open. Details, all of kind forward-proxy: `connect-silent` ·
 * `proxy-cut` · `not-a-proxy` · `socks-auth` (a login is wanted or was refused) · `socks-<reply>` with RFC 1928's number.
 */
export async function openSocks(
  socket: Duplex,
  proxy: ProxyUrl,
  target: { readonly host: string; readonly port: number },
  allowance: Allowance,
): Promise<NetFault | null> {
  const read = async (measure: (bytes: Buffer) => number | null): Promise<Buffer> => {
    const piece = await readPiece(socket, measure, REPLY_LIMIT, allowance);
    if (piece === 'timeout') throw new Refusal('connect-silent', '');
    if (piece === 'cut') throw new Refusal('proxy-cut', 'closed in the SOCKS negotiation');
    if (piece === 'overflow') throw new Refusal('not-a-proxy', 'endless SOCKS reply');
    return piece;
  };
  try {
    await greet(socket, proxy, read);
    socket.write(request(target.host, target.port));
    const [version, reply] = await read(replySize);
    if (version !== VERSION) throw new Refusal('not-a-proxy', 'no SOCKS5 reply');
    return reply === 0 ? null : fault('forward-proxy', 'connect', `socks-${reply}`);
  } catch (error) {
    if (error instanceof Refusal) return error.fault;
    throw error;
  }
}

async function greet(
  socket: Duplex,
  { credentials }: ProxyUrl,
  read: (measure: (bytes: Buffer) => number | null) => Promise<Buffer>,
): Promise<void> {
  const methods = credentials === null ? [NO_AUTHENTICATION] : [NO_AUTHENTICATION, USER_AND_PASSWORD];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const [version, method] = await read(twoBytes);
  if (version !== VERSION) throw new Refusal('not-a-proxy', 'no SOCKS5 greeting');
  if (method === NO_AUTHENTICATION) return;
  if (method !== USER_AND_PASSWORD || credentials === null) throw new Refusal('socks-auth', 'no common method');
  const username = Buffer.from(credentials.username).subarray(0, 255);
  const password = Buffer.from(credentials.password).subarray(0, 255);
  socket.write(Buffer.concat([Buffer.from([1, username.length]), username, Buffer.from([password.length]), password]));
  const [, status] = await read(twoBytes);
  if (status !== 0) throw new Refusal('socks-auth', 'the login was refused');
}

function request(host: string, port: number): Buffer {
  const bare = host.split('%', 1)[0] ?? '';
  const name = Buffer.from(bare).subarray(0, 255);
  const address = isIP(bare) === 0 ? null : Buffer.from(addressBytes(bare) ?? []);
  const type = address === null ? [3, name.length] : [isIPv4(bare) || address.length === 4 ? 1 : 4];
  return Buffer.concat([
    Buffer.from([VERSION, CONNECT, 0, ...type]),
    address ?? name,
    Buffer.from([port >> 8, port & 255]),
  ]);
}

function twoBytes(bytes: Buffer): number | null {
  return bytes.length < 2 ? null : 2;
}

/** The reply's length depends on the type of the address in it; one that is no SOCKS5 reply is judged by its first bytes. */
function replySize(bytes: Buffer): number | null {
  if (bytes.length < 5) return bytes.length > 0 && bytes[0] !== VERSION ? bytes.length : null;
  const size = bytes[3] === 1 ? 10 : bytes[3] === 4 ? 22 : 7 + (bytes[4] ?? 0);
  return bytes.length < size ? null : size;
}
