/** Disposables, the emitter and the clock: each lets go once, and of everything. */
import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { toDisposable } from '../../../src/base/disposable.ts';
import { Emitter } from '../../../src/base/event.ts';
import { ManualClock } from '../../support/manualClock.ts';

describe('toDisposable', () => {
  it('lets go once', () => {
    let released = 0;
    const one = toDisposable(() => released++);
    one.dispose();
    one.dispose();
    assert.equal(released, 1);
  });
});

describe('Emitter', () => {
  it('fires to who listens now', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const listener = (value: number) => heard.push(`a${value}`);
    const once = emitter.event((value) => {
      heard.push(`b${value}`);
      once.dispose();
    });
    const one = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    one.dispose();
    one.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, ['b1', 'a1', 'a1', 'a2']);
  });
});

describe('clocks', () => {
  it('the system clock calls back, or not when disposed', async () => {
    const begin = systemClock.monotonic();
    await new Promise<void>((resolve, reject) => {
      systemClock.after(1, () => reject(new Error('it was disposed'))).dispose();
      systemClock.after(2, resolve);
      // A timer of ours keeps no process alive: the test must.
      const alive = setTimeout(() => undefined, 1000);
      systemClock.after(2, () => clearTimeout(alive));
    });
    assert.ok(systemClock.monotonic() > begin);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1000);
  });

  it('the manual clock calls back in order', async () => {
    const clock = new ManualClock();
    const calls: string[] = [];
    clock.after(20, () => calls.push(`late ${clock.monotonic()}`));
    clock.after(10, () => clock.after(5, () => calls.push(`nested ${clock.monotonic()}`)));
    clock.after(10, () => calls.push('never')).dispose();
    await clock.advance(100);
    assert.deepEqual([calls, clock.monotonic(), clock.next], [['nested 15', 'late 20'], 100, null]);
  });
});
