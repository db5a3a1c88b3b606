/** Words for codes: each code and each detail has its own, and none shows a bare machine word that people need not know. */
import assert from 'node:assert/strict';
import { CHECKS } from '../../../src/doctor/check.ts';
import { CATALOGUE } from '../../../src/failures/catalogue.ts';
import { FAILURE_CODES, type FailureCode } from '../../../src/failures/code.ts';
import { duration } from '../../../src/text/numbers.ts';
import { entryName, ordinal } from '../../../src/text/words/entryName.ts';
import { failureClause } from '../../../src/text/words/failureText.ts';
import { progressText } from '../../../src/text/words/progressText.ts';
import { remedyWords } from '../../../src/text/words/remedyText.ts';
import { listOf } from '../doctor/question.ts';

/** Every detail that net/, goproxy/ and doctor/ make for a code that a probe can give. */
const DETAILS: Partial<Record<FailureCode, readonly string[]>> = {
  dns: ['dns-no-such-host', 'dns-timeout', 'dns-resolver-unreachable', 'dns-server-failure'],
  'connect-timeout': ['no-answer', 'no-route'],
  reset: ['reset', 'eof', 'content-length', 'keep-alive', 'no-route', 'h2-stream-error', 'h2-goaway'],
  'response-timeout': ['tls-handshake'],
  tls: [
    ...['x509-unknown-authority', 'x509-self-signed', 'x509-missing-intermediate', 'x509-expired'],
    ...['x509-not-yet-valid', 'x509-wrong-name', 'x509-invalid', 'plain-http-on-tls-port', 'tls-port'],
    'protocol-version',
  ],
  'forward-proxy': [
    ...['proxy-auth', 'proxy-refused', 'proxy-timeout', 'proxy-no-route', 'proxy-dns', 'proxy-cut', 'proxy-tls'],
    ...['proxy-invalid', 'not-a-proxy', 'connect-silent', 'connect-403', 'request-method'],
  ],
  'rate-limited': ['429'],
  'http-denied': ['401', '403', '451'],
  'not-found': ['404', '410', 'html-page', 'no-go-import'],
  'server-error': ['500', '504'],
  'bad-content': [
    ...['html', 'empty', 'binary', 'not-json', 'no-version', 'wrong-version', 'not-a-go-mod', 'wrong-module'],
    ...['not-a-list', 'not-a-zip', 'not-a-record', 'unexpected-file', 'bad-name', 'collision', 'misplaced-go-mod'],
    ...['too-large', 'corrupt-entry', 'not-a-repository', 'headers', 'informational', 'framing', 'not-http'],
    ...['redirect-loop', 'redirect-too-many', 'redirect-to-http', 'redirect-to-scheme', 'redirect-no-location'],
    ...['redirect-bad-location', 'status-204'],
  ],
  'goproxy-invalid': [
    ...['no-entries', 'missing-scheme', 'unsupported-scheme', 'file-with-host', 'bad-url', 'too-many', 'not-one-entry'],
    ...['credentials-on-http', 'invalid-port', 'file-host', 'file-path', 'file-not-regular', 'unparsable'],
  ],
  'vcs-missing': ['git'],
  'vcs-auth': ['401', '403'],
  stall: ['no-headers', 'body-stalled'],
  'captive-portal': ['html'],
  slow: ['unfinished', 'latency'],
  'sumdb-trap': ['not-found', 'server-error', 'bad-content', 'reset', 'stall', 'http-denied', 'rate-limited', 'slow'],
  'sumdb-unreachable': ['server-error', 'stall', 'http-denied', 'rate-limited', 'bad-content', 'reset', 'slow'],
  'setting-masked': ['os-env'],
};

