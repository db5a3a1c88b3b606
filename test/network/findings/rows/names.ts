/** Names that are not found, or lead astray, and what `diagnose` says of each. */
import type { FindingRow } from '../row.ts';

const NAMED = 'http://mirror.test';

export const NAMES: Readonly<Record<string, FindingRow>> = {
  'no such name': {
    list: 'http://nobody.test',
    findings: ['dns/dns-no-such-host error@0'],
    says: ['127\\.0\\.0\\.53 knows no address of nobody\\.test\\. By its name it belongs to a network of your own'],
  },
  'a name server that fails': {
    list: 'http://broken.test',
    findings: ['dns/dns-server-failure error@0'],
    says: ['127\\.0\\.0\\.53 reports a failure for broken\\.test'],
  },
  'a name server that is silent': {
    list: 'http://mute.test',
    options: ['--timeout', '3000'],
    findings: ['dns/dns-timeout error@0'],
    says: ['127\\.0\\.0\\.53 does not answer when it is asked for mute\\.test'],
  },
  'a name server that refuses': {
    list: NAMED,
    resolvConf: 'nameserver 127.0.0.63\n',
    findings: ['dns/dns-server-refused error@0'],
    says: ['127\\.0\\.0\\.63 refuses to answer for mirror\\.test'],
  },
  'a name server that is not there': {
    list: NAMED,
    resolvConf: 'nameserver 127.0.0.99\noptions timeout:1 attempts:1\n',
    findings: ['dns/dns-resolver-unreachable error@0'],
    says: ['127\\.0\\.0\\.99 cannot be reached'],
  },
  'one server of two is dead': {
    list: 'http://mirror.test:{port:healthy}',
    resolvConf: 'nameserver 127.0.0.64\nnameserver 127.0.0.53\noptions timeout:3 attempts:2\n',
    options: ['--timeout', '8000'],
    findings: ['slow/latency warning@0', 'dns/dns-one-server-dead warning@0'],
    says: ['answers slowly', 'One of 2 name servers, 127\\.0\\.0\\.64, does not answer: go waits 3 s'],
  },
  'a line of the hosts file': {
    list: 'http://moved.lab.test:{port:healthy}',
    findings: ['refused/all-dead error@0', 'dns-hijack/hosts-override warning@0'],
    says: [
      'at any of its addresses \\(127\\.0\\.0\\.9\\)',
      'Line 3 of /etc/hosts says that moved\\.lab\\.test is 127\\.0\\.0\\.9; the name servers say 127\\.0\\.0\\.1',
    ],
  },
  'a search domain': {
    list: 'http://proxy.wide:{port:healthy}',
    resolvConf: 'nameserver 127.0.0.53\nsearch corp.test\noptions timeout:1 attempts:1\n',
    findings: ['refused/all-dead error@0', 'dns/dns-search-domain warning@0'],
    says: ['at any of its addresses \\(127\\.0\\.0\\.9\\)', 'proxy\\.wide was looked up as proxy\\.wide\\.corp\\.test'],
  },
  'a forged answer': {
    list: 'http://forged.golab.org',
    options: ['--resolver', '127.0.0.62'],
    findings: ['connect-timeout/no-route error@0', 'dns-hijack/forged error@0'],
    says: [
      'no route',
      '127\\.0\\.0\\.53 says that forged\\.golab\\.org is 10\\.66\\.66\\.66.*127\\.0\\.0\\.62 says 8\\.8\\.4\\.4',
    ],
  },
  'a name of a VPN': {
    list: 'http://git.golab.org',
    env: { GOPRIVATE: '*.golab.org' },
    options: ['--resolver', '127.0.0.62'],
    findings: ['connect-timeout/no-route error@0', 'dns/dns-split-horizon warning@0'],
    says: ['no route to 10\\.66\\.66\\.66', 'git\\.golab\\.org is 10\\.66\\.66\\.66 on this network'],
  },
  'a look-up that GODEBUG=netdns=cgo does not change': {
    list: 'http://nobody.test',
    env: { GODEBUG: 'netdns=cgo' },
    findings: ['dns/dns-no-such-host error@0'],
    says: ['GODEBUG=netdns=cgo has no effect: this go was built without cgo'],
  },
  'aliases that lead in a circle': {
    list: 'http://circle.test',
    resolvConf: 'nameserver 127.0.0.69\noptions timeout:1 attempts:1\n',
    findings: ['dns/dns-no-such-host error@0'],
    says: ['Its aliases lead round in a circle'],
  },
  'answers that cannot be read': {
    list: 'http://rubbish.test',
    resolvConf: 'nameserver 127.0.0.69\noptions timeout:1 attempts:1\n',
    findings: ['dns/dns-server-failure error@0'],
    says: ['reports a failure for rubbish\\.test, or answers with what cannot be read'],
  },
  'an answer too long for a packet, and silence over TCP': {
    list: 'http://long.test',
    resolvConf: 'nameserver 127.0.0.69\noptions timeout:1 attempts:1\n',
    options: ['--timeout', '3000'],
    findings: ['dns/dns-timeout error@0'],
    says: ['does not answer when it is asked for long\\.test\\. The answer is too long for a packet'],
  },
  'well, with 120 records for its name': {
    list: 'http://crowd.test:{port:healthy}',
    resolvConf: 'nameserver 127.0.0.69\noptions timeout:1 attempts:1\n',
    findings: [],
    says: [],
  },
  'resolv.conf full of rubbish': {
    list: NAMED,
    resolvConf:
      '\u0000\u0001\ufffd\u202e\noptions \u0000:9\nnameserver not.an.address\nnameserver 127.0.0.53\n\u001b[31m',
    findings: [],
    says: [],
  },
};
