/** What an exchange means: every fault of the wire, every status, every bad content has its code, its detail and its phase. */
import assert from 'node:assert/strict';
import { CATALOGUE } from '../../../src/failures/catalogue.ts';
import { classifyEntry, classifyEvidence } from '../../../src/failures/classifyEvidence.ts';
import { FAILURE_CODES } from '../../../src/failures/code.ts';
import type { AskedRequest, RequestEvidence } from '../../../src/goproxy/probe/evidence.ts';
import type { NetFaultKind, Phase } from '../../../src/net/exchange.ts';
import { type EvidenceOptions, evidenceOf, faulty, status } from './evidence.ts';

/** `code/detail phase`, or `-`. */
function words(evidence: RequestEvidence): string {
  const failure = classifyEvidence(evidence);
  return failure === null ? '-' : `${failure.code}/${failure.detail} ${failure.phase}`;
}

const FAULTS: readonly (readonly [kind: NetFaultKind, phase: Phase, detail: string, words: string])[] = [
  ['no-such-host', 'lookup', 'x', 'dns/dns-no-such-host lookup'],
  ['name-server-failure', 'lookup', 'x', 'dns/dns-server-failure lookup'],
  ['lookup-timeout', 'lookup', 'x', 'dns/dns-timeout lookup'],
  ['resolver-unreachable', 'lookup', 'x', 'dns/dns-resolver-unreachable lookup'],
  ['connect-timeout', 'connect', 'x', 'connect-timeout/no-answer connect'],
  ['no-route', 'connect', 'x', 'connect-timeout/no-route connect'],
  ['refused', 'connect', 'x', 'refused/null connect'],
  ['cut', 'first-byte', 'eof', 'reset/eof first-byte'],
  ['cut', 'body', 'h2-stream-error', 'reset/h2-stream-error body'],
  ['tls-timeout', 'tls', 'x', 'response-timeout/tls-handshake tls'],
  ['tls', 'tls', 'x509-expired', 'tls/x509-expired tls'],
  ['no-headers', 'first-byte', 'x', 'stall/no-headers first-byte'],
  ['body-stalled', 'body', 'x', 'stall/body-stalled body'],
  ['out-of-time', 'body', 'x', 'slow/unfinished body'],
  ['malformed', 'first-byte', 'head', 'bad-content/not-http first-byte'],
  ['too-large', 'first-byte', 'headers', 'bad-content/headers first-byte'],
  ['redirect', 'first-byte', 'redirect-loop', 'bad-content/redirect-loop first-byte'],
  ['forward-proxy', 'connect', 'proxy-auth', 'forward-proxy/proxy-auth connect'],
  ['invalid-url', 'lookup', 'invalid-port', 'goproxy-invalid/invalid-port lookup'],
];

const STATUSES: readonly (readonly [kind: AskedRequest['kind'], status: number | null, words: string])[] = [
  ['info', 200, '-'],
  ['info', 204, 'bad-content/status-204 first-byte'],
  ['info', 206, 'bad-content/status-206 first-byte'],
  ['info', 304, 'bad-content/status-304 first-byte'],
  ['info', 400, 'http-denied/400 first-byte'],
  ['info', 401, 'http-denied/401 first-byte'],
  ['info', 403, 'http-denied/403 first-byte'],
  ['info', 404, 'not-found/404 first-byte'],
  ['info', 407, 'forward-proxy/proxy-auth first-byte'],
  ['info', 410, 'not-found/410 first-byte'],
  ['info', 429, 'rate-limited/429 first-byte'],
  ['info', 451, 'http-denied/451 first-byte'],
  ['info', 500, 'server-error/500 first-byte'],
  ['info', 599, 'server-error/599 first-byte'],
  ['info', 999, 'server-error/999 first-byte'],
  ['info', null, 'unclassified/no-status first-byte'],
  ['repository', 401, 'vcs-auth/401 first-byte'],
  ['repository', 403, 'vcs-auth/403 first-byte'],
  ['repository', 404, 'not-found/404 first-byte'],
  ['go-get', 401, 'http-denied/401 first-byte'],
];

