/** What differs between two texts, and what go.sum's lines say of a version. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstLine } from '../../../../src/integrity/triage/difference.ts';
import { readSums } from '../../../../src/integrity/triage/readSums.ts';

const SUBJECT = { module: 'example.test/a', version: 'v1.0.0' };

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

describe('integrity: a version in the text of go.sum', () => {
  it('CRLF, BOM, duplicates, other modules, other algorithms, conflict markers', () => {
    const text = [
      '\ufeffexample.test/a v1.0.0 h1:Z=',
      'example.test/a v1.0.0 h1:Z=',
      '<<<<<<< ours',
      'example.test/a v1.0.0/go.mod h1:M=',
      'example.test/a v1.0.0 h2:no',
      'example.test/a v1.0.0 h1:x more',
      'example.test/a v1.0.01 h1:no',
      'example.test/ab v1.0.0 h1:no',
      'example.test/a v1.0.0 h1:Y=',
    ].join('\r\n');
    assert.deepEqual(readSums(text, SUBJECT), { zip: ['h1:Z=', 'h1:Y='], mod: ['h1:M='] });
  });

  it('any text is read', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readSums(`example.test/a v1.0.0${text}`, SUBJECT).zip)));
  });
});
