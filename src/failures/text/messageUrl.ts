/** What a URL that go asked tells: its host, and of a module proxy's or the checksum database's path the module and the version. */

export interface MessageUrl {
  /** As printed. */
  readonly url: string;
  /** With its port where one is written; null for file URLs and for what is none. */
  readonly host: string | null;
  readonly kind: 'module' | 'go-get' | 'sumdb' | 'other';
  readonly module: string | null;
  readonly version: string | null;
}

/** The one slash is that of go 1.19, which prints `http:/host/path` of a body that broke off. */
const SPLIT = /^(https?|file):\/{1,3}((?:[^/?#\s]*@)?)([^/?#\s@]*)([^?#]*)(\?[^#]*)?/i;
const MODULE = /^(.*?)\/@(?:v\/(list|[^/]+?)(?:\.(?:info|mod|zip))?|latest)$/;
const LOOKUP = /\/lookup\/(.+)@([^/@]+)$/;

/** Reads a URL as a message prints it. Total and linear. */
export function readMessageUrl(url: string): MessageUrl {
  // A relative Location is printed as it came.
  const [, scheme = '', , authority = '', path = '', query = ''] = SPLIT.exec(url) ?? ['', '', '', '', url];
  const isFile = scheme.toLowerCase() === 'file';
  const host = isFile || authority === '' ? null : authority;
  const base = { url, host, module: null, version: null };
  const lookup = LOOKUP.exec(path);
  if (lookup !== null) {
    return { ...base, kind: 'sumdb', module: unescaped(lookup[1] ?? ''), version: unescaped(lookup[2] ?? '') };
  }
  if (/\/sumdb\/|\/tile\/\d|^\/(?:latest|supported)$/.test(path)) return { ...base, kind: 'sumdb' };
  if (/[?&]go-get=1\b/.test(query)) return { ...base, kind: 'go-get', module: `${authority}${path}` };
  const file = MODULE.exec(isFile ? `${authority}${path}` : path);
  if (file === null) return { ...base, kind: 'other' };
  const version = file[2] === undefined || file[2] === 'list' ? null : unescaped(file[2]);
  return { ...base, kind: 'module', module: modulePath(file[1] ?? ''), version };
}

/**
 * The module's path begins at the first element that looks like a host, after which a mirror's own path cannot go on. The first path
 * element of the URL may belong to either (`/goproxy/golang.org/x/text`).
 */
function modulePath(path: string): string | null {
  const elements = path.split('/').filter((element) => element !== '');
  const at = elements.findIndex((element) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(element));
  return at < 0
    ? elements.length > 0
      ? unescaped(elements.join('/'))
      : null
    : unescaped(elements.slice(at).join('/'));
}

/** `!a` stands for `A` (module.EscapePath). */
function unescaped(text: string): string {
  return percentDecoded(text).replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
