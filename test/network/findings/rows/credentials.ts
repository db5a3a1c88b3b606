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
  'netrc of 10 MB': netrc('too-large', '{long}', 'is too long to be read here; in its first 1 MiB there is no entry'),
  'GOAUTH that names no program': {
    list: 'https://127.0.0.1:{guarded}',
    env: { GOAUTH: '/nonexistent/helper Zq7' },
    findings: ['http-denied/401 error@0', 'netrc-broken/goauth-command warning@0'],
    says: [
      '401',
      'GOAUTH names /nonexistent/helper, which cannot be run: go asks 127\\.0\\.0\\.1:\\d+ without credentials',
    ],
  },
  'GOAUTH with a relative folder for git': {
    list: 'https://127.0.0.1:{guarded}',
    env: { GOAUTH: 'git work' },
    findings: ['http-denied/401 error@0', 'goproxy-invalid/goauth error@0'],
    says: ['401', 'the folder behind “git” must be an absolute path'],
  },
  'GOAUTH=off, where credentials are wanted': {
    list: 'https://127.0.0.1:{guarded}',
    env: { GOAUTH: 'off' },
    findings: ['http-denied/401 error@0'],
    says: ['401'],
  },
  'an entry that denies by a rule': {
    list: '{url:status-403}',
    findings: ['http-denied/403 error@0'],
    says: ['denies access \\(HTTP 403\\)'],
  },
  'an entry that denies by law': {
    list: 'http://127.0.0.1:{legal}',
    findings: ['http-denied/451 error@0'],
    says: ['denies access \\(HTTP 451\\)'],
    prints: 'not in this country',
  },
  'an entry that wants fewer requests': {
    list: '{url:status-429}',
    findings: ['rate-limited/429 error@0'],
    says: ['wants fewer requests \\(HTTP 429\\)'],
  },
};
