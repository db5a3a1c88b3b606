/** How long this thread stood still. */
import assert from 'node:assert/strict';
import { watchLag } from '../../../src/net/lag.ts';

describe('the lag of this thread', () => {
  it('counts also where an answer is read before any timer has had its turn', () => {
    const lag = watchLag();
    try {
      const until = performance.now() + 120;
      while (performance.now() < until);
      assert.ok(lag.ms >= 90, `${lag.ms} ms`);
    } finally {
      lag.stop();
    }
  });

  it('is never less than nothing', () => {
    const lag = watchLag();
    lag.stop();
    assert.ok(lag.ms >= 0);
  });
});
