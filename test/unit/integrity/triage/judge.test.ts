/** The verdict over every source: a table of who says which hash. */
import assert from 'node:assert/strict';
import { judge } from '../../../../src/integrity/triage/judge.ts';
import { type Source, sourceRow } from '../../../../src/integrity/triage/source.ts';

/** `m1:A` a mirror that sends A; `d`, `db`, `sum`, `work`, `c`, `v` the others; `A/b` zip A and go.mod b; `-` nothing; `!code` a code. */
function row(text: string): Source {
  const [, who = '', what = ''] = /^(\w+):(.*)$/.exec(text) ?? [];
  const [hashes = '', code = null] = what.split('!');
  const [zip = '-', mod = '-'] = hashes.split('/');
  const [source, name] = NAMES[who] ?? (['mirror', `https://${who}.test`] as const);
  const hash = (letter: string) => (letter === '-' || letter === '' ? null : `h1:${letter}`);
  return { ...sourceRow(source, name), zip: hash(zip), mod: hash(mod), code: code as Source['code'] };
}

const NAMES: Readonly<Record<string, readonly [Source['source'], string]>> = {
  d: ['direct', 'direct'],
  db: ['sumdb', 'sum.test'],
  sum: ['go.sum', 'go.sum'],
  work: ['go.sum', 'go.work.sum'],
  c: ['cache', 'cache'],
  v: ['vendor', 'vendor'],
};

