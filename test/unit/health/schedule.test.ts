/** When the list is looked at next, and how long an entry that asks for it is left alone. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Hysteresis, ListState } from '../../../src/health/listState.ts';
import { afterAnswers, keepOff, type Refusal } from '../../../src/health/refusal.ts';
import { type Look, nextLook } from '../../../src/health/schedule.ts';

const PACE = { calm: 300_000, trouble: 30_000 };
const shows = (shown: ListState): Hysteresis => ({ shown, suspected: null });
const settled = { repetition: null, isSettled: true, keepOff: 0 };
const next = (look: Partial<Look>, random = 0.5, pace = PACE) =>
  nextLook({ hysteresis: shows('healthy'), ...settled, ...look }, pace, random);

describe('the next look', () => {
  it('comes after the interval while something is wrong, and after five minutes while all is well', () => {
    for (const state of ['failing', 'degraded', 'unknown', 'checking'] as const) {
      assert.equal(next({ hysteresis: shows(state) }), 30_000, state);
    }
    for (const state of ['healthy', 'off'] as const) assert.equal(next({ hysteresis: shows(state) }), 300_000, state);
    assert.equal(next({ isSettled: false }), 30_000, 'something is to be expected of an entry');
  });

  it('comes soon after a suspicion, and later each time that a doubtful look is repeated', () => {
    assert.equal(next({ hysteresis: { shown: 'healthy', suspected: 'failing' } }), 3_000);
    assert.deepEqual(
      [0, 1, 2, 3, 9].map((repetition) => next({ repetition })),
      [3_000, 6_000, 12_000, 24_000, 30_000],
    );
    assert.equal(next({ repetition: 0 }, 0.5, { calm: 1_000, trouble: 1_000 }), 1_000, 'never later than usual');
  });

  it('is spread by a tenth to either side', () => {
    const at = (random: number) => next({ hysteresis: shows('failing') }, random);
    assert.equal(at(0), 27_000);
    assert.ok(at(0.999) > 32_000 && at(0.999) < 33_000);
  });

  it('never comes before the time that an entry asked for', () => {
    assert.equal(next({ hysteresis: shows('failing'), keepOff: 120_000 }, 0), 120_000);
    fc.assert(
      fc.property(
        fc.nat(100_000_000),
        fc.option(fc.nat(20)),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (keepOff, repetition, random) => {
          const ms = next({ keepOff, repetition }, random);
          assert.ok(ms >= keepOff && Number.isFinite(ms));
        },
      ),
    );
  });
});

describe('an entry that answers 429', () => {
  /** Returns the ms to keep off after each of the answers. */
  const kept = (answers: readonly (number | null)[]) => {
    let refusal: Refusal | null = null;
    return answers.map((retryAfter) => {
      refusal = afterAnswers(refusal, retryAfter, 1_000);
      return keepOff(refusal, 1_000);
    });
  };

  it('is left alone for as long as it asks, twice as long each time where it names no time', () => {
    assert.deepEqual(kept([120, null]), [120_000, 0]);
    assert.deepEqual(kept([0, 0, 0, null, 0]), [60_000, 120_000, 240_000, 0, 60_000]);
    assert.deepEqual(kept(Array(40).fill(0)).at(-1), 3_600_000);
  });

  it('does not keep us off for ever: neither by its word nor by a clock that is set back', () => {
    assert.deepEqual(kept([1_000_000_000]), [24 * 3_600_000]);
    const refusal = afterAnswers(null, 120, Date.UTC(2036, 0, 1));
    assert.equal(keepOff(refusal, Date.UTC(2026, 0, 1)), 0);
  });
});
