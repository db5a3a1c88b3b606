/** Messages of the go command's by its grammar (go-command.md §4), each with what it says: `code/detail module version host`. */

export type Saying = readonly [text: string, says: string];

const M = 'golang.org/x/text';
const P = 'https://goproxy.cn';
const at = (file: string) => `${P}/golang.org/x/text/@v/${file}`;
const got = (tail: string) => `go: ${M}@v0.14.0: Get "${at('v0.14.0.info')}": ${tail}`;
const named = (says: string, host = 'goproxy.cn') => `${says} ${M} v0.14.0 ${host}`;

/** What stands behind `Get "URL": `. */
export const TAILS: readonly Saying[] = [
  ['dial tcp: lookup goproxy.cn on 127.0.0.53:53: no such host', 'dns/dns-no-such-host'],
  ['dial tcp: lookup goproxy.cn: no such host', 'dns/dns-no-such-host'],
  ['dial tcp: lookup goproxy.cn on 10.0.0.2:53: server misbehaving', 'dns/dns-server-failure'],
  ['dial tcp: lookup goproxy.cn on 10.0.0.2:53: read udp 10.0.0.9:3999->10.0.0.2:53: i/o timeout', 'dns/dns-timeout'],
  [
    'dial tcp: lookup goproxy.cn on [::1]:53: read udp [::1]:39->[::1]:53: read: connection refused',
    'dns/dns-resolver-unreachable',
  ],
  [
    'dial tcp: lookup goproxy.cn on 10.0.0.2:53: dial udp 10.0.0.2:53: connect: network is unreachable',
    'dns/dns-resolver-unreachable',
  ],
  ['dial tcp: lookup goproxy.cn: Temporary failure in name resolution', 'dns/dns-server-failure'],
  [
    'dial tcp: lookup goproxy.cn: getaddrinfow: The requested name is valid, but no data of the requested type was found.',
    'dns/dns-no-such-host',
  ],
  ['dial tcp: lookup goproxy.cn: i/o timeout', 'dns/dns-timeout'],
  ['dial tcp 203.0.113.7:443: i/o timeout', 'connect-timeout/no-answer'],
  ['dial tcp 203.0.113.7:443: connect: connection timed out', 'connect-timeout/no-answer'],
  ['dial tcp 203.0.113.7:443: connect: operation timed out', 'connect-timeout/no-answer'],
  ['dial tcp 203.0.113.7:443: connect: no route to host', 'connect-timeout/no-route'],
  ['dial tcp [2001:db8::1]:443: connect: network is unreachable', 'connect-timeout/no-route'],
  ["dial tcp 203.0.113.7:443: connect: can't assign requested address", 'connect-timeout/no-route'],
  ['dial tcp 203.0.113.7:443: connect: connection refused', 'refused/null'],
  ['dial tcp 203.0.113.7:443: connect: permission denied', 'refused/forbidden'],
  [
    'dial tcp 203.0.113.7:443: connectex: No connection could be made because the target machine actively refused it.',
    'refused/null',
  ],
  [
    'dial tcp 203.0.113.7:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.',
    'connect-timeout/no-answer',
  ],
  [
    'dial tcp 203.0.113.7:443: connectex: A socket operation was attempted to an unreachable network.',
    'connect-timeout/no-route',
  ],
  [
    'dial tcp 203.0.113.7:443: connectex: An attempt was made to access a socket in a way forbidden by its access permissions.',
    'refused/forbidden',
  ],
  ['dial tcp 203.0.113.7:443: connectex: 由于目标计算机积极拒绝，无法连接。', 'refused/null'],
  [
    'dial tcp 203.0.113.7:443: connectex: 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。',
    'connect-timeout/no-answer',
  ],
  ['read tcp 10.0.0.9:3999->203.0.113.7:443: wsarecv: 远程主机强迫关闭了一个现有的连接。', 'reset/reset'],
  [
    'read tcp 10.0.0.9:3999->203.0.113.7:443: wsarecv: An existing connection was forcibly closed by the remote host.',
    'reset/reset',
  ],
  [
    'read tcp 10.0.0.9:3999->203.0.113.7:443: wsarecv: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.',
    'response-timeout/no-headers',
  ],
  ['read tcp 10.0.0.9:3999->203.0.113.7:443: read: connection reset by peer', 'reset/reset'],
  ['write tcp 10.0.0.9:3999->203.0.113.7:443: write: broken pipe', 'reset/reset'],
  ['dial tcp 203.0.113.7:443: connect: connection reset by peer', 'reset/reset'],
  ['EOF', 'reset/eof'],
  ['unexpected EOF', 'reset/content-length'],
  ['stream error: stream ID 5; INTERNAL_ERROR; received from peer', 'reset/h2-stream-error'],
  [
    'http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=NO_ERROR, debug=""',
    'reset/h2-goaway',
  ],
  ['net/http: TLS handshake timeout', 'response-timeout/tls-handshake'],
  ['context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'response-timeout/no-headers'],
  ['tls: failed to verify certificate: x509: certificate signed by unknown authority', 'tls/x509-unknown-authority'],
  [
    'x509: certificate signed by unknown authority (possibly because of "x509: invalid signature" while trying to verify candidate authority certificate "ca")',
    'tls/x509-unknown-authority',
  ],
  [
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-02T03:04:05Z is after 2025-01-01T00:00:00Z',
    'tls/x509-expired',
  ],
  [
    'x509: certificate has expired or is not yet valid: current time 2020-01-02T03:04:05Z is before 2025-01-01T00:00:00Z',
    'tls/x509-not-yet-valid',
  ],
  ['x509: certificate is valid for a.example, b.example, not goproxy.cn', 'tls/x509-wrong-name'],
  ["x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs", 'tls/x509-wrong-name'],
  ['x509: “Corp CA” certificate is not trusted', 'tls/x509-unknown-authority'],
  ['x509: certificate relies on legacy Common Name field, use SANs instead', 'tls/x509-invalid'],
  ['remote error: tls: handshake failure', 'tls/handshake-failure'],
  ['tls: server selected unsupported protocol version 301', 'tls/protocol-version'],
  ['http: server gave HTTP response to HTTPS client', 'tls/plain-http-on-tls-port'],
  [
    'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02\\x16"',
    'tls/tls-port',
  ],
  ['net/http: HTTP/1.x transport connection broken: malformed HTTP status code "what"', 'bad-content/not-http'],
  ['malformed HTTP response "SSH-2.0-OpenSSH_9.6"', 'bad-content/not-http'],
  ['stopped after 10 redirects', 'bad-content/redirect-too-many'],
  [
    'redirected from secure URL https://goproxy.cn/a to insecure URL http://goproxy.cn/b',
    'bad-content/redirect-to-http',
  ],
];

/** Tails whose party is a forward proxy, with that party. */
export const PROXY_TAILS: readonly Saying[] = [
  [
    'proxyconnect tcp: dial tcp 127.0.0.1:3128: connect: connection refused',
    'forward-proxy/proxy-refused 127.0.0.1:3128',
  ],
  ['proxyconnect tcp: dial tcp: lookup proxy.corp on 10.0.0.2:53: no such host', 'forward-proxy/proxy-dns proxy.corp'],
  ['proxyconnect tcp: dial tcp 10.1.1.1:8080: i/o timeout', 'forward-proxy/proxy-timeout 10.1.1.1:8080'],
  ['proxyconnect tcp: tls: first record does not look like a TLS handshake', 'forward-proxy/proxy-tls -'],
  ['proxyconnect tcp: EOF', 'forward-proxy/proxy-cut -'],
  [
    'socks connect tcp 127.0.0.1:1080->goproxy.cn:443: unknown error host unreachable',
    'forward-proxy/socks-4 127.0.0.1:1080',
  ],
  [
    'socks connect tcp 127.0.0.1:1080->goproxy.cn:443: unknown error connection refused',
    'forward-proxy/socks-5 127.0.0.1:1080',
  ],
  [
    'socks connect tcp 127.0.0.1:1080->goproxy.cn:443: username/password authentication failed',
    'forward-proxy/socks-auth 127.0.0.1:1080',
  ],
  ['socks connect tcp 127.0.0.1:1080->goproxy.cn:443: EOF', 'forward-proxy/proxy-cut 127.0.0.1:1080'],
  ['Proxy Authentication Required', 'forward-proxy/proxy-auth -'],
  ['Forbidden', 'forward-proxy/connect-403 -'],
  ['Blocked By Policy', 'forward-proxy/null -'],
  ['context deadline exceeded', 'forward-proxy/connect-silent -'],
];

const STATUSES: readonly Saying[] = [
  ['404 Not Found', 'not-found/404'],
  ['410 Gone', 'not-found/410'],
  ['403 Forbidden', 'http-denied/403'],
  ['451 Unavailable For Legal Reasons', 'http-denied/451'],
  ['429 Too Many Requests', 'rate-limited/429'],
  ['502 Bad Gateway', 'server-error/502'],
  ['301 Moved Permanently', 'bad-content/status-301'],
];

const SUM = 'https://sum.golang.org/lookup/golang.org/x/text@v0.14.0';
const MISMATCH =
  "\n\tdownloaded: h1:AAA=\n\tgo.sum:     h1:BBB=\n\nSECURITY ERROR\nThis download does NOT match an earlier download recorded in go.sum.\nThe bits may have been replaced on the origin server, or an attacker may\nhave intercepted the download attempt.\n\nFor more information, see 'go help module-auth'.";

export const SAYINGS: readonly Saying[] = [
  ...TAILS.map(([tail, says]): Saying => [got(tail), named(says)]),
  ...PROXY_TAILS.map(([tail, says]): Saying => {
    const [code = '', host = ''] = says.split(' ');
    return [got(tail), named(code, host)];
  }),
  ...STATUSES.map(
    ([status, says]): Saying => [
      `go: ${M}@v0.14.0: reading ${at('v0.14.0.mod')}: ${status}\n\tserver response: not found: unknown revision, connection refused`,
      named(says),
    ],
  ),
  [
    `go: ${M}@v0.14.0: reading ${at('v0.14.0.mod')}: 407 Proxy Authentication Required`,
    named('forward-proxy/proxy-auth', '-'),
  ],
  [`go: module ${M}: reading ${at('list')}: 500 Internal Server Error`, `server-error/500 ${M} - goproxy.cn`],
  [`go: ${M}@latest: module ${M}: Get "${at('list')}": EOF`, `reset/eof ${M} latest goproxy.cn`],
  [`go: ${M}@v0.14.0: read "${at('v0.14.0.zip')}": unexpected EOF`, named('reset/content-length')],
  [
    `go: ${M}@v0.14.0: read "https:/goproxy.cn/golang.org/x/text/@v/v0.14.0.zip": unexpected EOF`,
    named('reset/content-length'),
  ],
  [
    `main.go:4:2: ${M}@v0.14.0: Get "${at('v0.14.0.zip')}": dial tcp 1.2.3.4:443: i/o timeout`,
    named('connect-timeout/no-answer'),
  ],
  [
    `main.go:4:2: cannot find module providing package ${M}/language: Get "${at('list')}": EOF`,
    `reset/eof ${M} - goproxy.cn`,
  ],
  [
    `go: example.com/a@v1.0.0 requires\n\texample.com/b@v1.2.3 requires\n\tgithub.com/BurntSushi/toml@v0.3.1: Get "${P}/github.com/!burnt!sushi/toml/@v/v0.3.1.mod": EOF`,
    'reset/eof github.com/BurntSushi/toml v0.3.1 goproxy.cn',
  ],
  [
    `example.com/app imports\n\texample.com/lib imports\n\t${M}/language: cannot find module providing package ${M}/language: module ${M}/language: reading ${P}/golang.org/x/text/language/@v/list: 502 Bad Gateway`,
    `server-error/502 ${M}/language - goproxy.cn`,
  ],
  [`go get ${M}@v0.14.0: Get "${at('v0.14.0.info')}": EOF`, named('reset/eof')],
  [`go get: ${M}@v0.14.0: Get "${at('v0.14.0.info')}": EOF`, named('reset/eof')],
  [`go: ${M}@v0.14.0: Get ${at('v0.14.0.mod')}: dial tcp 1.2.3.4:443: i/o timeout`, named('connect-timeout/no-answer')],
  [`build example.com/app: cannot load ${M}: Get "${at('list')}": EOF`, `reset/eof ${M} - goproxy.cn`],
  // Absent.
  [`go: ${M}@v9.9.9: invalid version: unknown revision v9.9.9`, `not-found/unknown-revision ${M} v9.9.9 -`],
  [`go: ${M}@v9: no matching versions for query "v9"`, `not-found/no-versions ${M} v9 -`],
  [
    `go: ${M}@nope: invalid version: reading ${at('nope.info')}: 404 Not Found\n\tserver response: not found`,
    `not-found/404 ${M} nope goproxy.cn`,
  ],
  [
    'go: git.corp.example/x@v1.0.0: unrecognized import path "git.corp.example/x": reading https://git.corp.example/x?go-get=1: 404 Not Found',
    'not-found/404 git.corp.example/x v1.0.0 git.corp.example',
  ],
  [
    'go: git.corp.example/x@v1.0.0: unrecognized import path "git.corp.example/x": https fetch: Get "https://git.corp.example/x?go-get=1": dial tcp: lookup git.corp.example on 1.1.1.1:53: no such host',
    'dns/dns-no-such-host git.corp.example/x v1.0.0 git.corp.example',
  ],
  [
    'go: unrecognized import path "git.corp.example/x": parse https://git.corp.example/x?go-get=1: no go-import meta tags ()',
    'not-found/no-go-import git.corp.example/x - git.corp.example',
  ],
  // Content.
  [
    `go: ${M}@v0.14.0: invalid response from proxy "${P}": invalid character '<' looking for beginning of value`,
    named('bad-content/not-json'),
  ],
  [`go: ${M}@v0.14.0: zip: not a valid zip file`, named('bad-content/not-a-zip', '-')],
  ['main.go:4:2: zip: not a valid zip file', 'bad-content/not-a-zip - - -'],
  [
    `go: ${M}@v0.14.0: parsing go.mod:\n\tmodule declares its path as: example.com/other\n\t        but was required as: ${M}`,
    named('bad-content/wrong-module', '-'),
  ],
  [`go: ${M}@v0.14.0: parsing go.mod: missing module line`, named('bad-content/not-a-go-mod', '-')],
  [`go: zip for ${M}@v0.14.0 has unexpected file a/b`, named('bad-content/unexpected-file', '-')],
  [
    `go: ${M}@v0.14.0: unzip /home/u/go/pkg/mod/cache/download/golang.org/x/text/@v/v0.14.0.zip: malformed file path "a b": invalid char ' '`,
    named('bad-content/bad-name', '-'),
  ],
  [
    `go: ${M}@v0.14.0: proxy returned info for version v0.13.0 instead of requested version`,
    named('bad-content/wrong-version', '-'),
  ],
  // Checksums.
  [`verifying ${M}@v0.14.0: checksum mismatch${MISMATCH}`, named('checksum-mismatch/go.sum', '-')],
  [`verifying ${M}@v0.14.0/go.mod: checksum mismatch${MISMATCH}`, named('checksum-mismatch/go.sum', '-')],
  [
    `go: ${M}@v0.14.0: verifying module: checksum mismatch\n\tdownloaded: h1:AAA=\n\tsum.golang.org: h1:BBB=\n\nSECURITY ERROR\nThis download does NOT match the one reported by the checksum server.`,
    named('checksum-mismatch/sumdb', '-'),
  ],
  [
    `go: ${M}@v0.14.0: verifying module: checksum missing from sumdb response\n\nSECURITY ERROR`,
    named('checksum-mismatch/missing-in-sumdb', '-'),
  ],
  ['SECURITY ERROR\ngo.sum database server misbehavior detected!\n\nold database:\n\tx', 'sumdb-forked/null - - -'],
  [
    `go: ${M}@v0.14.0: verifying module: ${M}@v0.14.0: reading ${SUM}: 404 Not Found\n\tserver response: not found`,
    named('sumdb-unreachable/not-found', 'sum.golang.org'),
  ],
  [
    `go: ${M}@v0.14.0: verifying go.mod: ${M}@v0.14.0/go.mod: Get "${SUM}": dial tcp: lookup sum.golang.org: no such host`,
    named('sumdb-unreachable/dns', 'sum.golang.org'),
  ],
  [
    `go: ${M}@v0.14.0: verifying go.mod: ${M}@v0.14.0/go.mod: reading ${P}/sumdb/sum.golang.org/supported: 504 Gateway Timeout`,
    named('sumdb-unreachable/server-error'),
  ],
  [
    `go: ${M}@v0.14.0: verifying go.mod: ${M}@v0.14.0/go.mod: malformed record data`,
    named('sumdb-unreachable/bad-content', '-'),
  ],
  [
    `go: ${M}@v0.14.0: verifying go.mod: ${M}@v0.14.0/go.mod: initializing sumdb.Client: reading tree note: note has no verifiable signatures\nnote:\n<html>`,
    named('sumdb-unreachable/bad-content', '-'),
  ],
  [`go: ${M}@v0.14.0: verifying module: invalid GOSUMDB: malformed verifier id`, named('goproxy-invalid/sumdb', '-')],
  [
    `main.go:3:8: missing go.sum entry for module providing package ${M}/language (imported by example.com/app); to add:\n\tgo get example.com/app`,
    `missing-gosum/null ${M}/language - -`,
  ],
  [
    `go: ${M}@v0.14.0: missing go.sum entry for go.mod file; to add it:\n\tgo mod download ${M}`,
    named('missing-gosum/null', '-'),
  ],
  [
    `main.go:3:8: missing go.sum entry for module providing package ${M}; to add:\n\tgo mod download ${M}`,
    `missing-gosum/null ${M} - -`,
  ],
  // Settings.
  ['go: invalid proxy URL missing scheme: DIRECT', 'goproxy-invalid/missing-scheme - - -'],
  ['go: GOPROXY list is not the empty string, but contains no entries', 'goproxy-invalid/no-entries - - -'],
  [
    `go: ${M}@v0.14.0: invalid proxy URL scheme (must be https, http, file): ftp://x`,
    named('goproxy-invalid/unsupported-scheme', '-'),
  ],
  ['go: parse "ht tp://x": first path segment in URL cannot contain colon', 'goproxy-invalid/bad-url - - -'],
  ['main.go:4:2: module lookup disabled by GOPROXY=off', 'goproxy-off/off - - -'],
  [`go: ${M}@v0.14.0: module lookup disabled by GOPROXY=off`, named('goproxy-off/off', '-')],
  [
    `go: module ${M}: cannot query module due to -mod=vendor\n\t(Go version in go.mod is at least 1.14 and vendor directory exists.)`,
    `goproxy-off/vendor ${M} - -`,
  ],
  [
    `go: ${M}@v0.14.0: GOVCS disallows using git for public golang.org/x/text; see 'go help vcs'`,
    named('goproxy-off/govcs', '-'),
  ],
  ['go: GOAUTH encountered an empty command (GOAUTH=netrc;;)', 'goproxy-invalid/goauth - - -'],
  // Repositories.
  [
    'go: github.com/corp/x@v1.0.0: git init --bare in /go/pkg/mod/cache/vcs/abc: exec: "git": executable file not found in $PATH',
    'vcs-missing/git github.com/corp/x v1.0.0 -',
  ],
  [
    "go: github.com/corp/x@v1.0.0: invalid version: git ls-remote -q origin in /go/pkg/mod/cache/vcs/abc: exit status 128:\n\tfatal: could not read Username for 'https://github.com': terminal prompts disabled\nConfirm the import path was entered correctly.",
    'vcs-auth/null github.com/corp/x v1.0.0 github.com',
  ],
  [
    'go: git.corp.example/x@v1.0.0: invalid version: git ls-remote -q origin in /c/vcs/abc: exit status 128:\n\tgit@git.corp.example: Permission denied (publickey).\n\tfatal: Could not read from remote repository.',
    'vcs-auth/null git.corp.example/x v1.0.0 git.corp.example',
  ],
  [
    "go: github.com/a/b@v1.0.0: invalid version: git ls-remote -q https://github.com/a/b in /c/vcs/abc: exit status 128:\n\tfatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com",
    'dns/dns-no-such-host github.com/a/b v1.0.0 github.com',
  ],
  [
    "go: github.com/a/b@v1.0.0: invalid version: git ls-remote -q origin in /c/vcs/abc: exit status 128:\n\tfatal: unable to access 'https://github.com/a/b/': Failed to connect to github.com port 443 after 130 ms: Couldn't connect to server",
    'refused/null github.com/a/b v1.0.0 github.com',
  ],
  [
    'go: github.com/a/b@v1.0.0: invalid version: git fetch -f origin in /c/vcs/abc: exit status 128:\n\terror: RPC failed; curl 92 HTTP/2 stream 0 was not closed cleanly\n\tfatal: early EOF',
    'reset/reset github.com/a/b v1.0.0 github.com',
  ],
  [
    "go: github.com/a/b@v1.0.0: invalid version: git ls-remote -q origin in /c/vcs/abc: exit status 128:\n\tfatal: unable to access 'https://github.com/a/b/': server certificate verification failed. CAfile: none CRLfile: none",
    'tls/x509-unknown-authority github.com/a/b v1.0.0 github.com',
  ],
  // The toolchain.
  ['go: download go1.99.1 for linux/amd64: toolchain not available', 'toolchain/not-available - - -'],
  [
    `go: download go1.24.9: golang.org/toolchain@v0.0.1-go1.24.9.linux-amd64: Get "${P}/golang.org/toolchain/@v/v0.0.1-go1.24.9.linux-amd64.zip": EOF`,
    'toolchain/reset golang.org/toolchain v0.0.1-go1.24.9.linux-amd64 goproxy.cn',
  ],
  ['go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)', 'toolchain/too-old - - -'],
  [`go: ${M}@v0.99.0 requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)`, `toolchain/too-old ${M} v0.99.0 -`],
  // The disk.
  [
    `go: ${M}@v0.14.0: write /root/go/pkg/mod/cache/download/golang.org/x/text/@v/v0.14.0.zip123.tmp: no space left on device`,
    named('disk/full', '-'),
  ],
  ['go: could not create module cache: mkdir /go/pkg: permission denied', 'disk/permission - - -'],
  [
    `go: ${M}@v0.14.0: reading file:///srv/proxy/golang.org/x/text/@v/v0.14.0.info: no such file or directory`,
    named('not-found/no-file', '-'),
  ],
];

/** Texts without a failure of go's. */
export const UNRELATED: readonly string[] = [
  'main.go:7:2: undefined: foo\n./main.go:9:14: cannot use x (variable of type int) as string value in assignment',
  '--- FAIL: TestDial (0.00s)\n    dial_test.go:12: Get "http://127.0.0.1:8080/x": dial tcp 127.0.0.1:8080: connect: connection refused\nFAIL\nFAIL\texample.com/app\t0.012s\nFAIL',
  'main.go:3:8: package foo/bar is not in std (/usr/local/go/src/foo/bar)',
  'main.go:4:2: no required module provides package golang.org/x/text; to add it:\n\tgo get golang.org/x/text',
  'curl: (7) Failed to connect to goproxy.cn port 443 after 21 ms: Connection refused',
  'npm ERR! network request to https://registry.example/x failed, reason: connect ECONNREFUSED 127.0.0.1:443',
  'Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host',
  "fatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com",
  '2026/01/02 15:04:05 Get "https://api.example.com/v1": x509: certificate signed by unknown authority',
  '2026/01/02 15:04:05 main.go:12: dial tcp 10.0.0.1:5432: connect: connection refused\nexit status 1',
  'go: downloading golang.org/x/text v0.14.0\ngo: added golang.org/x/text v0.14.0',
  'go: warning: "all" matched no packages\nwarning: golang.org/x/text@v0.1.0: retracted by module author: broken',
  'go: updates to go.mod needed; to update it:\n\tgo mod tidy',
  '# get https://goproxy.cn/golang.org/x/text/@v/list\n# get https://goproxy.cn/golang.org/x/text/@v/list: 404 Not Found (0.012s)',
  "go: go.mod file not found in current directory or any parent directory; see 'go help modules'",
  'go: errors parsing go.mod:\n/work/go.mod:3: unknown directive: foo',
  "make: *** [Makefile:3: build] Error 1\nmake: Leaving directory '/work'",
  'go: golang.org/x/text@v0.14.0 requires go >= 1.24; switching to go1.24.9',
  'flag provided but not defined: -foo\nusage: go build [-o output] [build flags] [packages]',
  'go: module example.com/m@latest found (v1.0.0), but does not contain package example.com/m/x',
  "cp: error writing '/tmp/x': No space left on device",
];
