/** The details of each code: what tells its variants apart. Made by probes (net/, goproxy/, doctor/) and read from go's words (text/). Data. */
import type { FailureCode } from './code.ts';

/** A status (`403`), and the code of another failure where a fetch for something else failed, stand for themselves. */
export const DETAILS: Readonly<Record<FailureCode, readonly string[]>> = {
  dns: [
    ...['dns-no-such-host', 'dns-timeout', 'dns-resolver-unreachable', 'dns-server-failure', 'dns-server-refused'],
    ...['dns-one-server-dead', 'dns-family-silent', 'dns-search-domain'],
  ],
  'connect-timeout': ['no-answer', 'no-route', 'all-dead', 'some-addresses-dead', 'ipv6-broken', 'ipv4-broken'],
  refused: ['forbidden', 'all-dead', 'some-addresses-dead', 'ipv6-broken', 'ipv4-broken'],
  reset: [
    ...['reset', 'eof', 'content-length', 'keep-alive', 'no-route', 'h2-stream-error', 'h2-goaway'],
    ...['name-filtered', 'all-dead', 'some-addresses-dead', 'ipv6-broken', 'ipv4-broken'],
  ],
  'response-timeout': ['tls-handshake', 'no-headers', 'name-filtered', 'some-addresses-dead'],
  tls: [
    ...['x509-unknown-authority', 'x509-self-signed', 'x509-missing-intermediate', 'x509-expired'],
    ...['x509-not-yet-valid', 'x509-wrong-name', 'x509-invalid', 'plain-http-on-tls-port', 'tls-port'],
    ...['protocol-version', 'handshake-failure', 'certificate-required', 'unrecognized-name'],
  ],
  'forward-proxy': [
    ...['proxy-auth', 'proxy-refused', 'proxy-timeout', 'proxy-no-route', 'proxy-dns', 'proxy-cut', 'proxy-tls'],
    ...['proxy-invalid', 'not-a-proxy', 'connect-silent', 'connect-403', 'request-method', 'local-proxy-gone'],
    ...['socks-auth', 'socks-1', 'socks-2', 'socks-4', 'socks-5'],
  ],
  'rate-limited': ['429'],
  'http-denied': ['401', '403', '451', 'file-permission'],
  'not-found': [
    ...['404', '410', 'html-page', 'no-go-import', 'no-repository', 'unknown-revision', 'no-versions'],
    ...['invalid-version', 'invalid-path', 'no-file', 'no-folder', 'replace-missing', 'replace-outside'],
  ],
  'server-error': ['500', '504'],
  'bad-content': [
    ...['html', 'empty', 'binary', 'not-json', 'no-version', 'wrong-version', 'not-a-go-mod', 'wrong-module'],
    ...['not-a-list', 'not-a-zip', 'not-a-record', 'unexpected-file', 'bad-name', 'collision', 'misplaced-go-mod'],
    ...['too-large', 'corrupt-entry', 'not-a-repository', 'headers', 'informational', 'framing', 'not-http'],
    ...['redirect-loop', 'redirect-too-many', 'redirect-to-http', 'redirect-to-scheme', 'redirect-no-location'],
    ...['redirect-bad-location', 'status-204'],
  ],
  'checksum-mismatch': ['go.sum', 'sumdb', 'missing-in-sumdb', 'cache'],
  'sumdb-unreachable': ['not-found', 'dns', 'connect-timeout', 'server-error', 'http-denied', 'bad-content', 'stall'],
  'missing-gosum': [],
  'goproxy-invalid': [
    ...['no-entries', 'missing-scheme', 'unsupported-scheme', 'file-with-host', 'bad-url', 'too-many', 'not-one-entry'],
    ...[
      'credentials-on-http',
      'invalid-port',
      'file-host',
      'file-path',
      'file-not-regular',
      'sumdb',
      'goauth',
      'govcs',
      'goprivate',
      'go111module',
    ],
  ],
  'goproxy-off': ['off', 'vendor', 'vendor-missing', 'workspace', 'modules-off', 'govcs', 'goprivate', 'sumdb'],
  'vcs-missing': ['git', 'hg', 'svn', 'bzr', 'fossil'],
  'vcs-auth': ['401', '403'],
  toolchain: [
    ...['not-available', 'too-old', 'invalid', 'dns', 'connect-timeout'],
    ...['no-patch', 'not-on-path', 'cannot-download', 'will-download'],
  ],
  disk: ['full', 'quota', 'read-only', 'permission', 'io', 'cache', 'no-cache'],
  stall: ['no-headers', 'body-stalled'],
  'captive-portal': ['html', 'redirected'],
  'dns-hijack': ['hosts-override', 'forged'],
  'system-proxy-ignored': ['windows', 'macos', 'gnome', 'kde', 'vscode', 'login'],
  'setting-masked': ['os-env'],
  'settings-drift': [],
  'private-exposed': ['looks-private'],
  'netrc-broken': [
    ...['no-entry', 'no-file', 'no-password', 'no-login', 'port-mismatch', 'name-case', 'path-mismatch', 'unread'],
    ...['default-ignored', 'unreadable', 'byte-order-mark', 'endless-macro', 'too-large', 'goauth-command'],
  ],
  'clock-skew': ['ahead', 'behind', 'explains-certificate'],
  slow: ['unfinished', 'latency'],
  'sumdb-trap': ['not-found', 'server-error', 'bad-content', 'reset', 'stall', 'http-denied', 'rate-limited', 'slow'],
  'sumdb-forked': [],
  'cache-damaged': [],
  unclassified: [],
};
