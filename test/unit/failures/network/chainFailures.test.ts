/** Who is behind a certificate that go refuses, and what is said of it whatever it holds. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chainFailures } from '../../../../src/failures/network/chainFailures.ts';
import type { CertificateEvidence, ChainEvidence } from '../../../../src/net/chain/chainEvidence.ts';
import type { CertificateDetail } from '../../../../src/net/link/certificate.ts';
import { chainClause } from '../../../../src/text/words/network/chainText.ts';
import { storeSentence } from '../../../../src/text/words/network/storeText.ts';

const LEAF: CertificateEvidence = {
  subject: 'CN=mirror.test',
  issuer: 'O=Corp\nCN=Corp CA',
  validFrom: 1000,
  validTo: 2000,
  names: ['mirror.test'],
  nameCount: 1,
  key: 'rsa-2048',
  signature: 'sha256-rsa',
  fingerprint: '',
  isSelfSigned: false,
  issuersAt: null,
};

function refused(detail: CertificateDetail, leaf: Partial<CertificateEvidence> = {}, more = {}): ChainEvidence {
  return {
    ...{ host: 'mirror.test', port: 443, address: '192.0.2.1', fault: null, protocol: 'TLSv1.3', cipher: null },
    ...{ legacyProtocol: null, chain: [{ ...LEAF, ...leaf }], chainLength: 1, verdict: { detail, message: '' } },
    ...{ issuers: null, acceptedByNode: false, trustSource: '/etc/roots.pem', trustSetBy: [], at: 1500 },
    ...more,
  };
}

/** Distinguished names of real products, as they stand in certificates. */
const ISSUERS: readonly (readonly [issuer: string, product: string | undefined])[] = [
  ['O=Zscaler Inc.\nCN=Zscaler Intermediate Root CA (zscaler.net)', 'Zscaler'],
  ['CN=ca.acme.goskope.com\nemailAddress=certadmin@netskope.com', 'Netskope'],
  ['O=Fortinet\nOU=Certificate Authority\nCN=FG100FTK19000000', 'Fortinet FortiGate'],
  ['O=Palo Alto Networks\nCN=Forward Trust', 'Palo Alto Networks'],
  ['O=深信服科技\nCN=SSL CA', 'Sangfor 深信服'],
  ['O=AO Kaspersky Lab\nCN=Kaspersky Anti-Virus Personal Root Certificate', 'Kaspersky'],
  ['O=ESET, spol. s r. o.\nCN=ESET SSL Filter CA', 'ESET'],
  ['CN=Avast Web/Mail Shield Root', 'Avast'],
  ['CN=AVG Web/Mail Shield Root', 'AVG'],
  ['O=Bitdefender\nCN=Bitdefender Personal CA.Net-Defender', 'Bitdefender'],
  ['O=Sophos\nCN=Sophos SSL CA_C210', 'Sophos'],
  ['O=McAfee\nCN=McAfee Web Gateway', 'McAfee / Skyhigh'],
  ['O=Blue Coat Systems\nCN=ProxySG', 'Symantec Blue Coat'],
  ['O=Cisco\nCN=Cisco Umbrella Root CA', 'Cisco Umbrella'],
  ['O=Check Point\nCN=gw', 'Check Point'],
  ['CN=360安全 CA', '360'],
  ['CN=火绒安全', 'Huorong 火绒'],
  ['O=Corp\nCN=Corp CA', undefined],
  ["O=Let's Encrypt\nCN=R11", undefined],
  ['O=Microsoft Corporation\nCN=Reset Services', undefined],
];

describe('chainFailures', () => {
  for (const [issuer, product] of ISSUERS) {
    it(`${issuer.replaceAll('\n', ', ')}: ${product ?? 'nobody known'}`, () => {
      const [failure] = chainFailures(refused('x509-unknown-authority', { issuer }));
      assert.equal(failure?.facts.interceptor, product);
      if (failure !== undefined && product !== undefined) assert.ok(chainClause(failure).includes(product));
    });
  }

  it('tells whose dates are over, an intermediate’s too', () => {
    const root = { ...LEAF, subject: 'CN=Old', validTo: 1200 };
    const evidence = refused('x509-expired', {}, { chain: [LEAF, root] });
    const [failure] = chainFailures(evidence);
    assert.deepEqual([failure?.facts.certificate, failure?.facts.expires], ['Old', '1970-01-01T00:00:01.200Z']);
  });

  it('explains why it works elsewhere', () => {
    const set = { acceptedByNode: true, trustSetBy: ['SSL_CERT_FILE'] };
    const [failure] = chainFailures(refused('x509-unknown-authority', {}, set));
    assert.match(
      storeSentence(failure as never) ?? '',
      /Node’s own list .* from \/etc\/roots\.pem \(SSL_CERT_FILE\)\.$/,
    );
    const [expired] = chainFailures(refused('x509-expired'));
    assert.equal(storeSentence(expired as never), null);
  });

  it('says nothing where go accepts, and nothing of a network that fails', () => {
    assert.deepEqual(chainFailures(refused('x509-invalid', {}, { verdict: null })), []);
    const fault = { kind: 'refused', phase: 'connect', detail: 'connection-refused', message: '' };
    assert.deepEqual(chainFailures(refused('x509-invalid', {}, { verdict: null, fault })), []);
  });

  it('is total, and its words are whole and steer nothing', () => {
    const details = [
      ...(['x509-expired', 'x509-not-yet-valid', 'x509-wrong-name', 'x509-self-signed'] as const),
      ...(['x509-missing-intermediate', 'x509-unknown-authority', 'x509-invalid'] as const),
    ];
    const certificate = fc.record({
      subject: fc.string({ unit: 'binary' }),
      issuer: fc.string({ unit: 'binary' }),
      validFrom: fc.double(),
      validTo: fc.double(),
      names: fc.array(fc.string({ unit: 'binary' })),
      nameCount: fc.nat(),
      signature: fc.string(),
      issuersAt: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(fc.constantFrom(...details), fc.array(certificate), fc.double(), (detail, chain, at) => {
        const whole = chain.map((one) => ({ ...LEAF, ...one }));
        const [failure] = chainFailures(refused(detail, {}, { chain: whole, at }));
        assert.ok(failure !== undefined);
        const words = `${chainClause(failure)} ${storeSentence(failure) ?? ''}`;
        assert.doesNotMatch(words, /undefined|(?<!u)\{\d\}|[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