/** Sources; culprit or `agree`; odd; basis. */
const TABLE: readonly (readonly [string, string, string, string])[] = [
  // All agree.
  ['m1:A m2:A db:A', 'agree', '', 'database'],
  ['m1:A/a m2:A/a d:A/a db:A/a sum:A/a c:A/a', 'agree', '', 'database'],
  ['m1:A m2:A', 'agree', '', 'majority'],
  ['m1:A sum:A', 'agree', '', 'majority'],
  ['m1:A d:A', 'agree', '', 'majority'],
  ['m1:A db:A v:-', 'agree', '', 'database'],
  ['sum:A c:A', 'agree', '', 'none'],
  ['m1:-!stall m2:A db:A', 'agree', '', 'database'],
  ['m1:-/a m2:-/a', 'agree', '', 'majority'],
  // A mirror against the database.
  ['m1:B m2:A db:A', 'mirror', 'https://m1.test', 'database'],
  ['m1:B m2:B db:A', 'mirror', 'https://m1.test https://m2.test', 'database'],
  ['m1:B db:A', 'mirror', 'https://m1.test', 'database'],
  [
    'm1:B m2:B m3:B sum:B c:B db:A',
    'mirror',
    'https://m1.test https://m2.test https://m3.test go.sum cache',
    'database',
  ],
  ['m1:A m2:B db:A sum:B', 'mirror', 'https://m2.test go.sum', 'database'],
  ['m1:A m2:B db:A c:B', 'mirror', 'https://m2.test cache', 'database'],
  ['m1:A/b m2:A/a db:A/a', 'mirror', 'https://m1.test', 'database'],
  ['m1:-/b db:A/a', 'mirror', 'https://m1.test', 'database'],
  ['m1:B m2:A d:C db:A', 'mirror', 'https://m1.test direct', 'database'],
  // A mirror against the majority.
  ['m1:B m2:A m3:A', 'mirror', 'https://m1.test', 'majority'],
  ['m1:B m2:A sum:A', 'mirror', 'https://m1.test', 'majority'],
  ['m1:B m2:A d:A', 'mirror', 'https://m1.test', 'majority'],
  ['m1:A/b m2:A/a m3:A/a', 'mirror', 'https://m1.test', 'majority'],
  ['m1:B m2:A m3:A db:-!sumdb-unreachable', 'mirror', 'https://m1.test', 'majority'],
  // The tag was moved.
  ['m1:A m2:A d:B db:A', 'tag-moved', 'direct', 'database'],
  ['m1:A d:B db:A', 'tag-moved', 'direct', 'database'],
  ['d:B db:A', 'tag-moved', 'direct', 'database'],
  ['m1:A m2:A d:B', 'tag-moved', 'direct', 'majority'],
  ['m1:A d:B sum:A', 'tag-moved', 'direct', 'majority'],
  ['m1:A m2:B d:B db:A', 'tag-moved', 'https://m2.test direct', 'database'],
  ['m1:A d:B db:A sum:B', 'tag-moved', 'direct go.sum', 'database'],
  ['m1:A/a d:A/b db:A/a', 'tag-moved', 'direct', 'database'],
  // go.sum.
  ['m1:A db:A sum:B', 'go.sum', 'go.sum', 'database'],
  ['db:A sum:B', 'go.sum', 'go.sum', 'database'],
  ['m1:A m2:A sum:B', 'go.sum', 'go.sum', 'majority'],
  ['m1:A/a db:A/a sum:A/b', 'go.sum', 'go.sum', 'database'],
  ['m1:A db:A sum:A sum:B', 'go.sum', 'go.sum', 'database'],
  ['m1:A db:A sum:A work:B', 'go.sum', 'go.work.sum', 'database'],
  ['m1:A db:A sum:B c:B', 'go.sum', 'go.sum cache', 'database'],
  // The cache.
  ['m1:A db:A c:B', 'cache', 'cache', 'database'],
  ['m1:A db:A sum:A c:B', 'cache', 'cache', 'database'],
  ['m1:A db:A sum:A c:B!cache-damaged', 'cache', 'cache', 'database'],
  ['m1:A db:A c:A!cache-damaged', 'cache', 'cache', 'database'],
  ['c:-!cache-damaged db:A', 'cache', 'cache', 'database'],
  ['c:B!cache-damaged', 'cache', 'cache', 'none'],
  ['m1:A m2:A c:B', 'cache', 'cache', 'majority'],
  ['m1:A sum:A c:B!cache-damaged', 'cache', 'cache', 'majority'],
  ['m1:A/a db:A/a c:A/b', 'cache', 'cache', 'database'],
  // Nobody can tell.
  ['', 'unknown', '', 'none'],
  ['m1:-!stall m2:-!dns db:-!sumdb-unreachable', 'unknown', '', 'none'],
  ['m1:A', 'unknown', '', 'none'],
  ['sum:A', 'unknown', '', 'none'],
  ['db:A', 'unknown', '', 'database'],
  ['m1:A m2:B', 'unknown', '', 'none'],
  ['m1:A m2:A m3:B m4:B', 'unknown', '', 'none'],
  ['m1:A sum:B', 'unknown', '', 'none'],
  ['m1:A sum:B c:B', 'unknown', '', 'none'],
  ['m1:A d:B', 'unknown', '', 'none'],
  ['m1:A m2:A db:-!sumdb-forked', 'unknown', '', 'majority'],
  ['m1:A m2:A db:-!checksum-mismatch', 'unknown', '', 'majority'],
  ['m1:A m2:A db:A!checksum-mismatch', 'unknown', '', 'database'],
];

describe('integrity: the verdict of a triage', () => {
  for (const [sources, culprit, odd, basis] of TABLE) {
    it(`${sources || 'nobody'} → ${culprit}`, () => {
      const verdict = judge(sources.split(' ').filter(Boolean).map(row));
      assert.equal(verdict.agree ? 'agree' : verdict.culprit, culprit);
      assert.equal(verdict.odd.join(' '), odd);
      assert.equal(verdict.truth.basis, basis);
      if (verdict.agree) assert.equal(verdict.culprit, null);
    });
  }

  it('one voice alone is no comparison, two that differ are one', () => {
    const compared = (text: string) => judge(text.split(' ').map(row)).compared;
    assert.deepEqual(['m1:A', 'db:A', 'm1:-!dns sum:A', 'm1:A m2:B', 'm1:A sum:A'].map(compared), [
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('whatever the order, the verdict is the same', () => {
    for (const [sources, , odd] of TABLE) {
      const verdict = judge(sources.split(' ').filter(Boolean).map(row).reverse());
      assert.deepEqual([...verdict.odd].sort(), odd.split(' ').filter(Boolean).sort(), sources);
    }
  });
});
