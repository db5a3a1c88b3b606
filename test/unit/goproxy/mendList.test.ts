/** Typing errors in a GOPROXY list: what is put right, and what is left to its owner. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { mendList } from '../../../src/goproxy/list/mendList.ts';

const MENDED: readonly (readonly [text: string, mended: string])[] = [
  ['https://goproxy.cn;direct', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn direct', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn; https://goproxy.io;direct;', 'https://goproxy.cn,https://goproxy.io,direct'],
  ['https://goproxy.cn\nhttps://goproxy.io\n', 'https://goproxy.cn,https://goproxy.io'],
  ['https://goproxy.cn， direct', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn；https://goproxy.io、direct', 'https://goproxy.cn,https://goproxy.io,direct'],
  ['https://goproxy.cn｜direct', 'https://goproxy.cn|direct'],
  ['ｈｔｔｐｓ：／／goproxy。cn，direct', 'https://goproxy.cn,direct'],
  ['"https://goproxy.cn,direct"', 'https://goproxy.cn,direct'],
  ['“https://goproxy.cn”,“direct”', 'https://goproxy.cn,direct'],
  ["'https://goproxy.cn'|'direct'", 'https://goproxy.cn|direct'],
  ['GOPROXY=https://goproxy.cn,direct', 'https://goproxy.cn,direct'],
  ['export GOPROXY="https://goproxy.cn,direct"', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn,DIRECT', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn,Off', 'https://goproxy.cn,off'],
  ['https://goproxy.cn,direct.', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn,direct;', 'https://goproxy.cn,direct'],
  ['htps://goproxy.cn,direct', 'https://goproxy.cn,direct'],
  ['htpps://corp.example,direct', 'https://corp.example,direct'],
  ['htttps://corp.example:8443/go', 'https://corp.example:8443/go'],
  ['httsp://corp.example', 'https://corp.example'],
  ['https//corp.example,direct', 'https://corp.example,direct'],
  ['http//corp.example,direct', 'http://corp.example,direct'],
  ['https:/corp.example,direct', 'https://corp.example,direct'],
  ['https:///corp.example', 'https://corp.example'],
  ['https:\\\\corp.example', 'https://corp.example'],
  ['https;//corp.example', 'https://corp.example'],
  ['https://https://corp.example', 'https://corp.example'],
  ['http://https://corp.example', 'https://corp.example'],
  ['http://goproxy.cn,direct', 'https://goproxy.cn,direct'],
  ['htp://goproxy.cn', 'https://goproxy.cn'],
  ['https://goproxy.cn/direct', 'https://goproxy.cn,direct'],
  ['https://goproxy.cn/direct;', 'https://goproxy.cn,direct'],
  ['https://mirrors.aliyun.com/goproxy/direct', 'https://mirrors.aliyun.com/goproxy,direct'],
  ['https:// goproxy.cn, direct', 'https://goproxy.cn,direct'],
  ['HTTPS//goproxy.cn,direct', 'https://goproxy.cn,direct'],
];

const LEFT: readonly string[] = [
  '',
  'https://goproxy.cn,direct',
  ' https://goproxy.cn , direct ',
  'https://goproxy.cn,,direct',
  'direct',
  'off',
  'corp.example:8080/go',
  'localhost:8081',
  'file:///srv/mod,direct',
  // Whichever of the two was meant.
  'htp://corp.example',
  'ftp://corp.example',
  'foo',
  'https://,DIRECT',
  'https://goproxy.cn,direct # mine',
  'https://corp.example/direct',
  'https://corp.example/a;v=1',
  // What looks like a typing error may be the password's.
  'https://me:pa;ss@corp.example,DIRECT',
  'https://me:pa ss@corp.example',
  'https://mirror.example/https://b.example',
];

describe('mendList', () => {
  for (const [text, mended] of MENDED) {
    it(`${JSON.stringify(text)} → ${mended}`, () => {
      assert.equal(mendList(text), mended);
      assert.equal(mendList(mended), null);
    });
  }

  for (const text of LEFT) {
    it(`leaves ${JSON.stringify(text)}`, () => assert.equal(mendList(text), null));
  }

  it('is total, and what it gives is a list that go takes and that needs no mending', () => {
    const piece = fc.constantFrom(
      ...[
        'https://',
        'htps//',
        'goproxy.cn',
        'a.example',
        ',',
        '|',
        ';',
        '；',
        ' ',
        '"',
        '“',
        'direct',
        'OFF',
        '@',
        '/',
        ':',
        '\n',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 14 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const mended = mendList(one);
        if (mended === null) return;
        assert.ok(parseList(mended).ok);
        assert.ok(mended !== one && !/[@\s]/.test(mended), mended);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows further public mirrors', () => {
    assert.equal(
      mendList('http://go-mirror.example/direct', ['https://go-mirror.example']),
      'https://go-mirror.example,direct',
    );
  });
});
