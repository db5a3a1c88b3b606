/** Redaction: no secret of a URL survives it, however it is written and wherever it stands; everything else does. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact, redactJson } from '../../../src/base/redact.ts';

/** What it becomes; null where it stays as it is. */
const TABLE: Readonly<Record<string, readonly (readonly [text: string, redacted: string | null])[]>> = {
  'userinfo of a URL': [
    ['https://user:secret@proxy.corp', 'https://***@proxy.corp'],
    ['https://user:secret@proxy.corp:8443/go/', 'https://***@proxy.corp:8443/go/'],
    ['https://ghp_secret@proxy.corp', 'https://***@proxy.corp'],
    ['https://ghp_secret@localhost', 'https://***@localhost'],
    ['https://:secret@proxy.corp', 'https://***@proxy.corp'],
    ['https://user:@proxy.corp', 'https://***@proxy.corp'],
    ['http://user:secret@127.0.0.1:3128', 'http://***@127.0.0.1:3128'],
    ['https://user:secret@[::1]:8080/x', 'https://***@[::1]:8080/x'],
    ['https://user:secret@[fe80::1%25eth0]/x', 'https://***@[fe80::1%25eth0]/x'],
    ['https://user:s%40cr%3At@proxy.corp', 'https://***@proxy.corp'],
    ['socks5://user:secret@127.0.0.1:1080', 'socks5://***@127.0.0.1:1080'],
    ['HTTPS://USER:SECRET@PROXY.CORP', 'HTTPS://***@PROXY.CORP'],
    ['https://user:secret@v1.example.com/x', 'https://***@v1.example.com/x'],
    ['https://user:secret@例え.jp/x', 'https://***@例え.jp/x'],
  ],
  "a relay's token": [
    [
      'http://127.0.0.1:4321/gpd-0123456789_-ABCDEFGHIJKLMNOPQRSTUVWXYZabcde/example.test/a/@v/list',
      'http://127.0.0.1:4321/gpd-***/example.test/a/@v/list',
    ],
    [
      'GOPROXY=http://127.0.0.1:4321/gpd-0123456789_-ABCDEFGHIJKLMNOPQRSTUVWXYZabcde|direct',
      'GOPROXY=http://127.0.0.1:4321/gpd-***|direct',
    ],
    ['gpd-0123456789_-ABCDEFGHIJKLMNOPQRSTUVWXYZabcde', 'gpd-***'],
    ['gpd-short', null],
  ],
  'passwords written as they are': [
    ['https://user:se@cret@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:se/cret@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:se?cret@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:se#cret@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:se:cret@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:se%cret@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:s@/c@r/e@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:12/34@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:12/34@corp/go', 'https://***@corp/go'],
    ['https://user:12#34@corp', 'https://***@corp'],
    ['https://to/ken@proxy.corp/go', 'https://***@proxy.corp/go'],
    ['https://user:12/34@corp/m@v1.0.0', 'https://***@corp/m@v1.0.0'],
    ['https://user:se,cret@proxy.corp,direct', 'https://***@proxy.corp,direct'],
    ['https://user:se|cret@proxy.corp|direct', 'https://***@proxy.corp|direct'],
    ['https://user:se cr\tet@proxy.corp,direct', 'https://***@proxy.corp,direct'],
    ['https://user:a,b,c@d,e@proxy.corp/x?token=f', 'https://***@proxy.corp/x?token=***'],
    ['user:se/cret@proxy.corp/go', '***@proxy.corp/go'],
    ['user:se,cret@proxy.corp,direct', '***@proxy.corp,direct'],
    ['https://user:"secret"@proxy.corp', 'https://***@proxy.corp'],
    ["https://user:se'cret@proxy.corp", 'https://***@proxy.corp'],
    ['https://user:密码@proxy.corp', 'https://***@proxy.corp'],
    ['https://user:secret', 'https://user:***'],
    ['https://user:secret/x', 'https://user:***'],
    ['https://user:secret…', 'https://user:***'],
    ['user:pw@host/https://other', '***@host/https://other'],
  ],
  'entries without a scheme': [
    ['user:secret@proxy.corp/go', '***@proxy.corp/go'],
    ['user:secret@localhost:8081', '***@localhost:8081'],
    ['user:secret@corp', '***@corp'],
    ['ghp_secret@proxy.corp', '***@proxy.corp'],
    ['ghp_secret@proxy.corp/go,direct', '***@proxy.corp/go,direct'],
    ['secret@10.1.2.3', '***@10.1.2.3'],
    ['secret@[::1]', '***@[::1]'],
    ['GOPROXY=user:secret@proxy.corp', 'GOPROXY=***@proxy.corp'],
    ['HTTPS_PROXY=user:secret@proxy:3128', 'HTTPS_PROXY=***@proxy:3128'],
    ['--goproxy=secret@proxy.corp', '--goproxy=***@proxy.corp'],
    ["'GOPROXY=user:secret@proxy.corp'", "'GOPROXY=***@proxy.corp'"],
    ['proxy.corp/go?token=secret', 'proxy.corp/go?token=***'],
    ['proxy.corp:8081?secret', 'proxy.corp:8081?***'],
  ],
  'tokens in a query': [
    ['https://proxy.corp/go?token=secret', 'https://proxy.corp/go?token=***'],
    ['https://proxy.corp/go?a=secret&b=secret', 'https://proxy.corp/go?a=***&b=***'],
    ['https://proxy.corp/go?secret', 'https://proxy.corp/go?***'],
    ['https://proxy.corp/go?=secret', 'https://proxy.corp/go?=***'],
    ['https://proxy.corp/go?t=se=cr?et#x', 'https://proxy.corp/go?t=***'],
    ['https://user:pw@proxy.corp/go?token=secret', 'https://***@proxy.corp/go?token=***'],
    ['https://proxy.corp/?next=https://user:pw@other/x', 'https://proxy.corp/?next=***'],
    ['https://proxy.corp/go?', null],
    ['https://example.com/m?go-get=1', null],
    ['example.com/m?go-get=1', null],
    ['https://example.com/m/info/refs?service=git-upload-pack', null],
    ['https://example.com/m?go-get=secret', 'https://example.com/m?go-get=***'],
  ],
  lists: [
    ['https://u:p@a.example,https://v:q@b.example|direct', 'https://***@a.example,https://***@b.example|direct'],
    ['https://u:p@a.example , u:p@b.example | off', 'https://***@a.example , ***@b.example | off'],
    [' https://a.example,,https://b.example| ', null],
  ],
  'running text': [
    ['go: parse "https://u:p@h": net/url: invalid userinfo', 'go: parse "https://***@h": net/url: invalid userinfo'],
    ['reading https://u:p@h/m/@v/v1.0.0.info: 404 Not Found', 'reading https://***@h/m/@v/v1.0.0.info: 404 Not Found'],
    ['Get "https://h/m/@v/list?token=t": EOF', 'Get "https://h/m/@v/list?token=***": EOF'],
    ['(see https://h/x?t=1).', '(see https://h/x?t=***).'],
    ['[text](https://u:p@h/x) `https://u:p@h`', '[text](https://***@h/x) `https://***@h`'],
    ['{"url":"https://u:p@h/x","n":1}', '{"url":"https://***@h/x","n":1}'],
    ['proxyconnect tcp: http://u:p@127.0.0.1:3128: EOF', 'proxyconnect tcp: http://***@127.0.0.1:3128: EOF'],
    ['https://u:p@a\nhttps://u:p@b', 'https://***@a\nhttps://***@b'],
  ],
  'a URL in a URL': [
    ['https://mirror.corp/https://u:p@h/x', 'https://mirror.corp/https://***@h/x'],
    ['https://u:p@mirror.corp/https://v:q@h/x', 'https://***@mirror.corp/https://***@h/x'],
    ['https://mirror.corp/https://u:p/q@h/x', 'https://mirror.corp/https://***@h/x'],
  ],
  'what is no secret': [
    ['golang.org/x/text@v0.14.0', null],
    ['verifying example.com/m@v1.0.0/go.mod: checksum mismatch', null],
    ['example.com@v1.2.3', null],
    ['go: m@latest: m@master: m@2f6ee3b0', null],
    ['https://proxy.example/sumdb/sum.golang.org/lookup/golang.org/x/text@v0.14.0', null],
    ['http://127.0.0.1:41234/example.test/c/@v/v1.0.0.info', null],
    ['http://127.0.0.1:41234/example.test/c/@latest', null],
    ['http://127.0.0.1:41234/sumdb/sum.lab.test/lookup/example.test/a@v1.0.0', null],
    ['/root/go/pkg/mod/example.com/m@v1.0.0/x.go:12:3: oops', null],
    ['C:\\Users\\me\\go\\pkg\\mod\\example.com\\m@v1.0.0', null],
    ['localhost:8081/m@v1.0.0', null],
    ['http://[::1]:8080/x', null],
    ['file:///var/cache/go@home', null],
    ['git@github.com:org/repo.git', null],
    ['@vscode/l10n and https://www.npmjs.com/package/@types/node', null],
    ['node@20.20.2 pkg@1.2.3', null],
    ['GOSUMDB=sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8', null],
    ['Is it so? Yes: a | b, 3:4 @ noon; what@all', null],
    ['10 checks · 5.1 s · nothing secret is printed', null],
    ['', null],
  ],
};

