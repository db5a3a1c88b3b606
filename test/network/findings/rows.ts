/** The faults of the network, layer by layer, and what `diagnose` says of each. */
import type { FindingRow } from './row.ts';

const SHORT = ['--timeout', '1500'];
const NAMED = 'http://mirror.test';
const SECURE = 'https://mirror.test';

const FORWARD_PROXIES: Readonly<Record<string, FindingRow>> = {
  'a forward proxy that refuses CONNECT': {
    list: SECURE,
    env: { HTTPS_PROXY: '{proxy:connect-refused}' },
    findings: ['forward-proxy/connect-403 error@0'],
    says: ['a forward proxy that does not let us through \\(HTTP 403\\)'],
  },
  'a forward proxy that wants a login': {
    list: SECURE,
    env: { HTTPS_PROXY: '{proxy:auth}' },
    findings: ['forward-proxy/proxy-auth error@0'],
    says: ['wants a user name and a password \\(407\\)'],
  },
  'a forward proxy that is silent': {
    list: SECURE,
    env: { HTTPS_PROXY: '{proxy:silent}' },
    options: SHORT,
    findings: ['forward-proxy/connect-silent error@0'],
    says: ['takes the request and never answers'],
  },
  'a local proxy that was switched off': {
    list: SECURE,
    env: { HTTPS_PROXY: 'http://127.0.0.1:7890' },
    findings: ['forward-proxy/local-proxy-gone error@0'],
    says: ['forward proxy 127\\.0\\.0\\.1:7890 on this machine, which HTTPS_PROXY names, and nothing listens there'],
  },
  'a local SOCKS proxy that was switched off': {
    list: NAMED,
    env: { HTTP_PROXY: 'socks5://127.0.0.1:1080' },
    findings: ['forward-proxy/local-proxy-gone error@0'],
    says: ['127\\.0\\.0\\.1:1080 on this machine, which HTTP_PROXY names'],
  },
  'a forward proxy whose name is unknown': {
    list: SECURE,
    env: { HTTPS_PROXY: 'http://gone.test:3128' },
    findings: ['forward-proxy/proxy-dns error@0'],
    says: ['a forward proxy whose name cannot be looked up'],
  },
  'TLS to a forward proxy that speaks none': {
    list: SECURE,
    env: { HTTPS_PROXY: 'https://127.0.0.1:{port:junk}' },
    findings: ['forward-proxy/proxy-tls error@0'],
    says: ['a forward proxy whose certificate or TLS handshake fails'],
  },
  'a proxy in the settings of KDE': {
    list: 'http://no-route.test',
    env: { XDG_CURRENT_DESKTOP: 'KDE' },
    home: { '.config/kioslaverc': '[Proxy Settings]\nProxyType=1\nhttpProxy=http://192.0.2.1 8080\n' },
    findings: ['connect-timeout/no-route error@0', 'system-proxy-ignored/kde warning@-'],
    says: ['no route to 203\\.0\\.113\\.1', 'The settings of KDE name the proxy http://192\\.0\\.2\\.1:8080'],
  },
};

const NAMES: Readonly<Record<string, FindingRow>> = {
  'no such name': {
    list: 'http://nobody.test',
    findings: ['dns/dns-no-such-host error@0'],
    says: ['The name server 127\\.0\\.0\\.53 knows no address of nobody\\.test\\.'],
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
};

const ROUTES: Readonly<Record<string, FindingRow>> = {
  'no address answers': {
    list: 'http://all-silent.test',
    options: SHORT,
    findings: ['connect-timeout/all-dead error@0'],
    says: ['at any of its addresses \\(192\\.0\\.2\\.9\\)'],
  },
  'one address of two refuses, beside a certificate': {
    list: 'https://one-refuses.lab.test:{port:tls-expired}',
    findings: ['tls/x509-expired error@0', 'refused/some-addresses-dead warning@0'],
    says: ['has expired', 'refuses connections at 192\\.0\\.2\\.1, one of several addresses; 127\\.0\\.0\\.1 works'],
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

const certificate = (list: string, detail: string, says: string): FindingRow => ({
  list,
  findings: [`tls/${detail} error@0`],
  says: [says],
});
const CERTIFICATES: Readonly<Record<string, FindingRow>> = {
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
};

const netrc = (detail: string, content: string, says: string): FindingRow => ({
  list: 'https://127.0.0.1:{guarded}',
  home: { '.netrc': content },
  findings: ['http-denied/401 error@0', `netrc-broken/${detail} warning@0`],
  says: ['401', says],
});
const CREDENTIALS: Readonly<Record<string, FindingRow>> = {
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

const GRAPH: Readonly<Record<string, FindingRow>> = {
  'a private module at a public mirror': {
    list: 'http://goproxy.cn',
    workspace: {
      'go.mod': 'module consumer.test/app\n\nrequire (\n\tgolang.org/x/text v0.14.0\n\tgit.acme.io/team/x v1.0.0\n)\n',
    },
    findings: ['private-exposed/looks-private warning@- git.acme.io/team/x'],
    says: ['git\\.acme\\.io/team/x looks private, and go asks goproxy\\.cn for it'],
  },
  'a go line above the toolchain': {
    list: '{url:healthy}',
    workspace: { 'go.mod': 'module consumer.test/app\n\ngo 1.99.0\n\nrequire example.test/a v1.0.0\n' },
    findings: ['toolchain/too-old error@-'],
    says: ['The module needs go1\\.99\\.0, and go is go1\\.\\S+: GOTOOLCHAIN=local forbids another'],
  },
  'a vendor folder that is asked for and not there': {
    list: '{url:healthy}',
    env: { GOFLAGS: '-mod=vendor' },
    findings: ['goproxy-off/vendor-missing error@-'],
    says: ['GOFLAGS holds -mod=vendor, and \\S+ has no vendor folder'],
  },
  'a file:// entry that leads nowhere': {
    list: 'file://{folder}/nothing,{url:healthy}',
    findings: ['not-found/no-folder info@-'],
    says: ['/nothing'],
  },
};

/** Each is silent: no finding at all. */
const HEALTHY: Readonly<Record<string, FindingRow>> = Object.fromEntries(
  [
    ['well, by address', '{url:healthy}'],
    ['well, by name', 'http://mirror.test:{port:healthy}'],
    ['well, over TLS', 'https://mirror.lab.test:{port:healthy-tls}'],
    ['well, over HTTP/2', '{url:healthy-h2}'],
  ].map(([name = '', list = '']) => [name, { list, findings: [], says: [] }]),
);

export const ROWS: Readonly<Record<string, FindingRow>> = {
  ...FORWARD_PROXIES,
  ...NAMES,
  ...ROUTES,
  ...CERTIFICATES,
  ...CREDENTIALS,
  ...GRAPH,
  ...HEALTHY,
};
