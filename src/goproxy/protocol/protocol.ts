/** The requests of the GOPROXY protocol, and their URLs as go sends them (go-command.md §2, go.dev/ref/mod#goproxy-protocol). */
import { escapeBytes, fromBytes, toBytes } from '../golang/goEscape.ts';
import { escapedPath, parseGoUrl } from '../golang/goUrl.ts';
import { escapePath } from '../module/modulePath.ts';
import { escapeVersion } from '../module/version.ts';

export type RequestKind = 'info' | 'mod' | 'zip' | 'list' | 'latest' | 'sumdb-supported' | 'sumdb-lookup';

export interface ProtocolRequest {
  readonly kind: RequestKind;
  /** Relative, escaped with `!`: `github.com/!azure/x/@v/v1.0.0.info`. */
  readonly path: string;
  /** Plain; null for `sumdb-supported`. */
  readonly module: string | null;
  /** Plain; null where the request names none. */
  readonly version: string | null;
}

/** Builds the request for one file of a version; null where path or version cannot be asked for. */
export function versionRequest(kind: 'info' | 'mod' | 'zip', module: string, version: string): ProtocolRequest | null {
  const path = escapePath(module);
  const escaped = escapeVersion(version);
  if (path === null || escaped === null) return null;
  return { kind, path: `${path}/@v/${escaped}.${kind}`, module, version };
}

/** Builds `@v/list` or `@latest`; null where the path cannot be asked for. */
export function moduleRequest(kind: 'list' | 'latest', module: string): ProtocolRequest | null {
  const path = escapePath(module);
  if (path === null) return null;
  return { kind, path: `${path}/${kind === 'list' ? '@v/list' : '@latest'}`, module, version: null };
}

/** Builds the question whether an entry passes on the checksum database `name` (`host[/path]`). */
export function sumdbSupportedRequest(name: string): ProtocolRequest {
  return { kind: 'sumdb-supported', path: `sumdb/${name}/supported`, module: null, version: null };
}

/** Builds a look-up in the checksum database `name` through an entry; null where path or version cannot be asked for. */
export function sumdbLookupRequest(name: string, module: string, version: string): ProtocolRequest | null {
  const path = escapePath(module);
  const escaped = escapeVersion(version);
  if (path === null || escaped === null) return null;
  return { kind: 'sumdb-lookup', path: `sumdb/${name}/lookup/${path}@${escaped}`, module, version };
}

/**
 * Returns the URL that go asks an entry for, with the entry's credentials and query: `!` becomes `%21` (but stays plain
 * in a look-up at an entry without a path, as in go). A URL without a host gives `SCHEME://`, which no one can fetch:
 * go says "no Host in request URL". Rules: newProxyRepo and getBody in modfetch/proxy.go, web.Join in cmd/go/internal/web.
 */
export function requestUrl(entryUrl: string, path: string): string {
  if (path.startsWith('sumdb/')) return urlBelow(entryUrl, (base) => append(base, toBytes(path)));
  const escaped = escapeBytes(toBytes(path), 'path-segment').replaceAll('%2F', '/');
  return urlBelow(
    entryUrl,
    (base) => clean(append(base, toBytes(path))),
    (rawBase) => clean(append(rawBase, escaped)),
  );
}

/** Returns the URL that go asks a checksum database itself for, at `path` (`lookup/…`, `tile/…`): its own URL may lack the scheme. */
export function databaseUrl(url: string, path: string): string {
  return urlBelow(url.startsWith('//') ? `https:${url}` : url, (base) => append(base, toBytes(path)));
}

/** `addRaw` makes the path as it is written, where that differs. */
function urlBelow(baseUrl: string, add: (base: string) => string, addRaw = add): string {
  const base = parseGoUrl(baseUrl);
  if (base === null || base.opaque !== '') return '';
  if (base.host === '' && base.scheme !== 'file') return `${base.scheme}://`;
  const userinfo = base.userinfo === null ? '' : `${fromBytes(base.userinfo)}@`;
  // Without a host before the port Go's dialer means this machine.
  const named = base.host.startsWith(':') ? `localhost${base.host}` : base.host;
  // A zone's percent sign is the only one that is left in a decoded host.
  const host = named.replaceAll('%', '%25');
  return `${base.scheme}://${userinfo}${host}${escapedPath(add(base.path), addRaw(base.rawPath))}${base.query}`;
}

function append(base: string, path: string): string {
  return `${base.endsWith('/') ? base.slice(0, -1) : base}/${path}`;
}

/** Go's path.Clean for a rooted path: no empty elements, `.` and `..` resolved. */
function clean(path: string): string {
  const kept: string[] = [];
  for (const element of path.split('/')) {
    if (element === '..') kept.pop();
    else if (element !== '' && element !== '.') kept.push(element);
  }
  return `/${kept.join('/')}`;
}
