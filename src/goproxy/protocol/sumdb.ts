/** GOSUMDB: which checksum database go asks, by which key, and where. */
import { createHash } from 'node:crypto';
import { goFields } from '../golang/goSpace.ts';
import { parseGoUrl } from '../golang/goUrl.ts';

export type Gosumdb =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'on';
      /** `host[/path]` */
      readonly name: string;
      /** Where the value names one: then neither entries nor `supported` are asked. */
      readonly url: string | null;
      /** The verifier key, `name+hash+key`. */
      readonly key: string;
    }
  | { readonly kind: 'invalid'; readonly detail: 'missing' | 'too-many-fields' | 'bad-key' | 'bad-name' | 'bad-url' };

/** The databases that go knows by their names alone (cmd/go/internal/modfetch/key.go). */
const KNOWN_KEYS: Readonly<Record<string, string>> = {
  'sum.golang.org': 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
};

/** Parses what `go env GOSUMDB` prints, as dbDial in cmd/go/internal/modfetch/sumdb.go does. Total and linear. */
export function parseGosumdb(value: string): Gosumdb {
  if (value === 'off') return { kind: 'off' };
  // An address of the same database that can be reached in mainland China.
  const text = value === 'sum.golang.google.cn' ? 'sum.golang.org https://sum.golang.google.cn' : value;
  const [id, url = null, more] = goFields(text, 3);
  if (id === undefined) return { kind: 'invalid', detail: 'missing' };
  if (more !== undefined) return { kind: 'invalid', detail: 'too-many-fields' };
  const key = Object.hasOwn(KNOWN_KEYS, id) ? (KNOWN_KEYS[id] ?? id) : id;
  const name = verifierName(key);
  if (name === null) return { kind: 'invalid', detail: 'bad-key' };
  if (!isDatabaseName(name)) return { kind: 'invalid', detail: 'bad-name' };
  if (url !== null && parseGoUrl(url) === null) return { kind: 'invalid', detail: 'bad-url' };
  return { kind: 'on', name, url, key };
}

/** Returns where the database itself is asked. */
export function databaseAddress({ name, url }: { readonly name: string; readonly url: string | null }): string {
  return url ?? `https://${name}`;
}

/** The name in a verifier key whose hash fits, or null (golang.org/x/mod/sumdb/note NewVerifier; Ed25519 is the one algorithm). */
function verifierName(key: string): string | null {
  const match = /^([^+]+)\+([0-9A-Fa-f]{8})\+((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(
    key,
  );
  if (match === null) return null;
  const [, name = '', hash = '', base64 = ''] = match;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) return null;
  const digest = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex');
  return digest.slice(0, 8) === hash.toLowerCase() ? name : null;
}

/** `host[/path]`, with nothing else that a URL may have. */
function isDatabaseName(name: string): boolean {
  const url = parseGoUrl(`https://${name}`);
  if (url === null || name.endsWith('/')) return false;
  return url.host !== '' && url.userinfo === null && url.query === '' && url.fragment === '' && url.rawPath === '';
}
