/** Where hashes disagree: who is wrong is found out first, and then only what is wrong is mended. */
import assert from 'node:assert/strict';
import type { FailureCode } from '../../../src/failures/code.ts';
import type { RemedyFailure, TriageFacts } from '../../../src/remedies/remedyContext.ts';
import { all, contextOf, first, idsOf, PUBLIC_AND_DIRECT } from './proposal.ts';

const SUBJECT = { module: 'example.com/m', version: 'v1.2.0' };
const TWO = 'https://a.example,https://b.example';
const PROOF = { database: 'sum.golang.org', record: 7, size: 9, hash: 'x' };
type Kind = TriageFacts['odd'] extends ReadonlySet<infer K> ? K : never;
const odd = (...kinds: readonly Kind[]): TriageFacts['odd'] => new Set(kinds);
const NOTHING: TriageFacts = {
  odd: new Set(),
  expected: { zip: 'h1:Z', mod: 'h1:M' },
  proof: PROOF,
  sent: [],
  sums: [],
  source: null,
};

describe('proposeRemedies where hashes disagree', () => {
  it('asks who is wrong before anything else', () => {
    for (const code of ['checksum-mismatch', 'cache-damaged'] as const) {
      const remedy = first(code, null, contextOf(TWO), SUBJECT);
      assert.deepEqual(
        [remedy.id, remedy.action, remedy.command],
        ['compare-checksums', { kind: 'triage', ...SUBJECT }, 'goproxy-doctor checksum example.com/m@v1.2.0'],
      );
    }
  });

  it('asks nobody where it is not known what for', () => {
    for (const more of [
      {},
      { module: 'example.com/m' },
      { ...SUBJECT, version: 'latest' },
      { ...SUBJECT, module: '-x' },
    ]) {
      assert.ok(!idsOf(all('checksum-mismatch', null, contextOf(TWO), more)).includes('compare-checksums'));
    }
  });

  function after(
    facts: Partial<TriageFacts>,
    better: number | null,
    entry: number | null,
    list = TWO,
    code: FailureCode = 'checksum-mismatch',
  ) {
    const more: Partial<RemedyFailure> = { ...SUBJECT, triage: { ...NOTHING, ...facts } };
    return all(code, entry, contextOf(list, { better }), more).filter(({ id }) => id !== 'open-docs');
  }

  it('a wrong mirror is passed by, and its operator told; nobody else is let in', () => {
    const sent = [{ name: 'https://a.example', zip: 'h1:B', mod: 'h1:M' }];
    const facts = { odd: odd('mirror'), sent, source: 'https://b.example' } as const;
    const [use, report, ...none] = after(facts, 1, 0);
    assert.deepEqual([use?.id, use?.entry, use?.command, none], ['use-goproxy', 1, 'goproxy-doctor use --first 1', []]);
    assert.deepEqual(report?.action, {
      kind: 'report',
      report: { to: 'mirror', ...SUBJECT, expected: NOTHING.expected, proof: PROOF, sent },
    });
    assert.deepEqual(idsOf(after(facts, null, 0, PUBLIC_AND_DIRECT)), ['report-mirror']);
    // The wrong one stands behind the right one: go does not get there.
    assert.deepEqual(idsOf(after(facts, 0, 1)), ['report-mirror']);
  });

  it('what is wrong on this machine is mended there, with one line to type', () => {
    const facts = { odd: odd('go.sum', 'cache'), sums: ['/w/go.sum'], source: 'https://a.example' } as const;
    const [clean, mend, ...none] = after(facts, 0, null, TWO, 'cache-damaged');
    assert.deepEqual(none, []);
    assert.deepEqual(clean?.action, { kind: 'clean', ...SUBJECT });
    assert.deepEqual(mend?.action, {
      kind: 'mend-sums',
      mend: { files: ['/w/go.sum'], ...SUBJECT, zip: 'h1:Z', mod: 'h1:M', goproxy: 'https://a.example' },
    });
    for (const remedy of [clean, mend]) {
      assert.equal(remedy?.command, 'goproxy-doctor checksum example.com/m@v1.2.0 --mend');
    }
  });

  it('go.sum is left alone where nothing proves what belongs there', () => {
    const facts = { odd: odd('go.sum'), sums: ['/w/go.sum'] } as const;
    for (const more of [{ proof: null }, { expected: null }, { expected: { zip: 'h1:Z', mod: null } }, { sums: [] }]) {
      assert.deepEqual(idsOf(after({ ...facts, ...more }, null, null)), []);
    }
  });

  it('a moved tag: the author is asked, and a public mirror has what was published, where the database knows it', () => {
    const sent = [{ name: 'direct', zip: 'h1:T', mod: 'h1:M' }];
    const facts = { odd: odd('direct'), sent } as const;
    const [use, ask] = after(facts, null, 0, 'direct');
    assert.deepEqual([use?.id, use?.cost, ask?.id], ['use-goproxy', 'asks-public-mirror', 'ask-author']);
    assert.deepEqual(idsOf(after({ ...facts, proof: null }, null, 0, 'direct')), ['ask-author']);
    // A private entry stands before it: no public one is let in.
    assert.deepEqual(idsOf(after(facts, null, 1, 'https://corp.example,direct')), ['ask-author']);
  });

  it('where nothing is held for right, the author is asked which it is', () => {
    const sent = [{ name: 'https://a.example', zip: 'h1:A', mod: 'h1:M' }];
    const [ask, ...none] = after({ expected: null, proof: null, sent }, null, null);
    assert.deepEqual([ask?.id, ask?.action.kind, none], ['ask-author', 'report', []]);
  });
});
