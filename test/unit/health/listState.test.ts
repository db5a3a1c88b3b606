/** The hysteresis of what is shown. */
import assert from 'node:assert/strict';
import { afterLook, type ListState, type SeenState, UNSEEN } from '../../../src/health/listState.ts';

/** Returns what is shown after each look. */
function shown(looks: readonly SeenState[]): ListState[] {
  let state = UNSEEN;
  return looks.map((seen) => {
    state = afterLook(state, seen);
    return state.shown;
  });
}

describe('the state that is shown', () => {
  const rows: readonly (readonly [readonly SeenState[], readonly ListState[], string])[] = [
    [['failing'], ['failing'], 'the first look counts at once'],
    [['healthy', 'failing', 'healthy'], ['healthy', 'healthy', 'healthy'], 'one lost probe does not flicker'],
    [['healthy', 'failing', 'failing'], ['healthy', 'healthy', 'failing'], 'two do'],
    [['healthy', 'failing', 'degraded'], ['healthy', 'healthy', 'degraded'], 'the second look tells how bad it is'],
    [['healthy', 'failing', 'healthy', 'failing', 'healthy'], Array(5).fill('healthy'), 'nor every second one'],
    [['failing', 'healthy'], ['failing', 'healthy'], 'good news is shown at once'],
    [['degraded', 'failing', 'failing'], ['degraded', 'degraded', 'failing'], 'from bad to worse likewise'],
    [['failing', 'degraded'], ['failing', 'degraded'], 'from worse to bad at once'],
    [['healthy', 'off'], ['healthy', 'off'], 'off is a choice, not an illness'],
    [
      ['healthy', 'unknown', 'failing'],
      ['healthy', 'unknown', 'failing'],
      'offline is shown at once, and what follows too',
    ],
  ];
  for (const [looks, expected, why] of rows) {
    it(why, () => assert.deepEqual(shown(looks), expected));
  }
});
