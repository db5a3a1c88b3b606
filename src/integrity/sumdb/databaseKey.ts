/** The key of a checksum database, ready for verifying. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { failure, type Result, success } from '../../base/result.ts';
import { type Gosumdb, parseGosumdb } from '../../goproxy/protocol/sumdb.ts';

export interface DatabaseKey {
  /** `host[/path]`: who signs. */
  readonly name: string;
  /** `name+hash+key`: what makes a database another one, though it keeps its name. */
  readonly verifier: string;
  /** Big-endian, from the key's first bytes of hash. */
  readonly hash: number;
  readonly publicKey: KeyObject;
  /** Where GOSUMDB names one: then neither entries nor `supported` are asked. */
  readonly url: string | null;
}

export type KeyFault = 'off' | Extract<Gosumdb, { kind: 'invalid' }>['detail'];

/** Reads what `go env GOSUMDB` prints. Total. */
export function readDatabaseKey(gosumdb: string): Result<DatabaseKey, KeyFault> {
  const parsed = parseGosumdb(gosumdb);
  if (parsed.kind === 'off') return failure('off');
  if (parsed.kind === 'invalid') return failure(parsed.detail);
  const [, hash = '', base64 = ''] = /\+([0-9A-Fa-f]{8})\+(.*)$/.exec(parsed.key) ?? [];
  // The byte before the key names its algorithm, and Ed25519 is the only one.
  const x = Buffer.from(base64, 'base64').subarray(1).toString('base64url');
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const { name, key: verifier, url } = parsed;
    return success({ name, verifier, hash: Number.parseInt(hash, 16), publicKey, url });
  } catch {
    return failure('bad-key');
  }
}
