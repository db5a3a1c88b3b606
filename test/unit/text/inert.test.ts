/** Text from outside: nothing of it steers a terminal, Markdown or HTML, and nothing of a secret gets past the escaping. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../src/base/redact.ts';
import { inert, inertMarkdown, markdownCellCode, markdownCode } from '../../../src/text/inert.ts';
import { text as htmlText } from '../../../src/text/report/examination/htmlReport.ts';

/** Escapes, C1, bidi, zero width, line separators, tags, a lone surrogate. */
const STEERING =
  '\u0000\u0007\n\r\t\u001b\u007f\u009b\u200b\u200e\u202a\u202e\u2066\u2069\u2028\u2029\ufeff\u{e0041}\ud800';
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'`|\\*_[]()<>&!#@:~-+.{}$ ', '\u001b', '\u202e', 'a') }),
);

describe('inert', () => {
  it('shows what cannot be seen', () => {
    assert.equal(inert('a\u001b[31mb\u202ec\u{e0041}'), 'a\\u{1b}[31mb\\u{202e}c\\u{e0041}');
    for (const char of STEERING) assert.match(inert(char), /^\\u\{[0-9a-f]+\}$/, JSON.stringify(char));
    assert.equal(inert('例え.jp — “ok” …'), '例え.jp — “ok” …');
  });

  it('cuts, and hides a secret before it does', () => {
    assert.equal(inert('x'.repeat(301)), `${'x'.repeat(300)}…`);
    assert.equal(inert('x'.repeat(300)), 'x'.repeat(300));
    const url = `https://${'s'.repeat(100)}@host.example/`;
    assert.ok(!inert(url, 80).includes('sss'), inert(url, 80));
    assert.ok(!inert(`https://user:${'s'.repeat(100)}@host.example/`, 80).includes('sss'));
  });

  it('leaves nothing that steers, whatever comes in, and is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = inert(text);
        assert.doesNotMatch(clean, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.equal(inert(clean, 1e6), clean);
      }),
    );
  });
});

describe('Markdown', () => {
  it('is escaped where it has a meaning', () => {
    assert.equal(
      inertMarkdown('<b>**x** [l](u) `c` | # 1. &amp; a@b https://x.y'),
      '&lt;b\\>\\*\\*x\\*\\* \\[l\\]\\(u\\) \\`c\\` \\| \\# 1\\. &amp;amp; a\\@b https\\://x\\.y',
    );
    assert.equal(inertMarkdown('a\\|b'), 'a\\\\\\|b');
  });

  it('hides secrets before it escapes: the last step knows no escaped URL', () => {
    const said = 'see https://me:s3cret@host.example/x?token=s3cret for more';
    for (const make of [inertMarkdown, markdownCode, markdownCellCode]) {
      assert.ok(!redact(make(said)).includes('s3cret'), make(said));
    }
  });

  it('has code spans that hold anything', () => {
    assert.equal(markdownCode('a|b'), '`a|b`');
    assert.equal(markdownCode('a`b``c'), '``` a`b``c ```');
    assert.equal(markdownCode(''), '`  `');
    assert.equal(markdownCellCode('a|b'), '`a\\|b`');
    assert.equal(markdownCellCode('a\\|b'), '`a\\\\\\|b`');
    fc.assert(
      fc.property(anyText, (text) => {
        const span = markdownCode(text);
        const fence = /^`+/.exec(span)?.[0] ?? '';
        assert.ok(span.endsWith(fence) && span.length > 2 * fence.length);
        const inside = span.slice(fence.length, -fence.length);
        const runs: readonly string[] = inside.match(/`+/g) ?? [];
        assert.ok(!runs.includes(fence), span);
        assert.doesNotMatch(span, /[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('ends no cell before its end', () => {
    // As cmark-gfm splits a row: a backslash takes the next punctuation with it, then `|` ends the cell.
    const cells = (row: string) => row.replace(/\\[!-/:-@[-`{-~]/g, '').split('|').length;
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(cells(markdownCellCode(text)), 1, markdownCellCode(text));
        assert.equal(cells(inertMarkdown(text)), 1, inertMarkdown(text));
      }),
    );
  });
});

describe('HTML', () => {
  it('is escaped for text and for attributes', () => {
    assert.equal(htmlText(`<a b="c" d='e'>&`), '&#60;a b=&#34;c&#34; d=&#39;e&#39;&#62;&#38;');
    fc.assert(fc.property(anyText, (text) => assert.doesNotMatch(htmlText(text), /[<>"']|&(?!#\d+;)/)));
  });
});
