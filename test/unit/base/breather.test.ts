/** Long work that lets others run meanwhile, and ends when it is told to. */
import assert from 'node:assert/strict';
import { Breather } from '../../../src/base/breather.ts';

/** Works for so many ms without a pause. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('base: breather', () => {
  it('is due after a while, not before, and not again at once', async () => {
    const breather = new Breather(new AbortController().signal);
    assert.equal(breather.isDue, false);
    work(12);
    assert.equal(breather.isDue, true);
    let others = 0;
    setImmediate(() => others++);
    await breather.breathe();
    assert.equal(others, 1);
    assert.equal(breather.isDue, false);
  });

  it('hears an abort, before it and during it', async () => {
    await assert.rejects(new Breather(AbortSignal.abort(new Error('enough'))).breathe(), /enough/);
    const stop = new AbortController();
    const breath = new Breather(stop.signal).breathe();
    stop.abort(new Error('later'));
    await assert.rejects(breath, /later/);
  });
});
