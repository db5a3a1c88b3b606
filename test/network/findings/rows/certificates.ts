/** Certificates and handshakes that go refuses. */
import type { FindingRow } from '../row.ts';

const certificate = (list: string, detail: string, says: string): FindingRow => ({
  list,
  findings: [`tls/${detail} error@0`],
  says: [says],
});
export const CERTIFICATES: Readonly<Record<string, FindingRow>> = {
  'an unknown authority': certificate(
    '{url:tls-unknown-authority}',
    'x509-unknown-authority',
    'an authority that go does not trust here.*go takes its roots from \\S+roots\\.pem \\(SSL_CERT_FILE',
  ),
  'an interceptor': certificate(
    'https://127.0.0.1:{intercepted}',
    'x509-unknown-authority',
    'is intercepted by Zscaler',
  ),
  'a missing intermediate': certificate(
    '{url:tls-missing-intermediate}',
    'x509-missing-intermediate',
    'leaves out the intermediate certificate “',
  ),
  'a missing intermediate that is fetched': {
    ...certificate(
      '{url:tls-missing-intermediate}',
      'x509-missing-intermediate',
      'It was fetched from http://127\\.0\\.0\\.1:\\d+/intermediate\\.cer and completes the chain',
    ),
    options: ['--fetch-issuer'],
    prints: 'For the operator of 127\\.0\\.0\\.1:\\d+, to be sent .* -----BEGIN CERTIFICATE-----',
  },
  'a missing intermediate that would lead nearer': {
    ...certificate(
      'https://192.0.2.1:{far}',
      'x509-missing-intermediate',
      'It was not fetched from http://127\\.0\\.0\\.1:\\d+.*nearer to this machine than the server',
    ),
    options: ['--fetch-issuer'],
  },
  'an expired certificate': certificate('{url:tls-expired}', 'x509-expired', 'has expired \\(“[^”]+”, \\d{4}-'),
  'a certificate of tomorrow': certificate(
    'https://127.0.0.1:{early}',
    'x509-not-yet-valid',
    'is not valid yet \\(“server”, \\d{4}-',
  ),
  'a wrong name': certificate('{url:tls-wrong-name}', 'x509-wrong-name', 'shows a certificate for \\S'),
  'a certificate by itself': certificate('https://127.0.0.1:{alone}', 'x509-self-signed', 'signed itself \\(alone\\)'),
  'TLS 1.1': certificate('https://127.0.0.1:{old}', 'protocol-version', 'TLS 1\\.2 or later'),
  'plain HTTP on a TLS port': certificate(
    '{url:http-on-tls-port}',
    'plain-http-on-tls-port',
    'speaks plain HTTP where TLS is expected',
  ),
  'a handshake that is refused': certificate(
    'https://127.0.0.1:{picky}',
    'alert-handshake-failure',
    'refuses the TLS handshake',
  ),
};
