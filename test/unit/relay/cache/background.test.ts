/** Work in the background: when go is quiet, or when there is no room to wait. */
import assert from 'node:assert/strict';
import { Background } from '../../../../src/relay/cache/background.ts';
import { ManualClock } from '../../../support/manualClock.ts';

describe('relay: work that nobody waits for', () => {
  function start() {
    const clock = new ManualClock();
    const background = new Background(clock, 100);
    const ends: (() => void)[] = [];
    const add = (bytes: number) => background.add(bytes, () => new Promise<void>((resolve) => ends.push(resolve)));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return { clock, background, ends, add, turn };
  }

  it('begins half a second after the last request', async () => {
    const { clock, background, ends, add } = start();
    background.busy();
    assert.ok(add(10));
    await clock.advance(400);
    background.busy();
    await clock.advance(400);
    assert.equal(ends.length, 0);
    await clock.advance(100);
    assert.equal(ends.length, 1);
    assert.equal(clock.timers, 0);
  });

  it('begins at once where half of the room is taken, and takes nothing where there is none', async () => {
    const { background, ends, add, turn } = start();
    background.busy();
    assert.ok(add(40));
    assert.equal(ends.length, 0);
    assert.ok(add(20));
    assert.equal(ends.length, 2);
    assert.ok(!add(41));
    ends[0]?.();
    await turn();
    assert.ok(add(41));
  });

  it('does four at a time, and one that fails stops nobody', async () => {
    const { background, ends, add, turn } = start();
    background.add(1, () => Promise.reject(new Error('no disk')));
    for (let at = 0; at < 6; at++) add(1);
    await turn();
    assert.equal(ends.length, 4);
    ends[0]?.();
    await turn();
    assert.equal(ends.length, 5);
  });
});
