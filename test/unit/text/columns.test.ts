/** Laying text out in a terminal's columns, Chinese and English. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { columnsOf, padEnd, padStart, wrap } from '../../../src/text/report/columns.ts';

const CLOSING = /^\s*[，。；：？、）”]/u;
const OPENING = /[（“]$/u;

describe('text: columns', () => {
  it('a Chinese character takes two, an accent none', () => {
    for (const [text, columns] of [
      ['', 0],
      ['goproxy.cn', 10],
      ['模块代理', 8],
      ['✓ “a” · ―', 9],
      ['（2.5 s）', 9],
      ['e\u0301', 1],
    ] as const) {
      assert.equal(columnsOf(text), columns, text);
    }
    assert.equal(padEnd('镜像', 6), '镜像  ');
    assert.equal(padStart('镜像', 6), '  镜像');
    assert.equal(padEnd('longer', 3), 'longer');
  });

  it('breaks between Chinese characters, never before a closing sign or after an opening one', () => {
    assert.deepEqual(wrap('go 会一直等下去（没有时限）。', 12, 0, 2), ['go 会一直等', '  下去（没有', '  时限）。']);
    assert.deepEqual(wrap('no answer in 5.0 s', 14, 0, 2), ['no answer in', '  5.0 s']);
  });

  it('loses nothing, and keeps to the width where words are shorter', () => {
    const piece = fc.constantFrom(
      '模',
      '块',
      '代理',
      '，',
      '。',
      '（',
      '）',
      '“',
      '”',
      ' ',
      'go',
      'direct',
      '5.0 s',
      '、',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 20, max: 60 }), (pieces, width) => {
        const text = pieces.join('').replace(/\s+/g, ' ').trim();
        const lines = wrap(text, width, 3, 5);
        assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
        for (const [at, line] of lines.entries()) {
          assert.ok(line.startsWith(at === 0 ? '   ' : '     '));
          if (at > 0 && !/ [，。；：？、）”]/u.test(text)) assert.doesNotMatch(line, CLOSING);
          if (at < lines.length - 1 && !/[（“] /u.test(text)) assert.doesNotMatch(line, OPENING);
        }
      }),
    );
  });
});
