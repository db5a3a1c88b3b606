/** What was found out a moment ago. */
import assert from 'node:assert/strict';
import { Recently } from '../../../src/base/recently.ts';
import { ManualClock } from '../../support/manualClock.ts';

const never = new AbortController().signal;

describe('base: what was found out recently', () => {
  it('is found out once within the span, and anew after it', async () => {
    const clock = new ManualClock();
    const recently = new Recently<number>(clock, 1_000);
    let count = 0;
    const find = () => recently.get('a', never, async () => ++count);
    assert.deepEqual(await Promise.all([find(), find()]), [1, 1]);
    await clock.advance(999);
    assert.equal(await find(), 1);
    await clock.advance(1);
    assert.equal(await find(), 2);
    assert.equal(await recently.get('b', never, async () => 7), 7);
  });

  it('is not kept where it failed', async () => {
    const recently = new Recently<number>(new ManualClock(), 1_000);
    await assert.rejects(
      recently.get('a', never, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await recently.get('a', never, async () => 3), 3);
  });
});
