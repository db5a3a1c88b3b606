/** When the list is looked at next. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Hysteresis, ListState } from '../../../src/health/listState.ts';
import { nextLook } from '../../../src/health/schedule.ts';

const INTERVAL = 30_000;
const shows = (shown: ListState): Hysteresis => ({ shown, suspected: null });
const calm = { retryAfter: null, refusals: 0 };

describe('the next look', () => {
  it('comes after the interval while something is wrong, and after five minutes while all is well', () => {
    for (const state of ['failing', 'degraded', 'unknown', 'checking'] as const) {
      assert.equal(nextLook({ hysteresis: shows(state), ...calm }, INTERVAL, 0.5), INTERVAL, state);
    }
    for (const state of ['healthy', 'off'] as const) {
      assert.equal(nextLook({ hysteresis: shows(state), ...calm }, INTERVAL, 0.5), 300_000, state);
    }
  });

  it('comes soon after a suspicion', () => {
    assert.equal(nextLook({ hysteresis: { shown: 'healthy', suspected: 'failing' }, ...calm }, INTERVAL, 0.5), 3_000);
  });

  it('is spread by a tenth to either side', () => {
    const at = (random: number) => nextLook({ hysteresis: shows('failing'), ...calm }, INTERVAL, random);
    assert.equal(at(0), 27_000);
    assert.ok(at(0.999) > 32_000 && at(0.999) < 33_000);
  });

  it('never comes before the time that an entry asked for, and doubles where it named none', () => {
    const refused = (retryAfter: number, refusals: number) =>
      nextLook({ hysteresis: shows('failing'), retryAfter, refusals }, INTERVAL, 0);
    assert.equal(refused(120, 1), 120_000);
    assert.deepEqual([refused(0, 1), refused(0, 2), refused(0, 3)], [60_000, 120_000, 240_000]);
    assert.equal(refused(0, 40), 3_600_000);
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.nat(60),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (after, refusals, random) => {
          const ms = nextLook({ hysteresis: shows('failing'), retryAfter: after, refusals }, INTERVAL, random);
          assert.ok(ms >= after * 1000 && Number.isFinite(ms));
        },
      ),
    );
  });
});
