/** The signature of a certificate, read from its bytes. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { signatureAlgorithm } from '../../../../src/net/chain/signatureAlgorithm.ts';

describe('signatureAlgorithm', () => {
  it('names that of every root that Node knows', () => {
    const names = rootCertificates.map((pem) => signatureAlgorithm(new X509Certificate(pem).raw));
    assert.ok(names.length > 50);
    for (const name of names) assert.match(name ?? '', /^(?:sha(?:1|256|384|512)-(?:rsa|ecdsa)|rsa-pss)$/);
  });

  it('is null for what is no certificate, and total', () => {
    assert.equal(signatureAlgorithm(new Uint8Array()), null);
    const { raw } = new X509Certificate(rootCertificates[0] ?? '');
    for (let length = 0; length < raw.length; length++) assert.equal(signatureAlgorithm(raw.subarray(0, length)), null);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void signatureAlgorithm(bytes)));
  });
});
