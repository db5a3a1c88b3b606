/** Ways to a host that fail, a login page in between, a clock that is wrong. */
import type { FindingRow } from '../row.ts';

const SHORT = ['--timeout', '1500'];

export const ROUTES: Readonly<Record<string, FindingRow>> = {
  'no address answers': {
    list: 'http://all-silent.test',
    options: SHORT,
    findings: ['connect-timeout/all-dead error@0'],
    says: ['at any of its addresses \\(192\\.0\\.2\\.9\\)'],
  },
  'one address of two refuses, beside a certificate': {
    list: 'https://one-refuses.lab.test:{port:tls-expired}',
    findings: ['tls/x509-expired error@0', 'refused/some-addresses-dead warning@0'],
    says: ['has expired', 'refuses connections at some of its addresses \\(192\\.0\\.2\\.1\\); 127\\.0\\.0\\.1 works'],
  },
  'no route': {
    list: 'http://no-route.test',
    findings: ['connect-timeout/no-route error@0'],
    says: ['this machine has no route to 203\\.0\\.113\\.1'],
  },
  'a connection that is forbidden': {
    list: 'http://forbidden.test',
    findings: ['refused/forbidden error@0'],
    says: ['this machine forbids it \\(198\\.51\\.100\\.1\\)'],
  },
  'IPv6 that is broken, beside a certificate': {
    list: 'https://silent-ipv6.lab.test:{port:tls-expired}',
    findings: ['tls/x509-expired error@0', 'connect-timeout/ipv6-broken warning@0'],
    says: ['has expired', 'does not answer over IPv6 \\(2001:db8::9\\), and works over IPv4'],
  },
  'a filter on the name': {
    list: 'https://blocked.lab.test:{filter}',
    findings: ['reset/name-filtered error@0'],
    says: ['cut off by a device in between because of its name: the same address \\(127\\.0\\.0\\.1\\)'],
  },
  'a login page in the place of everything': {
    list: '{url:html-200}',
    findings: ['captive-portal/html error@0'],
    says: ['answers everything with a web page'],
  },
  'a redirect to a login page': {
    list: 'http://127.0.0.1:{portal}',
    findings: ['captive-portal/redirected error@0'],
    says: ['login page of this network, login\\.portal\\.test:\\d+'],
  },
  'a clock that is wrong': {
    list: 'http://127.0.0.1:{behind}',
    findings: ['clock-skew/ahead warning@-'],
    says: ['The clock of this machine is 3 hours ahead of that of 127\\.0\\.0\\.1:\\d+\\.'],
  },
  'a clock that makes a certificate bad': {
    list: '{url:tls-expired}|http://127.0.0.1:{yesterday}',
    findings: ['tls/x509-expired error@0', 'clock-skew/explains-certificate warning@-'],
    says: ['has expired', 'That is why a good certificate seems to be out of its dates'],
  },
};
