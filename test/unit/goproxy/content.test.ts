/** The bodies of answers: what the protocol sends, and what a portal, a broken server or a cut connection sends instead. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ContentProblem, checkContent } from '../../../src/goproxy/protocol/content.ts';
import { looksLikeHtml } from '../../../src/goproxy/protocol/html.ts';
import { readInfo } from '../../../src/goproxy/protocol/info.ts';
import type { ProtocolRequest, RequestKind } from '../../../src/goproxy/protocol/protocol.ts';
import { craftZip } from './craftZip.ts';

function ask(kind: RequestKind, version: string | null = 'v1.0.0', module = 'a.b/c'): ProtocolRequest {
  return { kind, path: 'x', module, version };
}

const TREE = 'go.sum database tree\n1\ncSmIOQfEaA6K20E7C9rsPga6eBYYgDR0R7UBOY643tk=\n\n— sum.example AAAA\n';
const RECORD = `0\na.b/c v1.0.0 h1:x=\na.b/c v1.0.0/go.mod h1:y=\n\n${TREE}`;
const ZIP = craftZip([{ name: 'a.b/c@v1.0.0/go.mod', content: 'module a.b/c\n' }]).toString('latin1');
const HTML = '<!DOCTYPE html><html><body>log in</body></html>';

describe('goproxy/content', () => {
  const whole: readonly (readonly [RequestKind, string, ContentProblem | null])[] = [
    ['info', '{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z"}', null],
    ['info', '{"Version":"v1.0.0"}', null],
    ['info', ' \n{"version":"v1.0.0","Extra":[1],"Origin":{"VCS":"git","Ref":"refs/tags/v1.0.0"}}\n', null],
    ['info', '{"VERSION":"v1.0.0"}', null], // encoding/json matches keys in any case
    ['info', '{"Version":"v1.0.1"}', 'wrong-version'],
    ['info', '{"Version":"v1.0"}', 'wrong-version'],
    ['info', '{"Version":""}', 'no-version'],
    ['info', '{}', 'no-version'],
    ['info', 'null', 'no-version'],
    ['info', '{"Version":null}', 'no-version'],
    ['info', '{"Version":1}', 'not-json'],
    ['info', '{"Version":"v1.0.0","Time":"yesterday"}', 'not-json'],
    ['info', '{"Version":"v1.0.0","Time":5}', 'not-json'],
    ['info', '{"Version":"v1.0.0","Origin":"git"}', 'not-json'],
    ['info', '{"Version":"v1.0.0"', 'not-json'],
    ['info', '{"Version":"v1.0.0"} x', 'not-json'],
    ['info', '\ufeff{"Version":"v1.0.0"}', 'not-json'],
    ['info', '["v1.0.0"]', 'not-json'],
    ['info', '"v1.0.0"', 'not-json'],
    ['info', 'v1.0.0', 'not-json'],
    ['info', '<?xml version="1.0"?><Error/>', 'not-json'],
    ['info', '', 'empty'],
    ['info', ' ', 'not-json'],
    ['info', HTML, 'html'],
    ['info', '{"Version":"v1.0.0\0"}', 'binary'],
    ['latest', '{"Version":"v1.9.0"}', null],
    ['latest', '{"Version":"main"}', 'no-version'],
    ['latest', '', 'empty'],
    ['mod', 'module a.b/c\n', null],
    ['mod', 'module a.b/c', null],
    ['mod', '// comment\n\n/x\nmodule a.b/c // x\n\ngo 1.21\n', null],
    ['mod', 'module "a.b/c"\r\n', null],
    ['mod', 'module `a.b/c`\n', null],
    ['mod', 'module (\n\ta.b/c\n)\n', null],
    ['mod', 'go 1.21\nmodule a.b/c\n', null],
    ['mod', '\ufeffmodule a.b/c\n', null],
    ['mod', 'module a.b/d\n', 'wrong-module'],
    ['mod', 'module A.b/c\n', 'wrong-module'],
    ['mod', 'module\n', 'not-a-go-mod'],
    ['mod', 'modulea.b/c\n', 'not-a-go-mod'],
    ['mod', '// module a.b/c\n', 'not-a-go-mod'],
    ['mod', 'not found', 'not-a-go-mod'],
    ['mod', '{"error":"x"}', 'not-a-go-mod'],
    ['mod', '\n', 'not-a-go-mod'],
    ['mod', '', 'empty'],
    ['mod', `\n\n<!-- portal -->\n${HTML}`, 'html'],
    ['mod', 'module a.b/c\n\0', 'binary'],
    ['list', 'v1.0.0\nv1.1.0\n', null],
    ['list', 'v1.0.0 2024-01-02T03:04:05Z\n', null],
    ['list', '\n\n', null],
    ['list', '', null], // known, without tags
    ['list', 'junk\nv1.0.0\n', null], // go drops the junk
    ['list', 'v0.0.0-20060102150405-abcdef123456', null],
    ['list', 'not found\n', 'not-a-list'],
    ['list', '{"error":"x"}', 'not-a-list'],
    ['list', '1.0.0\n', 'not-a-list'],
    ['list', HTML, 'html'],
    ['list', '\x1f\x8b\0', 'binary'],
    ['zip', ZIP, null],
    ['zip', `rubbish${ZIP}`, null], // go finds it from its end
    ['zip', craftZip([]).toString('latin1'), null],
    ['zip', 'not a zip', 'not-a-zip'],
    ['zip', '', 'empty'],
    ['zip', HTML, 'html'],
    ['zip', '\x1f\x8b\0\0', 'not-a-zip'],
    ['sumdb-supported', '', null],
    ['sumdb-supported', 'ok', null],
    ['sumdb-supported', HTML, 'html'], // go would take it, and hand its database to the portal
    ['sumdb-lookup', RECORD, null],
    ['sumdb-lookup', RECORD.replace('0\n', '123456789\n'), null],
    ['sumdb-lookup', RECORD.replaceAll('a.b/c', 'a.b/d'), 'wrong-module'],
    ['sumdb-lookup', RECORD.replace(/^0\n/, ''), 'not-a-record'],
    ['sumdb-lookup', RECORD.replace('go.sum database', 'other'), 'not-a-record'],
    ['sumdb-lookup', RECORD.replace('\n\n', '\n'), 'not-a-record'],
    ['sumdb-lookup', RECORD.replace('h1:x=', 'h1:\x07'), 'not-a-record'],
    ['sumdb-lookup', 'not found', 'not-a-record'],
    ['sumdb-lookup', '', 'empty'],
    ['sumdb-lookup', HTML, 'html'],
  ];
  for (const [kind, text, expected] of whole) {
    it(`says ${expected ?? 'nothing'} of ${kind} ${JSON.stringify(text.slice(0, 60))}`, () => {
      const body = Buffer.from(text, kind === 'zip' ? 'latin1' : 'utf8');
      const version = kind === 'latest' || kind === 'list' ? null : 'v1.0.0';
      assert.equal(checkContent(ask(kind, version), body, true, null), expected);
    });
  }

  const cut: readonly (readonly [RequestKind, string, ContentProblem | null])[] = [
    ['info', '{"Version":"v1.', null],
    ['info', '', null],
    ['info', ' \n', null],
    ['info', 'v1.0', 'not-json'],
    ['info', HTML.slice(0, 20), 'html'],
    ['mod', 'module a.b/', null], // the line may go on
    ['mod', 'module a.b/d', null],
    ['mod', 'module a.b/d\nrequ', 'wrong-module'],
    ['mod', '// a long comment\n', null],
    ['mod', '<!-- a comment that does not', 'html'],
    ['list', 'not fou', null],
    ['list', 'not found\nx', 'not-a-list'],
    ['list', '', null],
    ['zip', 'PK', null],
    ['zip', ZIP.slice(0, 50), null],
    ['zip', 'rubbish', null], // an archive may follow
    ['zip', HTML, 'html'],
    ['sumdb-lookup', '12', null],
    ['sumdb-lookup', '12\na.b', null],
    ['sumdb-lookup', 'oops', 'not-a-record'],
    ['sumdb-lookup', RECORD.slice(0, -60), null],
    ['sumdb-lookup', RECORD.slice(0, RECORD.indexOf('database')), null],
    ['sumdb-lookup', `${RECORD.slice(0, RECORD.indexOf('go.sum '))}oops`, 'not-a-record'],
  ];
  for (const [kind, text, expected] of cut) {
    it(`says ${expected ?? 'nothing'} of a cut ${kind} ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(checkContent(ask(kind), Buffer.from(text, 'latin1'), false, null), expected);
    });
  }

  it('takes any version for a branch, and for a version that is not of the path', () => {
    const body = Buffer.from('{"Version":"v0.0.0-20060102150405-abcdef123456"}');
    assert.equal(checkContent(ask('info', 'master'), body, true, null), null);
    assert.equal(checkContent(ask('info', 'v1'), body, true, null), null);
    assert.equal(checkContent(ask('info', 'v2.0.0'), body, true, null), null);
    assert.equal(checkContent(ask('info', 'v2.0.0', 'a.b/c/v2'), body, true, null), 'wrong-version');
  });

  it('lets the content type name what is wrong anyhow, and nothing else', () => {
    const type = 'text/html; charset=utf-8';
    assert.equal(checkContent(ask('list'), Buffer.from('please log in'), true, type), 'html');
    assert.equal(checkContent(ask('zip'), Buffer.from('please log in'), true, type), 'html');
    assert.equal(checkContent(ask('list'), Buffer.from('v1.0.0\n'), true, type), null);
    assert.equal(checkContent(ask('list'), Buffer.from(''), true, type), null);
    assert.equal(checkContent(ask('mod'), Buffer.from('module a.b/d\n'), true, type), 'wrong-module');
    assert.equal(checkContent(ask('list'), Buffer.from('please log in'), true, 'text/htmlx'), 'not-a-list');
  });

  it('knows pages by their beginning', () => {
    const pages = [
      '<html>',
      '<HTML lang="en">',
      '<!doctype HTML>',
      '<!DOCTYPE\n html PUBLIC',
      '\ufeff <head>',
      '<body\n>',
      '<script>',
      '<title/>',
      '<meta charset>',
      '<h1>x',
      '<p>x',
      '<?xml version="1.0"?>\n<!DOCTYPE html>',
      '<!-- a --> <!-- b --><html>',
      '<!--',
      '\r\n\t <div class="x">',
    ];
    for (const page of pages) assert.equal(looksLikeHtml(Buffer.from(page)), true, page);
    const others = [
      '',
      'html',
      '<',
      '<htmlx>',
      '<h9>',
      '<!doctype xml>',
      '<?xml version="1.0"?><Error/>',
      '<?xml',
      'x<html>',
      '{"a":"<html>"}',
      '<html',
      '<Error>',
      '<paragraph>',
      '< html>',
    ];
    for (const other of others) assert.equal(looksLikeHtml(Buffer.from(other)), false, other);
  });

  it('reads the time as written', () => {
    assert.deepEqual(readInfo('{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z"}'), {
      version: 'v1.0.0',
      time: '2024-01-02T03:04:05Z',
    });
    assert.deepEqual(readInfo('{"Version":"v1.0.0","Version":"v1.0.1"}'), { version: 'v1.0.1', time: null });
  });

  it('never throws, on whole bodies and on cut ones', () => {
    const kinds: RequestKind[] = ['info', 'mod', 'zip', 'list', 'latest', 'sumdb-supported', 'sumdb-lookup'];
    const seeds = [RECORD, HTML, '{"Version":"v1.0.0"}', 'module a.b/c\n', 'v1.0.0\n', ZIP].map((text) =>
      Buffer.from(text, 'latin1'),
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.tuple(fc.constantFrom(...seeds), fc.nat(200)).map(([seed, length]) => seed.subarray(0, length)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), body, fc.boolean(), (kind, bytes, complete) => {
        checkContent(ask(kind), bytes, complete, null);
      }),
      { numRuns: 2000 },
    );
  });

  it('never condemns the beginning of what is right', () => {
    const right: readonly (readonly [RequestKind, string])[] = [
      ['info', '{"Version":"v1.0.0"}'],
      ['mod', '// x\nmodule a.b/c\n\ngo 1.21\n'],
      ['list', 'v1.0.0\nv1.1.0\n'],
      ['zip', ZIP],
      ['sumdb-lookup', RECORD],
    ];
    for (const [kind, text] of right) {
      const body = Buffer.from(text, kind === 'zip' ? 'latin1' : 'utf8');
      for (let length = 0; length <= body.length; length++) {
        assert.equal(checkContent(ask(kind), body.subarray(0, length), false, null), null, `${kind} ${length}`);
      }
    }
  });

  it('reads a megabyte of anything in linear time', () => {
    for (const unit of [
      '<!-- -->',
      '<',
      ' ',
      '\n',
      '{',
      '[',
      '"',
      'v1.0.0 ',
      'module ',
      '(',
      '\\"',
      'v0\n',
      '\n\n',
      '0',
    ]) {
      const body = Buffer.from(unit.repeat(1_000_000 / unit.length));
      for (const kind of ['info', 'mod', 'zip', 'list', 'sumdb-lookup'] as const)
        checkContent(ask(kind), body, true, 'text/html');
    }
  });
});
