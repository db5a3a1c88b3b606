/** One message and its meaning: whose words they are, and what the tail tells. Most rows stand with doctor/reading. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cachedModule } from '../../../src/failures/text/cachePath.ts';
import { classifyText, type MessageContext } from '../../../src/failures/text/classifyText.ts';
import { readMessageUrl } from '../../../src/failures/text/messageUrl.ts';

const NOTHING: MessageContext = { module: null, version: null, isGo: false };

function codeOf(text: string, context = NOTHING): string {
  const classified = classifyText(text, context);
  return classified === null ? '-' : `${classified.failure.code}/${classified.failure.detail}`;
}

describe('failures/text readMessageUrl', () => {
  const rows: readonly (readonly [
    url: string,
    kind: string,
    host: string | null,
    module: string | null,
    version: string | null,
  ])[] = [
    ['https://goproxy.cn/golang.org/x/text/@v/v0.14.0.info', 'module', 'goproxy.cn', 'golang.org/x/text', 'v0.14.0'],
    [
      'https://a.example:8443/goproxy/github.com/!burnt!sushi/toml/@v/list',
      'module',
      'a.example:8443',
      'github.com/BurntSushi/toml',
      null,
    ],
    ['https://u:xxxxx@a.example/gopkg.in/yaml.v3/@latest', 'module', 'a.example', 'gopkg.in/yaml.v3', null],
    [
      'http:/127.0.0.1:80/p/example.com/m/v2/@v/v2.0.0+incompatible.zip',
      'module',
      '127.0.0.1:80',
      'example.com/m/v2',
      'v2.0.0+incompatible',
    ],
    ['https://sum.golang.org/lookup/github.com/!a/b@v1.0.0', 'sumdb', 'sum.golang.org', 'github.com/A/b', 'v1.0.0'],
    ['https://goproxy.cn/sumdb/sum.golang.org/supported', 'sumdb', 'goproxy.cn', null, null],
    ['https://sum.golang.org/tile/8/0/x001/234', 'sumdb', 'sum.golang.org', null, null],
    ['https://git.corp.example/x?go-get=1', 'go-get', 'git.corp.example', 'git.corp.example/x', null],
    ['file:///srv/proxy/example.com/m/@v/v1.0.0.mod', 'module', null, 'example.com/m', 'v1.0.0'],
    ['https://api.example/v1', 'other', 'api.example', null, null],
    ['', 'other', null, null, null],
  ];
  for (const [url, kind, host, module, version] of rows) {
    it(url, () => assert.deepEqual(readMessageUrl(url), { url, kind, host, module, version }));
  }
});

describe('failures/text cachedModule', () => {
  const rows: readonly (readonly [text: string, module: string | null, version: string | null])[] = [
    ['write /go/pkg/mod/cache/download/github.com/!a/b/@v/v1.2.0.info463.tmp: x', 'github.com/A/b', 'v1.2.0'],
    ['open /go/pkg/mod/cache/download/github.com/a/b/@v/v1.2.0.lock: x', 'github.com/a/b', 'v1.2.0'],
    ['unzip C:\\go\\pkg\\mod\\cache\\download\\github.com\\a\\b\\@v\\v1.2.10.zip: x', 'github.com/a/b', 'v1.2.10'],
    ['mkdir /go/pkg/mod/golang.org/x/text@v0.14.0: x', 'golang.org/x/text', 'v0.14.0'],
    ['mkdir /go/pkg: x', null, null],
  ];
  for (const [text, module, version] of rows) {
    it(text, () => assert.deepEqual(cachedModule(text), module === null ? null : { module, version }));
  }
});

describe('failures/text classifyText', () => {
  const tail = 'dial tcp 127.0.0.1:80: connect: connection refused';
  const rows: readonly (readonly [text: string, code: string])[] = [
    // Whose words: go's by the prefix, the module or the protocol's URL.
    [`go: Get "https://x.example/y": ${tail}`, 'refused/null'],
    [`a.b/c@v1: Get "https://x.example/y": ${tail}`, 'refused/null'],
    [`Get "https://x.example/a.b/c/@v/list": ${tail}`, 'refused/null'],
    [`Get "https://x.example/y": ${tail}`, '-'],
    [`main.go:3:8: Get "https://x.example/y": ${tail}`, '-'],
    [`main.go:3:8: Get "https://x.example/y?go-get=1": ${tail}`, 'refused/null'],
    [tail, '-'],
    // What a server says decides nothing.
    [
      'go: a.b/c@v1: reading https://x.example/a.b/c/@v/v1.info: 404 Not Found\nserver response: 502 Bad Gateway',
      'not-found/404',
    ],
    // What go cannot write is no fault of the folder that it reads from.
    [
      'go: a.b/c@v1: read "file:///srv/p/a.b/c/@v/v1.zip": write /go/pkg/mod/cache/download/a.b/c/@v/v1.zip1.tmp: no space left on device',
      'disk/full',
    ],
    // An unknown tail of a GET is a CONNECT's reason, if it may be one.
    ['go: a.b/c@v1: Get "https://x.example/a.b/c/@v/v1.info": Computer Says No', 'forward-proxy/null'],
    ['go: a.b/c@v1: Get "https://x.example/a.b/c/@v/v1.info": some: thing', '-'],
    ['go: a.b/c@v1: Get "https://x.example/a.b/c/@v/v1.info": context canceled', '-'],
  ];
  for (const [text, code] of rows) it(text, () => assert.equal(codeOf(text), code));

  it('believes a field that only go fills without a prefix', () => {
    assert.equal(codeOf('zip: not a valid zip file'), '-');
    assert.equal(
      codeOf('zip: not a valid zip file', { module: 'a.b/c', version: 'v1', isGo: true }),
      'bad-content/not-a-zip',
    );
  });

  it('takes any text', () => {
    const words = fc.constantFrom(
      'go: ',
      'a.b/c@v1: ',
      'Get "https://x/@v/list": ',
      'verifying ',
      'reading ',
      'lookup x: ',
      'tls: ',
      ': ',
      '\n',
      '"',
      'exit status 128',
      'EOF',
    );
    const text = fc
      .array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (given) => void classifyText(given, NOTHING)));
  });
});
