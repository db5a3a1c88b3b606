/** What differs between two texts. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstLine } from '../../../../src/integrity/triage/difference.ts';

describe('integrity: the first line that differs', () => {
  for (const [before, after, expected] of [
    ['a\nb\nc', 'a\nb\nc', null],
    ['a\nb\nc', 'a\nX\nc', { number: 2, before: 'b', after: 'X' }],
    ['a\n', 'a\nb\n', { number: 2, before: '', after: 'b' }],
    ['a', 'a\nb', { number: 2, before: null, after: 'b' }],
    ['', 'a', { number: 1, before: '', after: 'a' }],
    ['a\r\n', 'a\n', { number: 1, before: 'a\r', after: 'a' }],
  ] as const) {
    it(JSON.stringify([before, after]), () => assert.deepEqual(firstLine(before, after), expected));
  }

  it('ends for any two texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.equal(firstLine(a, b) === null, a === b);
      }),
    );
  });
});