describe('classifyEvidence', () => {
  it('gives each fault of the wire its code', () => {
    for (const [kind, phase, detail, expected] of FAULTS) {
      assert.equal(words(evidenceOf('info', faulty(kind, phase, detail))), expected, kind);
      // The wire comes first: what the content would have said does not count.
      const { exchange = {} } = faulty(kind, phase, detail);
      assert.equal(words(evidenceOf('info', { exchange, problem: 'html' })), expected, kind);
    }
  });

  it('gives each status its code', () => {
    for (const [kind, code, expected] of STATUSES) {
      assert.equal(words(evidenceOf(kind, { exchange: { status: code } })), expected, `${kind} ${code}`);
    }
  });

  it('tells a web server’s “not found” from a module proxy’s', () => {
    for (const type of ['text/html', 'text/html; charset=utf-8', 'TEXT/HTML']) {
      assert.equal(words(evidenceOf('info', status(404, type))), 'not-found/html-page first-byte');
    }
    for (const type of ['text/htmlx', 'application/json', '']) {
      assert.equal(words(evidenceOf('info', status(410, type))), 'not-found/410 first-byte');
    }
    assert.equal(
      words(evidenceOf('info', { exchange: { status: 404, contentType: null } })),
      'not-found/404 first-byte',
    );
  });

  it('names what is wrong with the content of a 200', () => {
    assert.equal(words(evidenceOf('info', { problem: 'not-json' })), 'bad-content/not-json body');
    assert.equal(words(evidenceOf('zip', { problem: 'not-a-zip' })), 'bad-content/not-a-zip body');
    assert.equal(words(evidenceOf('go-get', { problem: 'no-go-import' })), 'not-found/no-go-import body');
    // Of an error's body nothing is asked.
    assert.equal(words(evidenceOf('info', { ...status(404), problem: 'html' })), 'not-found/404 first-byte');
  });

  it('lets the status of a refusal stand, however its body ends', () => {
    const refusal = (kind: NetFaultKind, contentType: string) => {
      const { exchange = {} } = faulty(kind, 'body');
      return words(evidenceOf('info', { exchange: { ...exchange, status: 403, contentType } }));
    };
    assert.equal(refusal('cut', 'text/plain'), 'http-denied/403 first-byte');
    assert.equal(refusal('out-of-time', 'text/plain'), 'http-denied/403 first-byte');
    assert.equal(refusal('body-stalled', 'text/html'), 'http-denied/403 first-byte');
    // go shows the words of a plain text, and waits for all of them.
    assert.equal(refusal('body-stalled', 'text/plain; charset=utf-8'), 'stall/body-stalled body');
  });

  it('takes an .info without end for none, and a long file of another kind for what it is', () => {
    const cut: EvidenceOptions = { exchange: { bodyComplete: false } };
    for (const kind of ['info', 'latest'] as const) {
      assert.equal(words(evidenceOf(kind, cut)), 'bad-content/too-large body', kind);
    }
    for (const kind of ['mod', 'list', 'zip', 'sumdb-supported', 'go-get', 'repository'] as const) {
      assert.equal(words(evidenceOf(kind, cut)), '-', kind);
    }
  });
});

describe('classifyEntry', () => {
  const entry = (...evidence: RequestEvidence[]) => {
    const failure = classifyEntry(evidence);
    return failure === null ? '-' : `${failure.code}/${failure.detail}`;
  };
  const good = evidenceOf('info');
  const html: EvidenceOptions = { problem: 'html' };

  it('takes the first failure in the order asked', () => {
    assert.equal(entry(), '-');
    assert.equal(entry(good, evidenceOf('mod', status(500)), evidenceOf('zip', status(403))), 'server-error/500');
  });

  it('lets a list count only where nothing else was asked', () => {
    assert.equal(entry(good, evidenceOf('list', status(403))), '-');
    assert.equal(entry(evidenceOf('list', status(403))), 'http-denied/403');
    assert.equal(entry(evidenceOf('list', status(403)), evidenceOf('latest')), '-');
  });

  it('knows a captive portal by a web page for everything', () => {
    assert.equal(
      entry(evidenceOf('info', html), evidenceOf('mod', html), evidenceOf('list', html)),
      'captive-portal/html',
    );
    assert.equal(entry(evidenceOf('info', html), evidenceOf('mod')), 'bad-content/html');
    const page: EvidenceOptions = { ...html, exchange: { status: 404 } };
    assert.equal(entry(evidenceOf('info', page), evidenceOf('mod', html)), 'not-found/404');
    // A portal answers for the checksum database as well; it proves nothing about the modules.
    assert.equal(entry(good, evidenceOf('sumdb-supported', html)), '-');
  });

  it('lets the repository speak for the page that named it', () => {
    const page = evidenceOf('go-get', status(404));
    assert.equal(entry(page), 'not-found/404');
    assert.equal(entry(page, evidenceOf('repository')), '-');
    assert.equal(entry(page, evidenceOf('repository', status(401))), 'vcs-auth/401');
    assert.equal(entry(page, evidenceOf('repository', { module: 'example.com/other' })), 'not-found/404');
  });
});

describe('catalogue', () => {
  it('has an entry for each code, with at least one remedy', () => {
    assert.deepEqual(Object.keys(CATALOGUE).sort(), [...FAILURE_CODES].sort());
    for (const [code, { remedies }] of Object.entries(CATALOGUE)) {
      assert.ok(remedies.length > 0, code);
      assert.equal(new Set(remedies).size, remedies.length, code);
      // A better entry may be missing: something must be left to say.
      assert.notDeepEqual(remedies, ['use-goproxy'], code);
    }
  });
});
