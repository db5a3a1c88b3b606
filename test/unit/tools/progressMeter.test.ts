/** The progress of a call only grows, in whatever order its checks tell of themselves. */
import assert from 'node:assert/strict';
import type { Progress } from '../../../src/doctor/check.ts';
import { PROGRESS_TOTAL, progressMeter } from '../../../src/tools/progressMeter.ts';

describe('the progress of a call', () => {
  it('grows, and stays below its total', () => {
    const meter = progressMeter();
    const steps: readonly Progress[] = [
      { check: 'go' },
      { check: 'list' },
      { check: 'entries' },
      { check: 'entries', answered: 0, of: 2 },
      { check: 'entries', answered: 1, of: 2 },
      { check: 'network' },
      { check: 'entries', answered: 2, of: 2 },
      { check: 'database' },
    ];
    const told = steps.map(meter);
    assert.deepEqual(
      told.map((progress) => progress !== null),
      [false, true, true, false, true, true, false, true],
    );
    const numbers = told.filter((progress) => progress !== null);
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
    );
    assert.ok(numbers.every((progress) => progress > 0 && progress < PROGRESS_TOTAL));
  });
});
