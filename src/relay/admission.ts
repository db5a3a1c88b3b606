/** Who is let in: only a client of this machine that knows the token, with a request of the protocol. Pure. */
import { createHash, randomBytes } from 'node:crypto';
import { parseRequest, type ServedRequest } from '../goproxy/protocol/parseRequest.ts';

/** `digest` is that of the token. */
export type Admission =
  | { readonly kind: 'admitted'; readonly digest: string; readonly request: ServedRequest }
  /** A window that wants to know when the relay ends: the connection is its sign of life, and ours. */
  | { readonly kind: 'hold'; readonly digest: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 405 };

/** No path of the protocol begins so. */
export const HOLD_PATH = '-/hold';

/** A prefix by which redaction knows tokens, then 256 bits. */
export const TOKEN = /^gpd-[A-Za-z0-9_-]{43}$/;

export function newToken(): string {
  return `gpd-${randomBytes(32).toString('base64url')}`;
}

/** Tokens are kept and compared as digests. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** `isKnown` tells the digests of the tokens that are valid. */
export function admit(
  { method, target, host }: { readonly method: string; readonly target: string; readonly host: string },
  port: number,
  isKnown: (digest: string) => boolean,
): Admission {
  // A page in a browser that has another name pointed at this machine sends that name (DNS rebinding).
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(host.toLowerCase())) return { kind: 'refused', status: 403 };
  const slash = target.indexOf('/', 1);
  const token = target.slice(1, slash < 0 ? undefined : slash);
  const digest = TOKEN.test(token) && target.startsWith('/') ? tokenDigest(token) : '';
  if (!isKnown(digest)) return { kind: 'refused', status: 403 };
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'refused', status: 405 };
  const path = slash < 0 ? '' : target.slice(slash + 1);
  if (path === HOLD_PATH) return { kind: 'hold', digest };
  const request = parseRequest(path);
  return request === null ? { kind: 'refused', status: 400 } : { kind: 'admitted', digest, request };
}
