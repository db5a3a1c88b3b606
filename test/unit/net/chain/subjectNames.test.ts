/** The names in the line that Node makes of a certificate's. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { subjectNames } from '../../../../src/net/chain/subjectNames.ts';

describe('subjectNames', () => {
  for (const [line, names] of [
    ['', []],
    ['DNS:a.test', ['a.test']],
    ['DNS:a.test, IP Address:192.0.2.1, DNS:*.b.test', ['a.test', '192.0.2.1', '*.b.test']],
    ['DNS:"a\\u0000.evil", DNS:b', ['a\u0000.evil', 'b']],
    ['DNS:"a, DNS:b"', ['a, DNS:b']],
    ['URI:http://a.test/, email:x@y, DirName:"CN=\\"q\\"", DNS:a.test', ['a.test']],
  ] as const) {
    it(JSON.stringify(line), () => assert.deepEqual(subjectNames(line, 50), { first: names, count: names.length }));
  }

  it('counts beyond its limit, and is total', () => {
    const line = Array.from({ length: 1000 }, (_, index) => `DNS:h${index}`).join(', ');
    const { first, count } = subjectNames(line, 50);
    assert.deepEqual([first.length, count], [50, 1000]);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void subjectNames(text, 5)));
    assert.ok(subjectNames('DNS:"\\'.repeat(50_000), 5).count >= 0);
  });
});
