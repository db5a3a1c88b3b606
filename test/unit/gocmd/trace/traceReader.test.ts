/** What `-x` prints: texts of three versions of the real go, and anything else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { TracedRequest } from '../../../../src/gocmd/trace/tracedRequest.ts';
import { TraceReader } from '../../../../src/gocmd/trace/traceReader.ts';

const VERSIONS = ['1.20.14', '1.24.9', '1.26.8'];

/** The requests of each text, as `line` writes them. */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  healthy: ['.info 200', '.mod 200', '.zip 200'],
  'not-found-then-healthy': ['.info 404', '.info 200', '.mod 404', '.mod 200', '.zip 404', '.zip 200'],
  refused: ['.info Get "…": dial tcp …: connect: connection refused'],
  silent: ['.info open'],
  'body-stall': ['.info 200'],
  'unknown-authority': [
    '.info Get "…": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  password: ['.info?token=abc 200', '.mod?token=abc 200', '.zip?token=abc 200'],
  'password-on-http': ['.info insecure credentials'],
  sumdb: [...['.info 200', '.mod 200', 'supported 200', 'a@v1.0.0 200'], ...['000 200', '44 200', '1 200', '.zip 200']],
  'forward-proxy-407': ['.info Get "…": Proxy Authentication Required'],
  'upper-case': ['.info 200', '.mod 200', '.zip 200'],
  escapes: ['.info 403'],
  git: [...['.info 404', 'git?go-get=1 200', 'git ls-remote ok', 'git fetch ok', '.mod 404', '.zip 404']],
  'no-repository': ['no-repository?go-get=1 200', 'git ls-remote ok', 'nowhere 404'],
  'no-name': ['x?go-get=1 Get "…": dial tcp: lookup nowhere.invalid on 127.0.0.53:53: no such host'],
};

/** The tail of the URL or the command, and its end. */
function line({ url, command, end, status, error }: TracedRequest): string {
  const tail = (/\/([^/]+)$/.exec(url)?.[1] ?? url).replace(/^v1\.0\.0\./, '.');
  const short = error?.replace(/"https?:[^"]*"/, '"…"').replace(/127\.0\.0\.1:\d+/, '…');
  return `${command ?? tail} ${end === null ? 'open' : (status ?? short ?? 'ok')}`;
}

function read(text: string | Uint8Array): TraceReader {
  const reader = new TraceReader();
  reader.write(text, 1);
  reader.end(2);
  return reader;
}

