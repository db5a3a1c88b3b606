/** Objects one after another: total and linear, whatever stands between and in them. */
import assert from 'node:assert/strict';
import { readConcatenatedJson } from '../../../../src/gocmd/list/concatenatedJson.ts';

describe('readConcatenatedJson', () => {
  const cases: readonly (readonly [name: string, text: string, values: readonly unknown[]])[] = [
    ['nothing', '', []],
    ['one after another', '{"a":1}\n{"b":2}{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['nested', '{"a":{"b":{}}}', [{ a: { b: {} } }]],
    ['braces and quotes in strings', '{"a":"}{\\"}"}{"b":"\\\\"}', [{ a: '}{"}' }, { b: '\\' }]],
    ['noise between', 'go: warning "x {"a":1}\n}}} {"b":2}', [{ a: 1 }, { b: 2 }]],
    ['one that does not parse', '{a}{"b":2}', [{ b: 2 }]],
    ['one that does not end', '{"a":1}{"b":', [{ a: 1 }]],
    ['a string that does not end', '{"a":1}{"b":"}', [{ a: 1 }]],
    ['a backslash at the end', '{"b":"\\', []],
  ];
  for (const [name, text, values] of cases) {
    it(name, () => assert.deepEqual(readConcatenatedJson(text), values));
  }

  it('reads 4 MiB of brackets and of quotes', () => {
    const size = 4 << 20;
    for (const text of ['{', '}', '"', '{"', '{}', '\\"{'])
      readConcatenatedJson(text.repeat(Math.floor(size / text.length / 4)));
  });
});
