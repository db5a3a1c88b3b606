/** What go is told when nobody could serve: useful, short enough for go to show all of it, and without a secret. */
import assert from 'node:assert/strict';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { newToken } from '../../../src/relay/admission.ts';
import type { Failed, NotFound } from '../../../src/relay/attempt.ts';
import type { Outcome } from '../../../src/relay/race.ts';
import { replyTo } from '../../../src/relay/reply.ts';
import { planOf } from '../../../src/relay/steps.ts';
import { relayErrorText } from '../../../src/text/words/command/relayText.ts';

/** What go shows of a text: formatErrorDetail in cmd/go/internal/web/api.go. */
const GO_LINES = 8;
const GO_BYTES = 648;

const failed = (words: string, more: Partial<Failed> = {}): Failed => ({
  kind: 'failed',
  failure: { code: 'server-error', detail: '500', phase: 'first-byte' },
  ...{ status: 500, words, ms: 12, retryAfter: null, ...more },
});

function told(list: string, results: readonly (Failed | NotFound)[], kind: 'failed' | 'not-found' = 'failed') {
  const parsed = parseList(list);
  assert.ok(parsed.ok);
  const { steps } = planOf(parsed.value, () => true);
  const tried = steps.map((step, at) => ({ step, result: results[at % results.length] as Failed }));
  const last = tried.at(-1)?.result as unknown as NotFound;
  const outcome: Outcome = kind === 'failed' ? { kind, tried } : { kind, answer: last, tried };
  const { status, fields, body } = replyTo(outcome, relayErrorText);
  return { status, fields, text: Buffer.from(body as Uint8Array).toString('utf8') };
}

describe('relay: what go is told', () => {
  it('a line an entry, with its host, the cause, its own words; all of it fits into what go shows', () => {
    const list = Array.from({ length: 12 }, (_, at) => `https://mirror-${at}.example.test`).join(',');
    const { status, fields, text } = told(list, [failed('fetch timed out')]);
    assert.equal(status, 500);
    assert.equal(fields['Content-Type'], 'text/plain; charset=utf-8');
    assert.ok(text.trimEnd().split('\n').length <= GO_LINES, text);
    assert.match(text, /^Go Proxy Doctor’s relay asked:\nmirror-0\.example\.test: .*fetch timed out/);
    const four = told(list.split(',').slice(0, 4).join(','), [failed('fetch timed out')]);
    assert.ok(Buffer.byteLength(four.text) <= GO_BYTES, four.text);
  });

  it('no secret: of the entry’s URL, in a server’s words, of the relay itself', () => {
    const token = newToken();
    const secrets = ['s3cret', 'pa55word', 'qu3ry', token];
    const words = `denied for https://user:pa55word@corp.test/x?token=qu3ry by http://127.0.0.1:1/${token}/x`;
    const list = 'https://user:s3cret@corp.test/go?token=qu3ry|https://pub.test';
    const absent: NotFound = { kind: 'not-found', status: 404, words };
    for (const { text } of [told(list, [failed(words)]), told(list, [absent], 'not-found')])
      for (const secret of secrets) assert.ok(!text.includes(secret), `${secret}: ${text}`);
  });

  it('nothing that steers a terminal, and no more than one line of a server’s words', () => {
    const { text } = told('https://pub.test', [failed('one\ntwo\u001b[31m\u202e')]);
    assert.equal(text.trimEnd().split('\n').length, 2);
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });

  it('“not found” keeps its status and the entry’s own words', () => {
    for (const status of [404, 410]) {
      const words = 'not found: example.test/a@v9.9.9: invalid version: unknown revision v9.9.9';
      const answer = told('https://pub.test', [{ kind: 'not-found', status, words }], 'not-found');
      assert.deepEqual([answer.status, answer.text], [status, `${words}\n`]);
    }
  });

  it('a failure is never told with a status that means absence', () => {
    const row = [failed('', { status: 404 }), failed('', { status: 200 }), failed('', { status: null })];
    for (const one of row) assert.equal(told('https://pub.test', [one]).status, 502);
    const limited = told('https://pub.test', [failed('', { status: 429, retryAfter: 1_500 })]);
    assert.deepEqual([limited.status, limited.fields['Retry-After']], [429, '2']);
  });
});
