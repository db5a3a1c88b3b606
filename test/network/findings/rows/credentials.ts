/** Credentials that go does not send. */
import type { FindingRow } from '../row.ts';

const netrc = (detail: string, content: string, says: string): FindingRow => ({
  list: 'https://127.0.0.1:{guarded}',
  home: { '.netrc': content },
  findings: ['http-denied/401 error@0', `netrc-broken/${detail} warning@0`],
  says: ['401', says],
});
export const CREDENTIALS: Readonly<Record<string, FindingRow>> = {
  'netrc: no entry': netrc('no-entry', 'machine other.test login u password Zq7\n', '\\.netrc has no entry for it'),
  'netrc: no password': netrc(
    'no-password',
    'machine 127.0.0.1:{guarded} login u\n',
    'has no password that go can read',
  ),
  'netrc: host without its port': netrc(
    'port-mismatch',
    'machine 127.0.0.1 login u password Zq7\n',
    'go compares the port too',
  ),
  'GOAUTH that contradicts itself': {
    list: 'https://127.0.0.1:{guarded}',
    env: { GOAUTH: 'off;netrc' },
    findings: ['http-denied/401 error@0', 'goproxy-invalid/goauth error@0'],
    says: ['401', 'GOAUTH=off cannot stand beside other commands'],
  },
  'credentials over http': {
    list: 'http://u:Zq7@127.0.0.1:{port:healthy}',
    findings: ['goproxy-invalid/credentials-on-http error@0'],
    says: ['a password on a plain http URL, which go refuses to send'],
  },
};
