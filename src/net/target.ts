/** Reads the URL of a request: what can be asked for, and what go would refuse before sending anything. */
import { failure, type Result, success } from '../base/result.ts';
import type { NetFault } from './exchange.ts';
import { fault } from './fault.ts';
import type { LinkTarget } from './link/link.ts';

export interface Target extends LinkTarget {
  /** Without userinfo and fragment. An IPv6 zone is not in it: it concerns this machine alone. */
  readonly url: URL;
  /** The value of Authorization that the URL's userinfo makes, or null. */
  readonly authorization: string | null;
}

const ZONED = /^(https?:\/\/(?:[^/?#@]*@)?\[[0-9A-Fa-f:.]+)%25([^\]/?#]+)(\].*)$/is;

/**
 * Reads an http or https URL. Details, all of kind invalid-url: `unparsable` · `invalid-port` · `unsupported-scheme` ·
 * `credentials-on-http` (cmd/go: “refusing to pass credentials to insecure URL”).
 */
export function readTarget(text: string): Result<Target, NetFault> {
  const zoned = ZONED.exec(text);
  const url = parse(zoned === null ? text : `${zoned[1]}${zoned[3]}`);
  if (url === null) return refuse(hasBadPort(text) ? 'invalid-port' : 'unparsable');
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') return refuse('unsupported-scheme');
  const authorization =
    url.username === '' && url.password === '' ? null : basic(decode(url.username), decode(url.password));
  if (authorization !== null && !secure) return refuse('credentials-on-http');
  url.username = '';
  url.password = '';
  url.hash = '';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') + (zoned === null ? '' : `%${decode(zoned[2] ?? '')}`);
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return success({ url, secure, host, port, authorization });
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Whether what stands behind the host's colon is no port. */
function hasBadPort(text: string): boolean {
  const authority = text.split('://', 2)[1]?.split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(Math.max(authority.lastIndexOf('@'), authority.lastIndexOf(']')) + 1);
  const port = host.includes(':') ? host.slice(host.lastIndexOf(':') + 1) : '';
  return !/^[0-9]*$/.test(port) || Number(port) > 65535;
}

function refuse(detail: string): Result<never, NetFault> {
  return failure(fault('invalid-url', 'lookup', detail));
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
