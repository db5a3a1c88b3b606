/** What is odd below entries that serve all the same: told, and no error. */
import type { FindingRow } from '../row.ts';

const NAMED = 'http://mirror.test';
const LAB = 'nameserver 127.0.0.53\n';

export const SERVING: Readonly<Record<string, FindingRow>> = {
  'well, and the second name server is dead': {
    list: `${NAMED},http://mirror.lab.test`,
    resolvConf: `${LAB}nameserver 127.0.0.64\n`,
    // Of the one server told once, whatever the number of hosts.
    findings: ['dns/dns-one-server-dead info@0'],
    says: ['One of 2 name servers, 127\\.0\\.0\\.64, does not answer; go does not ask it first'],
  },
  'well, and the first name server refuses': {
    list: NAMED,
    resolvConf: `nameserver 127.0.0.63\n${LAB}`,
    findings: ['dns/dns-one-server-odd info@0'],
    says: ['One of 2 name servers, 127\\.0\\.0\\.63, refuses to answer for mirror\\.test; go gets on with the others'],
  },
  'well, and the first name server is not there': {
    list: NAMED,
    resolvConf: `nameserver 127.0.0.99\n${LAB}`,
    findings: ['dns/dns-one-server-odd info@0'],
    says: ['127\\.0\\.0\\.99, cannot be reached; go gets on with the others'],
  },
  'well, and the second name server does not know the host': {
    list: NAMED,
    resolvConf: `${LAB}nameserver 127.0.0.68\n`,
    findings: ['dns/dns-one-server-odd info@0'],
    says: ['127\\.0\\.0\\.68, knows no address of mirror\\.test: where go comes to it first'],
  },
  'well, and the name server is slow': {
    list: NAMED,
    resolvConf: 'nameserver 127.0.0.66\n',
    findings: ['dns/dns-slow warning@0'],
    says: ['The name server 127\\.0\\.0\\.66 took 1\\.\\d\\d? s to answer for mirror\\.test'],
  },
  'well, and questions for IPv6 are dropped': {
    list: NAMED,
    resolvConf: 'nameserver 127.0.0.67\noptions timeout:1 attempts:1\n',
    // The system's look-up, which we wait for, takes even longer over it than go's.
    findings: ['slow/latency warning@0', 'dns/dns-family-silent warning@0'],
    says: [
      'answers slowly',
      'does not answer questions for AAAA records of mirror\\.test: go asks for both kinds and waits 1 s',
    ],
  },
  'well, by a search domain': {
    list: 'http://proxy.far:{port:healthy}',
    resolvConf: `${LAB}search corp.test\n`,
    findings: ['dns/dns-search-domain info@0'],
    says: ['proxy\\.far was looked up as proxy\\.far\\.corp\\.test'],
  },
  'well, by a line of the hosts file': {
    list: 'http://pinned.lab.test:{port:healthy}',
    findings: ['dns-hijack/hosts-override info@0'],
    says: [
      'Line 4 of /etc/hosts says that pinned\\.lab\\.test is 127\\.0\\.0\\.1; the name servers say 127\\.0\\.0\\.9',
    ],
  },
  'well, and IPv6 is broken': {
    list: 'http://silent-ipv6.lab.test:{port:healthy}',
    findings: ['connect-timeout/ipv6-broken warning@0'],
    // Go's 300 ms, and what the connection over IPv4 takes then.
    says: [
      'does not answer over IPv6 \\(2001:db8::9\\), and works over IPv4: go loses (?:[3-9]\\d\\d ms|0\\.[3-9]\\d? s|[1-9][\\d.]* s)',
    ],
  },
  'well, and one address of two refuses': {
    list: 'https://one-refuses.lab.test:{port:healthy-tls}',
    findings: ['refused/some-addresses-dead info@0'],
    says: ['refuses connections at some of its addresses \\(192\\.0\\.2\\.1\\); 127\\.0\\.0\\.1 works'],
  },
  'well, and another host inside than outside': {
    list: 'http://inside.golab.org',
    options: ['--resolver', '127.0.0.62'],
    findings: ['dns/dns-split-horizon info@0'],
    says: ['inside\\.golab\\.org is 10\\.66\\.0\\.1 on this network.*and 8\\.8\\.4\\.4 elsewhere, by 127\\.0\\.0\\.62'],
  },
  'well, and everybody may read netrc': {
    list: '{url:healthy-tls},{url:healthy-h2}',
    home: {
      '.netrc': [
        'machine 127.0.0.1:{port:healthy-tls} login u password Zq7',
        'machine 127.0.0.1:{port:healthy-h2} login u password Zq7\n',
      ].join('\n'),
    },
    homeMode: 0o644,
    findings: ['netrc-broken/open-to-all warning@0'],
    says: [
      'Every user of this machine may read \\S+\\.netrc, from which go takes the password for 127\\.0\\.0\\.1:\\d+',
    ],
    prints: 'Let nobody else read \\S+\\.netrc chmod 600 \\S+\\.netrc',
  },
  'well, and a redirect to another host': {
    list: 'http://127.0.0.1:{onward}',
    findings: [],
    says: [],
    prints: 'sends on to mirror\\.lab\\.test',
  },
  'well, and GOAUTH contradicts itself': {
    list: '{url:healthy-tls}',
    env: { GOAUTH: 'off;netrc' },
    findings: ['goproxy-invalid/goauth error@0'],
    says: ['GOAUTH=off cannot stand beside other commands'],
  },
  'an entry that fails above its names, and the second name server is dead': {
    list: 'http://mirror.test:{port:status-500}',
    resolvConf: `${LAB}nameserver 127.0.0.64\n`,
    findings: ['server-error/500 error@0', 'dns/dns-one-server-dead warning@0'],
    says: ['reports an error of its own', '127\\.0\\.0\\.64, does not answer'],
  },
};
