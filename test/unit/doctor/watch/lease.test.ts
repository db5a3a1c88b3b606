/** Whose turn it is to look: as long as the one that said so runs, keeps its word, and looks often enough. */
import assert from 'node:assert/strict';
import { isHeld } from '../../../../src/doctor/watch/lease.ts';

describe('a lease', () => {
  const NOW = 1_000_000;
  const PATIENCE = 30_000;
  const rows: readonly (readonly [due: number, isRunning: boolean | null, held: boolean, why: string])[] = [
    [NOW + 20_000, true, true, 'its owner will look in time'],
    [NOW - 10_000, true, true, 'it is looking at this moment'],
    [NOW - 16_000, true, false, 'it has not kept its word'],
    [NOW + 20_000, false, false, 'it has ended'],
    [NOW + 20_000, null, true, 'of another machine: it is taken at its word'],
    [NOW - 16_000, null, false, 'of another machine, which has not kept it'],
    [NOW + 300_000, true, false, 'it looks too seldom for us'],
    [NOW + 3_600_000, true, false, 'the clock was set back'],
  ];
  for (const [due, isRunning, held, why] of rows) {
    it(`${held ? 'counts' : 'is void'}: ${why}`, () => {
      assert.equal(isHeld({ owner: 'x', due }, isRunning, NOW, PATIENCE), held);
    });
  }
});