describe('reading -x', () => {
  for (const [name, expected] of Object.entries(RECORDED)) {
    for (const version of VERSIONS) {
      it(`${name}, go ${version}`, () => {
        const text = readFileSync(new URL(`./recorded/${name}-${version}.txt`, import.meta.url), 'utf8');
        const reader = read(text);
        // The page of a repository that git does not find is looked at no more.
        const isLess = name === 'no-repository' && version === '1.26.8';
        // Tiles are asked for side by side, in no order.
        const isTile = name === 'sumdb';
        const lines = reader.requests.map(line);
        assert.deepEqual(
          isTile ? lines.sort() : lines,
          isTile ? [...expected].sort() : isLess ? expected.slice(0, -1) : expected,
        );
        for (const { status, ms } of reader.requests) assert.ok(status === null || (ms !== null && ms >= 0));
        assert.equal(reader.otherText, '');
      });
    }
  }

  it('names the repository of a command, and go’s own time for it', () => {
    const text = readFileSync(new URL('./recorded/git-1.26.8.txt', import.meta.url), 'utf8');
    const commands = read(text).requests.filter(({ command }) => command !== null);
    for (const { url, ms } of commands) {
      assert.equal(url, 'https://git.lab.test/git');
      assert.ok(ms !== null && ms > 0);
    }
  });

  it('takes the times of begin and end from the lines', () => {
    const reader = new TraceReader();
    reader.write('# get http://a.test/x\n# get http://a', 10);
    reader.write('.test/x: 200 OK (0.250s)\r\n# get http://b.test/y\n', 265);
    reader.end(900);
    assert.deepEqual(reader.requests, [
      { url: 'http://a.test/x', command: null, begin: 10, end: 265, ms: 250, status: 200, error: null },
      { url: 'http://b.test/y', command: null, begin: 265, end: null, ms: null, status: null, error: null },
    ]);
  });

  it('ends the older of two requests for one URL first', () => {
    const reader = new TraceReader();
    reader.write('# get http://a.test/x\n', 1);
    reader.write('# get http://a.test/x\n', 2);
    reader.write('# get http://a.test/x: 502 Bad Gateway (0.001s)\n', 3);
    assert.deepEqual(
      reader.requests.map(({ begin, status }) => [begin, status]),
      [
        [1, 502],
        [2, null],
      ],
    );
  });

  it('believes a status line only with its time, whatever the phrase says', () => {
    const phrases = ['200 OK', '200 OK (0.1s)', '2000 OK (0.001s)', '(0.001s)', '404  (x) (0.004s)'];
    const seen = phrases.map((phrase) => read(`# get http://a.test/x: ${phrase}\n`).requests[0]?.status);
    assert.deepEqual(seen, [null, null, null, null, 404]);
  });

  it('keeps what a local command waits for, and forgets it once it ends', () => {
    const begun = 'cd /home/user/x; git archive --format=zip abc\n';
    assert.deepEqual(read(begun).requests.map(line), ['git archive open']);
    assert.deepEqual(read(`${begun}0.100s # ${begun}`).requests, []);
  });

  it('keeps go’s other words apart', () => {
    const reader = read('go: downloading example.test/a v1.0.0\n# get http://a.test/x\ngo: invalid proxy URL: x\n');
    assert.equal(reader.otherText, 'go: downloading example.test/a v1.0.0\ngo: invalid proxy URL: x');
  });

  it('any bytes, cut anywhere, and the same however they are cut', () => {
    const word = fc.constantFrom(
      ...['# get ', 'http://a.test/x', ': ', '200 OK (0.001s)', '\n', 'mkdir -p ', ' # git3 ', 'cd /d; git fetch'],
      ...['0.001s # ', '\r', '\u0000', 'é', '中', ' ', '-c '],
    );
    const text = fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, size) => {
        const bytes = Buffer.from(whole);
        const pieces = new TraceReader();
        for (let at = 0; at < bytes.length; at += size) pieces.write(bytes.subarray(at, at + size), 1);
        pieces.end(2);
        const once = read(bytes);
        assert.deepEqual(
          pieces.requests.map((one) => [one.url, one.status, one.error]),
          once.requests.map((one) => [one.url, one.status, one.error]),
        );
        for (const { begin, end } of once.requests) assert.ok(end === null || end >= begin);
      }),
    );
  });

  it('bait of a megabyte, which anything slower than linear would take minutes for', () => {
    const size = 1 << 20;
    const baits = [
      `# get http://a.test/${': '.repeat(size)}`,
      '# get http://a.test/x\n'.repeat(size / 16),
      `mkdir -p ${' # git3 '.repeat(size)}`,
      `git ${'-c '.repeat(size)}`,
      `# get http://a.test/x: 200 ${'(0.001s'.repeat(size)}`,
      `${'x'.repeat(size)}\n`.repeat(8),
    ];
    for (const bait of baits) assert.ok(read(bait).requests.length <= 2_000);
  });

  it('holds on to no more than it is good for', () => {
    const text = Array.from({ length: 5_000 }, (_, at) => `# get http://a.test/${at}\n`).join('');
    assert.equal(read(text).requests.length, 2_000);
    assert.ok(read('word '.repeat(100_000)).otherText.length <= 8_192);
    assert.ok(read('words of go\n'.repeat(100_000)).otherText.length <= 65_536);
  });
});