const WORDS = [
  'https://',
  '://',
  'user:',
  'se',
  '@',
  '@v1.0.0',
  '/',
  '?',
  '#',
  ',',
  '|',
  ' ',
  '\n',
  ':8080',
  'a.b',
  '=',
  '[',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 24 }).map((words) => words.join('')),
);

describe('redact', () => {
  for (const [name, rows] of Object.entries(TABLE)) {
    it(name, () => {
      for (const [text, redacted] of rows) assert.equal(redact(text), redacted ?? text);
    });
  }

  it('leaves nothing of a password of any kind, wherever the URL stands', () => {
    // Left out: a separator where the URL before it is whole to every reader (`user:80/x,yz@host`); another URL.
    const odd = fc.string({ maxLength: 6, unit: fc.constantFrom(...'Rx7/@:?#%,| \'"&=.') });
    const password = fc
      .tuple(odd, odd)
      .map(([before, after]) => `${before}SEC${after}`)
      .filter((text) => !/^['"=.:]*[ ,|]|^\/\/|:\/\/|@.*[ ,|]|^\W*7.*[ ,|]/.test(text));
    const place = fc.constantFrom('U', 'GOPROXY=U,direct', 'a.example,U|off', 'parse "U": bad', '{"x":"U"}', '`U`');
    fc.assert(
      fc.property(password, place, (secret, where) => {
        const text = where.replace('U', () => `https://user:${secret}@proxy.corp/go`);
        assert.ok(!redact(text).includes('SEC'), redact(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('is total and idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = redact(text);
        assert.equal(redact(once), once);
      }),
      { numRuns: 5000 },
    );
  });

  it('touches no text without @, ? and ://', () => {
    const plain = fc.string({ unit: 'binary' }).filter((text) => !/[@?]|:\/\//.test(text));
    fc.assert(fc.property(plain, (text) => assert.equal(redact(text), text)));
  });

  it('is linear', function () {
    this.timeout(30_000);
    const seeds = [
      '@',
      'a@',
      'a:b@',
      'a:b,',
      'https://',
      'https://a:b ',
      'a.b?',
      '@a.b',
      '?a=b&',
      'x:y,z',
      '://@',
      '.',
    ];
    for (const seed of seeds) {
      const time = (size: number) => {
        const text = seed.repeat(size / seed.length);
        const times = Array.from({ length: 3 }, () => {
          // CPU time: other processes have no part in it.
          const start = process.cpuUsage();
          redact(text);
          const { user, system } = process.cpuUsage(start);
          return (user + system) / 1000;
        });
        return Math.min(...times);
      };
      const small = time(20_000);
      const large = time(320_000);
      // 16 times the text: 256 times the time would be quadratic. A floor, because small times are noise.
      assert.ok(large < 100 * Math.max(small, 0.5), `${seed}: ${small} ms, then ${large} ms`);
    }
  });

  it('redacts the strings of a JSON value and nothing else', () => {
    const value = { 'https://u:p@h': ['https://u:p@h', 1, null, { a: true, b: 'x' }], c: undefined };
    assert.deepEqual(redactJson(value), {
      'https://u:p@h': ['https://***@h', 1, null, { a: true, b: 'x' }],
      c: undefined,
    });
  });
});
