/** Forward proxies that fail, and what `diagnose` says of each. */
import type { FindingRow } from '../row.ts';

const SHORT = ['--timeout', '1500'];
const NAMED = 'http://mirror.test';
const SECURE = 'https://mirror.test';

export const FORWARD_PROXIES: Readonly<Record<string, FindingRow>> = {
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
  'a forward proxy that go refuses under CGI': {
    list: NAMED,
    env: { HTTP_PROXY: '{proxy:auth}', REQUEST_METHOD: 'GET' },
    findings: ['forward-proxy/request-method error@0'],
    says: ['go refuses HTTP_PROXY where REQUEST_METHOD is set'],
  },
  'a forward proxy without an address': {
    list: SECURE,
    env: { HTTPS_PROXY: 'http://:3128' },
    findings: ['forward-proxy/proxy-invalid error@0'],
    says: ['a forward proxy whose address \\(HTTP_PROXY or HTTPS_PROXY\\) is none'],
  },
  'a forward proxy of a scheme that go does not know': {
    list: SECURE,
    env: { HTTPS_PROXY: 'socks4://127.0.0.1:{port:junk}' },
    findings: ['forward-proxy/unknown-scheme error@0'],
    says: ['of a scheme that go does not know \\(HTTPS_PROXY=socks4://…\\): it speaks plain HTTP to it'],
  },
  'a proxy script in the settings of KDE': {
    list: 'http://no-route.test',
    env: { XDG_CURRENT_DESKTOP: 'KDE' },
    home: {
      '.config/kioslaverc': '[Proxy Settings]\nProxyType=2\nProxy Config Script=file://{folder}/home/proxy.pac\n',
      'proxy.pac': 'function FindProxyForURL(url, host) { return "PROXY 192.0.2.1:8080; DIRECT"; }\n',
    },
    findings: ['connect-timeout/no-route error@0', 'system-proxy-ignored/kde warning@-'],
    says: [
      'no route',
      'name a proxy script, file://\\S+/proxy\\.pac, and in that http://192\\.0\\.2\\.1:8080\\. go knows no scripts',
    ],
    prints: 'Give go the proxy http://192\\.0\\.2\\.1:8080',
  },
  'a proxy script that lies elsewhere': {
    list: 'http://no-route.test',
    env: { XDG_CURRENT_DESKTOP: 'KDE' },
    home: { '.config/kioslaverc': '[Proxy Settings]\nProxyType=2\nProxy Config Script=http://pac.test/proxy.pac\n' },
    findings: ['connect-timeout/no-route error@0', 'system-proxy-ignored/kde warning@-'],
    says: ['no route', 'name a proxy script, http://pac\\.test/proxy\\.pac\\. go knows no scripts'],
  },
  'a proxy in the settings of KDE': {
    list: 'http://no-route.test',
    env: { XDG_CURRENT_DESKTOP: 'KDE' },
    home: { '.config/kioslaverc': '[Proxy Settings]\nProxyType=1\nhttpProxy=http://192.0.2.1 8080\n' },
    findings: ['connect-timeout/no-route error@0', 'system-proxy-ignored/kde warning@-'],
    says: ['no route to 203\\.0\\.113\\.1', 'The settings of KDE name the proxy http://192\\.0\\.2\\.1:8080'],
  },
};
