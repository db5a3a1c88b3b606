/** A request of the GOPROXY protocol, read from its path: what a proxy's server is asked for. */
import { isModulePath, unescapePath } from '../module/modulePath.ts';
import { unescapeVersion } from '../module/version.ts';
import type { ProtocolRequest } from './protocol.ts';

/** Everything that go asks below `/sumdb/NAME/` beside the two that ProtocolRequest has. */
export type ServedRequest = ProtocolRequest | (Omit<ProtocolRequest, 'kind'> & { readonly kind: 'sumdb-tile' });

/** No path of a module with its version comes near it. */
const LONGEST = 2000;

const FILE = /^(.+)\/@v\/([^/]+)\.(info|mod|zip)$/;
const SUMDB = /^sumdb\/([a-z0-9.-]+(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~-]+)*?)\/(supported|lookup\/.+|tile\/.+|latest)$/;
const TILE = /^tile\/[0-9]{1,2}\/(?:[0-9]{1,2}|data)\/(?:x[0-9]{3}\/)*[0-9]{3}(?:\.p\/[0-9]{1,3})?$/;

/**
 * Reads a path without its leading slash, as it stood in the request line. Null for what go never asks: percent signs that hide a slash
 * or a dot, `..`, a module path or version that go would not escape so. Total and linear.
 */
export function parseRequest(raw: string): ServedRequest | null {
  if (raw.length > LONGEST) return null;
  const path = decode(raw);
  if (path === null) return null;
  if (path.startsWith('sumdb/')) return parseSumdb(path);
  const [, escaped = '', version = '', kind = ''] = FILE.exec(path) ?? [];
  if (kind !== '') {
    const named = { module: unescapePath(escaped), version: unescapeVersion(version) };
    if (named.module === null || named.version === null) return null;
    return { kind: kind as 'info' | 'mod' | 'zip', path, ...named };
  }
  const list = /^(.+)\/(?:@v\/(list)|@latest)$/.exec(path);
  const module = unescapePath(list?.[1] ?? '');
  if (list === null || module === null) return null;
  return { kind: list[2] === 'list' ? 'list' : 'latest', path, module, version: null };
}

function parseSumdb(path: string): ServedRequest | null {
  const [, , rest = ''] = SUMDB.exec(path) ?? [];
  if (rest === 'supported') return { kind: 'sumdb-supported', path, module: null, version: null };
  if (rest === 'latest' || TILE.test(rest)) return { kind: 'sumdb-tile', path, module: null, version: null };
  const [, escaped = '', escapedVersion = ''] = /^lookup\/(.+)@([^@/]+)$/.exec(rest) ?? [];
  const [module, version] = [unescapePath(escaped), unescapeVersion(escapedVersion)];
  if (module === null || version === null || !isModulePath(module)) return null;
  return { kind: 'sumdb-lookup', path, module, version };
}

/** go escapes `!` and what a version may hold beside; a slash or a dot in disguise is nobody's but an attacker's. */
function decode(raw: string): string | null {
  if (/%(?:2[ef]|5c|00)/i.test(raw)) return null;
  try {
    const path = decodeURIComponent(raw);
    const isClean = path.split('/').every((element) => element !== '' && element !== '.' && element !== '..');
    return isClean && !/[\u0000-\u0020\u007f-\uffff\\?#]/.test(path) ? path : null;
  } catch {
    return null;
  }
}
