/** What the go command prints, for instance: that people find the page by the words on their screen. */
export const GO_WORDS = {
  dns: ['dial tcp: lookup mirror-a.example on 10.0.0.2:53: no such host', 'lookup mirror-a.example: getaddrinfow: …'],
  'connect-timeout': [
    'dial tcp 192.0.2.1:443: i/o timeout',
    'dial tcp 192.0.2.1:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time, …',
    'dial tcp 192.0.2.1:443: connect: no route to host',
  ],
  refused: [
    'dial tcp 192.0.2.1:443: connect: connection refused',
    'dial tcp 192.0.2.1:443: connectex: No connection could be made because the target machine actively refused it.',
  ],
  reset: [
    'read tcp 192.0.2.7:50312->192.0.2.1:443: read: connection reset by peer',
    'wsarecv: An existing connection was forcibly closed by the remote host.',
    'unexpected EOF',
    'stream error: stream ID 5; INTERNAL_ERROR; received from peer',
  ],
  'response-timeout': ['net/http: TLS handshake timeout', 'Client.Timeout exceeded while awaiting headers'],
  tls: [
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'x509: certificate has expired or is not yet valid: …',
    'http: server gave HTTP response to HTTPS client',
  ],
  'forward-proxy': [
    'proxyconnect tcp: dial tcp 192.0.2.9:3128: connect: connection refused',
    'Get "https://mirror-a.example/…": Proxy Authentication Required',
  ],
  'rate-limited': ['reading https://mirror-a.example/…: 429 Too Many Requests'],
  'http-denied': ['reading https://mirror-a.example/…: 403 Forbidden', '…: 401 Unauthorized'],
  'not-found': [
    'reading https://mirror-a.example/example.com/m/@v/v1.0.0.info: 404 Not Found',
    'example.com/m@v1.0.0: invalid version: unknown revision v1.0.0',
    'no matching versions for query "latest"',
  ],
  'server-error': ['reading https://mirror-a.example/…: 502 Bad Gateway'],
  'bad-content': [
    'zip: not a valid zip file',
    'invalid response from proxy "https://mirror-a.example": invalid character \'<\' looking for beginning of value',
    'module declares its path as: example.com/a but was required as: example.com/b',
  ],
  'checksum-mismatch': ['verifying example.com/m@v1.0.0: checksum mismatch', 'SECURITY ERROR'],
  'sumdb-unreachable': [
    'verifying module: example.com/m@v1.0.0: reading https://sum.golang.org/lookup/example.com/m@v1.0.0: 404 Not Found',
    'Get "https://sum.golang.org/lookup/…": dial tcp 192.0.2.1:443: i/o timeout',
    'malformed record data',
  ],
  'missing-gosum': [
    'missing go.sum entry for module providing package example.com/m; to add: go get example.com/shop',
    'example.com/m@v1.0.0: missing go.sum entry for go.mod file; to add it: go mod download example.com/m',
  ],
  'goproxy-invalid': [
    'invalid proxy URL missing scheme: DIRECT',
    'GOPROXY list is not the empty string, but contains no entries',
    'parse "\\"https://goproxy.cn": first path segment in URL cannot contain colon',
  ],
  'goproxy-off': [
    'module lookup disabled by GOPROXY=off',
    'cannot query module due to -mod=vendor',
    "GOVCS disallows using git for public github.com/x/y; see 'go help vcs'",
  ],
  'vcs-missing': ['git init --bare in …: exec: "git": executable file not found in $PATH'],
  'vcs-auth': [
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    'Permission denied (publickey).',
  ],
  toolchain: [
    'go: download go1.22 for linux/amd64: toolchain not available',
    'go.mod requires go >= 1.27.0 (running go 1.26.8; GOTOOLCHAIN=local)',
  ],
  disk: ['write /home/me/go/pkg/mod/cache/download/…: no space left on device', 'mkdir …: permission denied'],
  'sumdb-forked': ['go.sum database server misbehavior detected!'],
  withdrawn: [
    'go: warning: example.com/m@v1.0.0: retracted by module author: …',
    'go: module example.com/m is deprecated: …',
  ],
  'cache-damaged': ['example.com/m v1.0.0: zip has been modified (…)'],
};
