/** The order of mirrors: no figure puts one that is wrong before one that is right. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ComparedMirror } from '../../../../src/doctor/compare/comparison.ts';
import { rankMirrors } from '../../../../src/doctor/compare/rankMirrors.ts';
import { evidenceOf } from '../../failures/evidence.ts';

type Ranked = Parameters<typeof rankMirrors>[0][number];

function mirror(grade: Ranked['grade'], latency: number | null, rate: number | null, done = true): Ranked {
  return {
    ...{ grade, done },
    evidence: latency === null ? [] : [evidenceOf('info')],
    latency: latency === null ? null : { fresh: latency * 3, reused: latency, samples: 5 },
    throughput: rate === null ? null : { bytes: rate * 100, ms: 100, complete: true },
  };
}

const FIGURE = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
const MIRROR = fc
  .tuple(fc.constantFrom('right', 'lacking', 'wrong'), FIGURE, FIGURE, fc.boolean())
  .map(([grade, latency, rate, done]) => mirror(grade as ComparedMirror['grade'], latency, rate, done));
const ORDER = ['right', 'lacking', 'wrong'];

describe('rankMirrors', () => {
  it('names each mirror once, and none that is right behind one that is not', () => {
    fc.assert(
      fc.property(fc.array(MIRROR, { maxLength: 20 }), (mirrors) => {
        const ranking = rankMirrors(mirrors);
        assert.deepEqual(
          [...ranking].sort((a, b) => a - b),
          [...mirrors.keys()],
        );
        const grades = ranking.map((number) => ORDER.indexOf(mirrors[number]?.grade ?? ''));
        assert.deepEqual(grades, [...grades].sort());
      }),
    );
  });

  it('is the same order whatever the order of the mirrors', () => {
    fc.assert(
      fc.property(fc.uniqueArray(MIRROR, { maxLength: 12, selector: (one) => JSON.stringify(one) }), (mirrors) => {
        const forth = rankMirrors(mirrors).map((number) => mirrors[number]);
        const turned = [...mirrors].reverse();
        const back = rankMirrors(turned).map((number) => turned[number]);
        // What does not count may come in any order.
        const figures = (one: Ranked | undefined) => [one?.grade, one?.latency?.reused, one?.throughput?.bytes ?? 0];
        assert.deepEqual(forth.map(figures), back.map(figures));
      }),
      { numRuns: 1_000 },
    );
  });

  const order = (...mirrors: Ranked[]) => rankMirrors(mirrors);

  it('the fastest error page is last', () => {
    assert.deepEqual(order(mirror('wrong', 0.1, 1e6), mirror('lacking', 50, 10), mirror('right', 900, 1)), [2, 1, 0]);
  });

  it('then who answers sooner, then who sends faster', () => {
    assert.deepEqual(order(mirror('right', 200, 9_000), mirror('right', 40, 10)), [1, 0]);
    assert.deepEqual(order(mirror('right', 40, 100), mirror('right', 41, 900)), [1, 0], 'no difference in latency');
    assert.deepEqual(order(mirror('right', 2, 100), mirror('right', 7, 900)), [1, 0], 'nobody notices 5 ms');
  });

  it('equal ones stay as they are', () => {
    assert.deepEqual(order(mirror('right', 40, 100), mirror('right', 40, 100), mirror('right', 40, 100)), [0, 1, 2]);
    assert.deepEqual(order(), []);
  });

  it('what is not proved yet is between what is, and what has failed', () => {
    const pending = mirror('right', 5, null, false);
    const unseen = mirror('right', null, null, false);
    assert.deepEqual(order(unseen, mirror('lacking', 1, 1), pending, mirror('right', 500, 1)), [3, 2, 0, 1]);
  });

  it('an archive that was not read whole proves nothing', () => {
    const large = { ...mirror('right', 5, 900), throughput: { bytes: 32 << 20, ms: 100, complete: false } };
    assert.deepEqual(order(large, mirror('right', 500, 1)), [1, 0]);
  });

  it('of those that lack something, who sent an archive is first', () => {
    assert.deepEqual(order(mirror('lacking', 1, null), mirror('lacking', 90, 10)), [1, 0]);
  });
});
