/** Edits of settings.json: the right value afterwards, everything else and every comment where it was. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import type { JsonValue } from '../../../src/remedies/change/change.ts';
import { SettingsText } from '../../../src/remedies/change/settings/settingsText.ts';

async function edited(text: string, path: readonly [string], value: JsonValue): Promise<string> {
  const read = await SettingsText.read(Buffer.from(text));
  assert.ok(read.ok, text);
  read.value.set(path, value);
  return read.value.bytes().toString('utf8');
}

describe('settings.json as text', () => {
  const SET: readonly (readonly [before: string, after: string])[] = [
    ['{}', '{\n    "k": "v"\n}'],
    ['', '{\n    "k": "v"\n}'],
    ['{"a":1}', '{"a":1, "k": "v"}'],
    ['{ "a": 1, }', '{ "a": 1, "k": "v", }'],
    ['{\n  "a": 1 // one\n  // end\n}', '{\n  "a": 1, // one\n  "k": "v"\n  // end\n}'],
    ['{\n\t"a": 1, /* one */ // two\r\n}', '{\n\t"a": 1, /* one */ // two\r\n\t"k": "v",\r\n}'],
    ['{"a": 1 // one\n}', '{"a": 1, // one\n"k": "v"\n}'],
    ['{"a": 1 /* one\n*/}', '{"a": 1, /* one\n*/ "k": "v"}'],
    ['{ "k": "old" /* x */ }', '{ "k": "v" /* x */ }'],
    ['{\n  "k": 1,\n  "a": 1,\n  "k": 2\n}', '{\n  "a": 1,\n  "k": "v"\n}'],
  ];
  for (const [before, after] of SET)
    it(`sets in ${JSON.stringify(before)}`, async () => assert.equal(await edited(before, ['k'], 'v'), after));

  const REMOVE: readonly (readonly [before: string, after: string])[] = [
    ['{"k":"v"}', '{}'],
    ['{\n  "k": 1\n}\n', '{\n}\n'],
    ['{\n  "k": 1, // k\n  "a": 1\n}', '{\n   // k\n  "a": 1\n}'],
    ['{\n  "a": 1, // one\n  "k": 1\n}', '{\n  "a": 1 // one\n}'],
    ['{\n  "a": 1, // one\n  "k": 1,\n}', '{\n  "a": 1, // one\n}'],
    ['{ "a": 1, "k": 1, "b": 2 }', '{ "a": 1, "b": 2 }'],
    ['{ "a": 1, "k": 1 }', '{ "a": 1 }'],
    ['{ "a": 1 /* , */ , /* k */ "k": 1 /* end */ }', '{ "a": 1 /* , */  /* k */ /* end */ }'],
    ['{"k":1,"k":2}', '{}'],
    ['{"a": 1}', '{"a": 1}'],
  ];
  for (const [before, after] of REMOVE)
    it(`removes from ${JSON.stringify(before)}`, async () => assert.equal(await edited(before, ['k'], null), after));

  it('is right for any object, and loses no comment', async () => {
    const blank = fc.constantFrom('', ' ', '\n', '\r\n\t', ' // c\n', '/* , " } */', ' /* a */ // b\n  ');
    const value = fc.oneof(fc.json({ maxDepth: 2 }), fc.constant('"// no comment"'), fc.constant('{"k": 1}'));
    const property = fc.tuple(fc.constantFrom('a', 'b', 'k', '"', '//'), value, blank, blank, blank);
    const object = fc
      .tuple(fc.array(property, { maxLength: 5 }), blank, blank, fc.boolean())
      .map(([list, head, tail, comma]) => {
        const text = list
          .map(([name, json, x, y, z]) => `${x}${JSON.stringify(name)}${name === 'k' ? '' : y}:${json}${z}`)
          .join(',');
        return `${head}{${text}${comma && list.length > 0 ? ',' : ''}${tail}}`;
      });
    const wanted = fc.oneof(fc.constant(null), fc.constant('v'), fc.constant({ x: [1], y: { z: 'z' } }));
    const comments = (text: string) =>
      (text.match(/"(?:\\.|[^"\\])*"|\/\/ [a-z]|\/\*.*?\*\//g) ?? []).filter((one) => one.startsWith('/'));
    await fc.assert(
      fc.asyncProperty(object, wanted, async (text, to) => {
        const after = await edited(text, ['k'], to);
        const errors: never[] = [];
        const found = parse(after, errors, { allowTrailingComma: true }) as Record<string, unknown>;
        assert.deepEqual(errors, [], `${text} → ${after}`);
        const { k: _, ...others } = parse(text, [], { allowTrailingComma: true }) as Record<string, unknown>;
        assert.deepEqual(found, to === null ? others : { ...others, k: to }, `${text} → ${after}`);
        // One between our key and its value goes with them: there is none here.
        assert.deepEqual(comments(after), comments(text), `${text} → ${after}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a great many doubles away in little time', async () => {
    const text = `{${'"k": 1,\n'.repeat(50_000)}"a": 1}`;
    assert.equal(await edited(text, ['k'], null), '{\n"a": 1}');
  });

  it('reads any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => void (await SettingsText.read(Buffer.from(bytes)))),
    );
  });
});