describe('failureClause', () => {
  it('has words for every detail', () => {
    for (const [code, details] of Object.entries(DETAILS) as [FailureCode, readonly string[]][]) {
      for (const detail of details) {
        const clause = failureClause({ code, detail });
        assert.match(clause, /^[a-z]/, clause);
        assert.ok(/^\d+$/.test(detail) || !clause.includes(`(${detail})`), `${code}/${detail}: ${clause}`);
        assert.doesNotMatch(clause, /!|\(\)|\{\d\}|\.$|undefined|null/, clause);
      }
    }
  });

  it('says something of every code, whatever the detail', () => {
    for (const code of FAILURE_CODES) {
      for (const detail of [null, '', 'never-heard-of', '\u001b[31m']) {
        const clause = failureClause({ code, detail });
        assert.ok(clause.length > 5, code);
        assert.doesNotMatch(clause, /\(\)|\u001b|undefined/, `${code}: ${clause}`);
      }
    }
  });

  it('tells apart what go does differently about', () => {
    const clauses = ['silent', 'black hole', 'TLS silence'].map((_, at) =>
      failureClause(
        [
          { code: 'stall', detail: 'no-headers' },
          { code: 'connect-timeout', detail: 'no-answer' },
          { code: 'response-timeout', detail: 'tls-handshake' },
        ][at] as never,
      ),
    );
    assert.equal(new Set(clauses).size, 3);
  });
});

describe('remedyWords', () => {
  it('are whole for every remedy, with and without a host', () => {
    for (const id of new Set(Object.values(CATALOGUE).flatMap(({ remedies }) => remedies))) {
      for (const host of ['', 'a.example', '\u001b[2J']) {
        for (const command of [null, 'go env -u GOPROXY']) {
          const store = command === null ? null : 'go-env-file';
          const words = remedyWords({ id, entry: null, host, store, command, undo: null, cost: null });
          for (const text of [words.title, words.changes, words.undo]) {
            assert.doesNotMatch(text, / {2}|\u001b|\{\d\}|!| [,.:]/, `${id}: ${text}`);
            assert.ok(text.length > 5 && /^[A-Z“]/.test(text), `${id}: ${text}`);
          }
          assert.ok(!/ (?:for|of|whether)(?: (?:in|can)|:|$)/.test(words.title), `${id}: ${words.title}`);
        }
      }
    }
  });
});

describe('small words', () => {
  it('durations have a unit, and no more digits than they deserve', () => {
    const rows: readonly (readonly [ms: number, text: string])[] = [
      [0.04, '0.0 ms'],
      [0.4, '0.4 ms'],
      [1.2, '1 ms'],
      [9.6, '10 ms'],
      [99.5, '100 ms'],
      [999.4, '999 ms'],
      [999.6, '1.0 s'],
      [1000, '1 s'],
      [3300, '3.3 s'],
      [9960, '10 s'],
      [10_400, '10 s'],
      [90_000, '90 s'],
    ];
    for (const [ms, text] of rows) assert.equal(duration(ms), text);
  });

  it('ordinals', () => {
    assert.deepEqual([0, 1, 2, 3, 10, 20, 21, 22, 100].map(ordinal), [
      ...['first', 'second', 'third', '4th', '11th', '21st', '22nd', '23rd', '101st'],
    ]);
  });

  it('entries are called by their host, and never by their secret', () => {
    const names = listOf(
      'https://me:s3cret@a.example:8443/x,ghp_s3cret@b.example/go,file:///srv/mod,off,https://me:s3cret@c.example',
    );
    assert.ok(names.entries.length === 5);
    assert.deepEqual(names.entries.map(entryName), [
      'a.example:8443',
      'b.example',
      'file:///srv/mod',
      'off',
      'https://***@c.example',
    ]);
  });

  it('every check has its progress', () => {
    const lines = [
      ...CHECKS.map((check) => progressText({ check })),
      progressText({ check: 'entries', answered: 2, of: 6 }),
    ];
    assert.equal(new Set(lines).size, CHECKS.length + 1);
    for (const line of lines) assert.match(line, /…$/);
  });
});
