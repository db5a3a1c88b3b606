/** What stands between go and a mirror in a company: forward proxies that let through, want a login, refuse, fail, fall silent or are gone. */
import type { ProxyRow } from './row.ts';

const SECURE = 'https://inside.test:{port:healthy-tls}';
const PLAIN = 'http://inside.test:{port:healthy}';
const SECURE_REFUSED = 'https://inside.test:{port:refused}';
const PLAIN_REFUSED = 'http://inside.test:{port:refused}';
const DENIED = 'does not let us through';
const BEYOND = 'cannot get us there';
/** Over plain http nothing tells whose the answer is. */
const BESIDE = ['forward-proxy/plain-http'];
const LOGIN = 'wants a user name and a password';

/** The same proxy, asked for an https and for an http entry. */
function serves(what: string, proxy: string): Readonly<Record<string, ProxyRow>> {
  const row = (list: string): ProxyRow => ({ proxy, list, go: 'serves', told: null });
  return { [`${what}, https`]: row(SECURE), [`${what}, http`]: row(PLAIN) };
}

const TINYPROXY: Readonly<Record<string, ProxyRow>> = {
  ...serves('tinyproxy', 'http://{tinyproxy}'),
  ...serves('tinyproxy with its login', 'http://lab:secret@{tinyproxy-login}'),
  'tinyproxy without a login, https': {
    proxy: 'http://{tinyproxy-login}',
    list: SECURE,
    go: 'Proxy Authentication Required',
    told: 'forward-proxy/proxy-auth',
    says: LOGIN,
  },
  'tinyproxy without a login, http': {
    proxy: 'http://{tinyproxy-login}',
    list: PLAIN,
    go: '407 Proxy Authentication Required',
    told: 'forward-proxy/proxy-auth',
    says: LOGIN,
  },
  'tinyproxy with a wrong login, which it calls 401': {
    proxy: 'http://lab:Zq7@{tinyproxy-login}',
    list: SECURE,
    go: '\\.info": Unauthorized',
    read: 'forward-proxy/connect-401',
    told: 'forward-proxy/login-refused',
    says: 'which refuses the user name and the password in HTTPS_PROXY',
  },
  'tinyproxy with a wrong login, http': {
    proxy: 'http://lab:Zq7@{tinyproxy-login}',
    list: PLAIN,
    go: '401 Unauthorized',
    told: 'http-denied/401',
    beside: BESIDE,
  },
  'a filter of tinyproxy, https': {
    proxy: 'http://{tinyproxy-filter}',
    list: 'https://filtered.inside.test:{port:healthy-tls}',
    go: '\\.info": Filtered',
    // A reason of its own: go shows it in the place of the status.
    read: 'forward-proxy/',
    told: 'forward-proxy/connect-403',
    says: DENIED,
  },
  'a filter of tinyproxy, http': {
    proxy: 'http://{tinyproxy-filter}',
    list: 'http://filtered.inside.test:{port:healthy}',
    go: '403 Filtered',
    told: 'http-denied/403',
    beside: BESIDE,
  },
  'tinyproxy, nothing listens behind it': {
    proxy: 'http://{tinyproxy}',
    list: SECURE_REFUSED,
    go: '\\.info": Unable to connect',
    read: 'forward-proxy/',
    told: 'forward-proxy/connect-500',
    says: BEYOND,
  },
  'tinyproxy, a name that it does not know, https': {
    proxy: 'http://{tinyproxy}',
    list: 'https://nobody.test',
    go: '\\.info": Unable to connect',
    read: 'forward-proxy/',
    told: 'forward-proxy/connect-500',
    says: BEYOND,
  },
  'tinyproxy, a name that it does not know, http': {
    proxy: 'http://{tinyproxy}',
    list: 'http://nobody.test',
    go: '500 Unable to connect',
    told: 'server-error/500',
    beside: BESIDE,
  },
  'tinyproxy that hangs, https': {
    proxy: 'http://{tinyproxy-frozen}',
    list: SECURE,
    go: 'hangs',
    told: 'forward-proxy/connect-silent',
  },
  'tinyproxy that hangs, http': {
    proxy: 'http://{tinyproxy-frozen}',
    list: PLAIN,
    go: 'hangs',
    told: 'stall/no-headers',
    beside: BESIDE,
  },
  'tinyproxy taken for a SOCKS proxy': {
    proxy: 'socks5://{tinyproxy}',
    list: SECURE,
    go: 'hangs',
    told: 'forward-proxy/connect-silent',
  },
  'tinyproxy that was stopped': {
    proxy: 'http://{tinyproxy-stopped}',
    list: SECURE,
    go: 'proxyconnect tcp: dial tcp 127\\.0\\.0\\.1:7890: connect: connection refused',
    read: 'forward-proxy/proxy-refused',
    told: 'forward-proxy/local-proxy-gone',
    says: '127\\.0\\.0\\.1:7890 on this machine, which HTTPS_PROXY names, .*Clash takes that port; is it switched off\\?',
  },
};

