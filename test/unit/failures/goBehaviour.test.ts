/** What go makes of an answer, and what its waiting costs: go-command.md §1.9, §1.10 and §3.2. */
import assert from 'node:assert/strict';
import type { ProbeFailure } from '../../../src/failures/classifyEvidence.ts';
import { attemptOf, goWaits } from '../../../src/failures/goBehaviour.ts';
import type { RequestEvidence } from '../../../src/goproxy/probe/evidence.ts';
import { evidenceOf, faulty, status } from './evidence.ts';

const ATTEMPTS: readonly (readonly [words: string, evidence: RequestEvidence])[] = [
  ['served', evidenceOf('info')],
  ['served', evidenceOf('info', faulty('out-of-time', 'body'))],
  ['not-found 404', evidenceOf('info', status(404))],
  ['not-found 410', evidenceOf('info', status(410))],
  // go looks at the status alone.
  ['not-found html-page', evidenceOf('info', status(404, 'text/html'))],
  ['hang no-headers', evidenceOf('info', faulty('no-headers', 'first-byte'))],
  ['hang body-stalled', evidenceOf('zip', faulty('body-stalled', 'body'))],
  ['error no-answer', evidenceOf('info', faulty('connect-timeout', 'connect'))],
  ['error tls-handshake', evidenceOf('info', faulty('tls-timeout', 'tls'))],
  ['error dns-no-such-host', evidenceOf('info', faulty('no-such-host', 'lookup'))],
  ['error 403', evidenceOf('mod', status(403))],
  ['error 500', evidenceOf('zip', status(500))],
  ['error 429', evidenceOf('info', status(429))],
  ['error not-json', evidenceOf('info', { problem: 'not-json' })],
  ['error wrong-version', evidenceOf('info', { problem: 'wrong-version' })],
  ['error too-large', evidenceOf('info', { exchange: { bodyComplete: false } })],
  // More header lines than we read, and not more than go does.
  ['served', evidenceOf('info', faulty('too-large', 'first-byte', 'headers'))],
  // Taken whole, whatever it holds; a broken archive then ends the command.
  ['served', evidenceOf('mod', { problem: 'html' })],
  ['error not-a-zip fatal', evidenceOf('zip', { problem: 'not-a-zip' })],
  ['error html fatal', evidenceOf('zip', { problem: 'html' })],
  ['error eof', evidenceOf('zip', faulty('cut', 'body', 'eof'))],
  ['error eof', evidenceOf('mod', faulty('cut', 'body', 'eof'))],
];

const WAITS: readonly (readonly [code: ProbeFailure['code'], detail: string | null, ms: number | null])[] = [
  ['stall', 'no-headers', null],
  ['stall', 'body-stalled', null],
  ['connect-timeout', 'no-answer', 30_000],
  ['connect-timeout', 'no-route', 0],
  ['response-timeout', 'tls-handshake', 10_000],
  ['dns', 'dns-timeout', 10_000],
  ['dns', 'dns-no-such-host', 0],
  ['forward-proxy', 'connect-silent', 60_000],
  ['forward-proxy', 'proxy-timeout', 30_000],
  ['forward-proxy', 'proxy-auth', 0],
  ['refused', null, 0],
  ['not-found', '404', 0],
];

describe('goBehaviour', () => {
  it('says what go makes of an answer', () => {
    for (const [expected, evidence] of ATTEMPTS) {
      const { result, cause, fatal } = attemptOf(evidence);
      const words = [result, ...(cause === null ? [] : [cause.detail]), ...(fatal === true ? ['fatal'] : [])];
      assert.equal(words.join(' '), expected);
    }
  });

  it('says what go loses there', () => {
    assert.equal(goWaits(null), 0);
    for (const [code, detail, ms] of WAITS)
      assert.equal(goWaits({ code, detail, phase: null }), ms, `${code} ${detail}`);
  });
});
