/** Which entry of the list a failure speaks of. */
import assert from 'node:assert/strict';
import { entryOf } from '../../../../src/doctor/incident/entryOf.ts';
import type { TextFailure } from '../../../../src/failures/textFailure.ts';
import { listOf } from '../question.ts';
import { failureOf } from './failureOf.ts';

const FILE = 'x.test/m/@v/v1.0.0.info';

describe('entryOf', () => {
  const urls: readonly (readonly [list: string, url: string, entry: number | null])[] = [
    ['https://a.example,https://b.example', `https://b.example/${FILE}`, 1],
    ['a.example,b.example', `https://b.example/${FILE}`, 1],
    ['https://a.example/,https://b.example/', `https://b.example/${FILE}`, 1],
    ['https://a.example', 'https://a.example', 0],
    ['https://a.example', `https://a.example.evil.test/${FILE}`, null],
    ['https://a.example', `https://evil.test/https://a.example/${FILE}`, null],
    ['https://a.example', `http://b.example/${FILE}`, null],
    // One entry begins like another.
    ['https://a.example,https://a.example/go', `https://a.example/go/${FILE}`, 1],
    ['https://a.example/go,https://a.example', `https://a.example/go/${FILE}`, 0],
    ['https://a.example,https://a.example/go', `https://a.example/${FILE}`, 0],
    ['https://a.example/go,https://a.example', `https://a.example/golang/${FILE}`, 1],
    // What is longer only by its password or its query is not meant.
    ['https://someone:password@a.example,https://a.example/go', `https://a.example/go/${FILE}`, 1],
    ['https://a.example?token=0123456789,https://a.example/go', `https://a.example/go/${FILE}`, 1],
    ['b.example,https://u:p@a.example', `https://u:xxxxx@a.example/${FILE}`, 1],
    ['b.example,https://u@corp.test:p@a.example', `https://u%40corp.test:xxxxx@a.example/${FILE}`, 1],
    ['b.example,https://a.example/go?t=1', `https://a.example/go/${FILE}?t=1`, 1],
    ['b.example,https://a.example/go?t=1', `https://a.example/go/${FILE}`, 1],
    ['b.example,https://A.Example/Go', `https://a.example/Go/${FILE}`, 1],
    ['b.example,http://a.example:8080', `http://a.example:8080/${FILE}`, 1],
    ['http://a.example:80801', `http://a.example:8080/${FILE}`, null],
    ['b.example,http://[::1]:3000/go', `http://[::1]:3000/go/${FILE}`, 1],
    ['b.example,http://[2001:db8::1]', `http://[2001:db8::1]/${FILE}`, 1],
    ['b.example,file:///srv/go', `file:///srv/go/${FILE}`, 1],
    ['b.example,file:///srv/go', `file:///srv/golang/${FILE}`, null],
    ['https://a.example', 'https://a.example/sumdb/sum.test/lookup/x.test/m@v1.0.0', 0],
    ['https://a.example,direct,https://b.example', `https://b.example/${FILE}`, null],
    ['https://a.example', '', null],
    ['https://a.example', '://', null],
  ];
  for (const [list, url, entry] of urls) {
    it(`${url} of ${list}: ${entry}`, () => assert.equal(entryOf(failureOf({ url }), listOf(list)), entry));
  }

  const hosts: readonly (readonly [list: string, host: string, entry: number | null])[] = [
    ['a.example,b.example', 'b.example', 1],
    ['a.example,b.example', 'b.example:443', 1],
    ['a.example,http://b.example', 'b.example:80', 1],
    ['a.example,http://b.example', 'b.example:443', null],
    ['a.example,https://b.example:443', 'b.example', 1],
    ['a.example,http://b.example:8080', 'b.example:8080', 1],
    ['a.example,http://b.example:8080', 'b.example', null],
    ['a.example,https://u:p@b.example/go', 'b.example', 1],
    ['a.example,https://B.example', 'b.EXAMPLE:443', 1],
    ['a.example,http://[::1]:3000', '[::1]:3000', 1],
    ['a.example,https://[2001:db8::1]', '[2001:db8::1]:443', 1],
    ['a.example,https://[2001:db8::1]', '[2001:db8::1]', 1],
    ['a.example', 'sum.test', null],
    ['a.example,direct', 'direct', null],
    ['file:///srv/go', '', null],
    ['a.example', '', null],
  ];
  for (const [list, host, entry] of hosts) {
    it(`host ${host} of ${list}: ${entry}`, () => assert.equal(entryOf(failureOf({ host }), listOf(list)), entry));
  }

  it('believes the URL before the host', () => {
    const list = listOf('https://a.example/x,https://a.example/y');
    assert.equal(entryOf(failureOf({ url: `https://a.example/y/${FILE}`, host: 'a.example' }), list), 1);
    assert.equal(entryOf(failureOf({ url: null, host: 'a.example' }), list), 0);
  });

  it('finds off for what off has ended', () => {
    const off = failureOf({ code: 'goproxy-off' });
    assert.equal(entryOf(off, listOf('a.example,off')), 1);
    assert.equal(entryOf(off, listOf('a.example,direct')), null);
    const other: TextFailure = failureOf();
    assert.equal(entryOf(other, listOf('a.example,off')), null);
  });

  it('knows none without a list', () => {
    assert.equal(entryOf(failureOf({ host: 'a.example' }), null), null);
  });
});
