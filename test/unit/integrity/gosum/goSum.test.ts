/** go.sum with positions, and what editors and merges do to it. */
import assert from 'node:assert/strict';
import { lookUp, parseGoSum } from '../../../../src/integrity/gosum/goSum.ts';

const A = `h1:${'A'.repeat(43)}=`;
const B = `h1:${'B'.repeat(43)}=`;

describe('go.sum', () => {
  it('its lines, with positions', () => {
    const read = parseGoSum(`example.com/m v1.0.0 ${A}\nexample.com/m v1.0.0/go.mod ${B}\n`);
    assert.deepEqual(read, {
      lines: [
        { module: 'example.com/m', version: 'v1.0.0', isGoMod: false, hash: A, line: 1 },
        { module: 'example.com/m', version: 'v1.0.0', isGoMod: true, hash: B, line: 2 },
      ],
      faults: [],
    });
    assert.deepEqual(lookUp(read, 'example.com/m', 'v1.0.0'), { zip: [A], mod: [B] });
    assert.deepEqual(lookUp(read, 'example.com/m', 'v1.0.1'), { zip: [], mod: [] });
  });

  it('a BOM, carriage returns and blank lines are passed over, and a BOM told', () => {
    const read = parseGoSum(`\ufeffm.test v1.0.0 ${A}\r\n\r\n  m.test\tv1.0.0/go.mod ${B} \r\n`);
    assert.deepEqual(read.faults, [{ line: 1, reason: 'byte-order-mark' }]);
    assert.deepEqual(
      read.lines.map(({ line }) => line),
      [1, 3],
    );
    assert.deepEqual(lookUp(read, 'm.test', 'v1.0.0'), { zip: [A], mod: [B] });
  });

  it('of a conflict both sides are read, and the markers told', () => {
    const text = `<<<<<<< HEAD\nm.test v1.0.0 ${A}\n=======\nm.test v1.0.0 ${B}\n>>>>>>> theirs branch\n`;
    const read = parseGoSum(text);
    assert.deepEqual(lookUp(read, 'm.test', 'v1.0.0').zip, [A, B]);
    assert.deepEqual(
      read.faults,
      [1, 3, 5].map((line) => ({ line, reason: 'conflict-marker' })),
    );
  });

  it('malformed lines, unknown algorithms, lines given twice and the hash of an empty go.mod', () => {
    const empty = 'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=';
    const lines = ['m.test v1.0.0', 'm.test v1.0.0 h2:x', `m.test v1.0.0 ${A}`, `m.test v1.0.0 ${A}`, 'm.test v1 h1:x'];
    const read = parseGoSum([...lines, `m.test v1.0.0/go.mod ${empty}`].join('\n'));
    assert.deepEqual(
      read.faults.map(({ line, reason }) => `${line} ${reason}`),
      ['1 malformed', '2 unknown-hash', '4 duplicate', '5 bad-hash'],
    );
    assert.deepEqual(lookUp(read, 'm.test', 'v1.0.0'), { zip: ['h2:x', A], mod: [] });
  });
});
