/** An Ed25519 key that signs notes. Source: golang.org/x/mod/sumdb/note. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

export interface NoteSigner {
  /** `NAME+HHHHHHHH+base64(0x01 ‖ public key)`: what GOSUMDB takes. */
  readonly verifierKey: string;
  /** Returns `text` (which ends in a newline), a blank line and the signature line. */
  sign(text: string): string;
}

/** Makes a fresh key of that name. */
export function makeNoteSigner(name: string): NoteSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const key = Buffer.concat([Buffer.from([1]), raw]);
  const keyHash = createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, 4);
  return {
    verifierKey: `${name}+${keyHash.toString('hex')}+${key.toString('base64')}`,
    sign: (text) => {
      const signature = Buffer.concat([keyHash, sign(null, Buffer.from(text), privateKey)]);
      return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
    },
  };
}