const SQUID: Readonly<Record<string, ProxyRow>> = {
  ...serves('squid', 'http://{squid}'),
  ...serves('squid with its login', 'http://lab:secret@{squid-login}'),
  ...serves('squid over TLS', 'https://{squid-tls}'),
  ...serves('squid over TLS with its login', 'https://lab:secret@{squid-tls-login}'),
  'squid with a wrong login, https': {
    proxy: 'http://lab:Zq7@{squid-login}',
    list: SECURE,
    go: 'Proxy Authentication Required',
    read: 'forward-proxy/proxy-auth',
    told: 'forward-proxy/login-refused',
    says: 'which refuses the user name and the password in HTTPS_PROXY',
  },
  'squid with a wrong login, http': {
    proxy: 'http://lab:Zq7@{squid-login}',
    list: PLAIN,
    go: '407 Proxy Authentication Required',
    read: 'forward-proxy/proxy-auth',
    told: 'forward-proxy/login-refused',
    says: 'which refuses the user name and the password in HTTP_PROXY',
  },
  'squid over TLS without a login': {
    proxy: 'https://{squid-tls-login}',
    list: SECURE,
    go: 'Proxy Authentication Required',
    told: 'forward-proxy/proxy-auth',
    says: LOGIN,
  },
  'a rule of squid, https': {
    proxy: 'http://{squid-denies}',
    list: SECURE,
    go: '\\.info": Forbidden',
    told: 'forward-proxy/connect-403',
    says: DENIED,
  },
  'a rule of squid, http': {
    proxy: 'http://{squid-denies}',
    list: PLAIN,
    go: '403 Forbidden',
    told: 'http-denied/403',
    beside: BESIDE,
  },
  'squid, nothing listens behind it, https': {
    proxy: 'http://{squid}',
    list: SECURE_REFUSED,
    go: '\\.info": Service Unavailable',
    told: 'forward-proxy/connect-503',
    says: BEYOND,
  },
  'squid, nothing listens behind it, http': {
    proxy: 'http://{squid}',
    list: PLAIN_REFUSED,
    go: '503 Service Unavailable',
    told: 'server-error/503',
    beside: BESIDE,
  },
  'squid, silence behind it': {
    proxy: 'http://{squid-impatient}',
    list: 'https://inside.test:{port:black-hole}',
    go: '\\.info": Service Unavailable',
    told: 'forward-proxy/connect-503',
    says: BEYOND,
  },
  'squid, whose certificate is not trusted': {
    proxy: 'https://{squid-tls}',
    list: SECURE,
    trusts: '{lab}',
    go: 'proxyconnect tcp: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    told: 'forward-proxy/proxy-tls',
  },
  'squid that speaks no TLS, called over TLS': {
    proxy: 'https://{squid}',
    list: SECURE,
    go: 'proxyconnect tcp: tls: first record does not look like a TLS handshake',
    told: 'forward-proxy/proxy-tls',
  },
  'a certificate that has expired, behind squid': {
    proxy: 'http://{squid}',
    list: 'https://inside.test:{port:tls-expired}',
    go: 'x509: certificate has expired or is not yet valid',
    told: 'tls/x509-expired',
    says: 'has expired \\(“lab server”, \\d{4}-',
  },
  'squid that intercepts': {
    proxy: 'http://{squid-intercepts}',
    list: SECURE,
    go: 'x509: certificate signed by unknown authority',
    told: 'tls/x509-unknown-authority',
    says: 'is intercepted by Fortinet FortiGate, whose authority go does not trust here',
  },
  'squid that intercepts and is trusted': {
    proxy: 'http://{squid-intercepts}',
    list: SECURE,
    trusts: '{everything}',
    go: 'serves',
    told: null,
  },
};

const MICROSOCKS: Readonly<Record<string, ProxyRow>> = {
  ...serves('microsocks', 'socks5://{microsocks}'),
  ...serves('microsocks with its login', 'socks5h://lab:secret@{microsocks-login}'),
  'microsocks with a wrong login': {
    proxy: 'socks5://lab:Zq7@{microsocks-login}',
    list: SECURE,
    go: 'username/password authentication failed',
    read: 'forward-proxy/socks-auth',
    told: 'forward-proxy/login-refused',
    says: 'which refuses the user name and the password in HTTPS_PROXY',
  },
  'microsocks without a login': {
    proxy: 'socks5://{microsocks-login}',
    list: PLAIN,
    go: 'no acceptable authentication methods',
    told: 'forward-proxy/socks-auth',
    says: LOGIN,
  },
  'microsocks, nothing listens behind it': {
    proxy: 'socks5://{microsocks}',
    list: SECURE_REFUSED,
    go: 'unknown error connection refused',
    told: 'forward-proxy/socks-5',
    says: 'the host refuses its connections',
  },
  'microsocks, a name that it does not know': {
    proxy: 'socks5://{microsocks}',
    list: 'https://nobody.test',
    go: 'unknown error general SOCKS server failure',
    told: 'forward-proxy/socks-1',
    says: 'reports a failure of its own',
  },
  'microsocks taken for an HTTP proxy': {
    proxy: 'http://{microsocks}',
    list: SECURE,
    go: 'malformed HTTP response "\\\\x05\\\\xff"',
    read: 'bad-content/not-http',
    told: 'forward-proxy/not-a-proxy',
  },
  'microsocks that was stopped': {
    proxy: 'socks5://{microsocks-stopped}',
    list: PLAIN,
    go: 'proxyconnect tcp: dial tcp 127\\.0\\.0\\.1:1080: connect: connection refused',
    read: 'forward-proxy/proxy-refused',
    told: 'forward-proxy/local-proxy-gone',
    says: '127\\.0\\.0\\.1:1080 on this machine, which HTTP_PROXY names',
  },
};

export const ROWS: Readonly<Record<string, ProxyRow>> = { ...TINYPROXY, ...SQUID, ...MICROSOCKS };
