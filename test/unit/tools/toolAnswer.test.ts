/** An answer as it leaves: nothing secret, nothing hidden, not too long, one JSON document whatever was cut. */
import assert from 'node:assert/strict';
import { answerParts } from '../../../src/tools/toolAnswer.ts';

const partsOf = (text: string, document: object | null = null) => answerParts({ text, document, isError: false });

describe('a tool’s answer', () => {
  it('is redacted, the JSON too', () => {
    const secret = 'https://user:geheim@a.test/?token=geheim';
    const parts = partsOf(secret, { deep: [{ url: secret }] });
    assert.equal(parts.length, 2);
    for (const part of parts) assert.doesNotMatch(part, /geheim/);
  });

  it('shows what could hide in it', () => {
    // Tag characters: read by models, seen by nobody.
    const [, json = ''] = partsOf('', { words: '\u{e0041}\u202e\u200b' });
    assert.match(json, /^[\x20-\x7e]*$/);
    assert.deepEqual(JSON.parse(json), { words: '\u{e0041}\u202e\u200b' });
  });

  it('is the document as it is, where it is small', () => {
    const document = { schema: 1, entries: [1, 2, 3] };
    assert.deepEqual(JSON.parse(partsOf('x', document)[1] ?? ''), document);
  });

  it('is cut where it is long, and says so', () => {
    const long = {
      schema: 1,
      verdict: { ok: false },
      entries: Array.from({ length: 5_000 }, (_, at) => ({ at, words: 'x'.repeat(300) })),
    };
    const cut = JSON.parse(partsOf('x', long)[1] ?? '');
    assert.deepEqual([cut.cut, cut.schema, cut.verdict], [true, 1, { ok: false }]);
    assert.ok(cut.entries.length >= 30 && cut.entries.length < 5_000);
    assert.deepEqual(cut.entries[7], long.entries[7]);
  });

  it('never cuts a secret in half', () => {
    const words = `${'x'.repeat(1_990)} https://user:${'geheim'.repeat(20)}@a.test`;
    for (const part of partsOf(words.repeat(9), { list: Array(100).fill(words) })) assert.doesNotMatch(part, /gehe/);
  });

  it('is small whatever it holds', () => {
    const deep = (depth: number): unknown => (depth === 0 ? 'x'.repeat(100) : Array(40).fill(deep(depth - 1)));
    const wide = Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`k${at}`, 'x'.repeat(50)]));
    for (const document of [{ deep: deep(3) }, wide]) {
      const [text = '', json = ''] = partsOf('x'.repeat(100_000), document);
      assert.ok(text.length < 10_000 && json.length <= 60_000, `${text.length} ${json.length}`);
      assert.equal(JSON.parse(json).cut, true);
    }
  });
});
