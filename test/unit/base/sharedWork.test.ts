/** Work shared by those who want it at once. */
import assert from 'node:assert/strict';
import { SharedWork } from '../../../src/base/sharedWork.ts';

const never = new AbortController().signal;

describe('base: shared work', () => {
  it('is done once for all who want it meanwhile, and again for who comes later', async () => {
    const shared = new SharedWork<number>();
    let count = 0;
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const work = async () => {
      await begun;
      return ++count;
    };
    const all = Promise.all([1, 2, 3].map(() => shared.join('a', never, work)));
    const other = shared.join('b', never, async () => 7);
    begin();
    assert.deepEqual([await all, await other], [[1, 1, 1], 7]);
    assert.equal(await shared.join('a', never, work), 2);
  });

  it('is done over by the next, where the one who does it gives up', async () => {
    const shared = new SharedWork<string>();
    const first = new AbortController();
    const givingUp = shared.join('a', first.signal, async () => {
      await new Promise((_, reject) => first.signal.addEventListener('abort', () => reject(first.signal.reason)));
      return 'never';
    });
    const others = Promise.all([1, 2].map((at) => shared.join('a', never, async () => `done by ${at}`)));
    first.abort(new Error('enough'));
    await assert.rejects(givingUp, /enough/);
    assert.deepEqual(await others, ['done by 1', 'done by 1']);
  });

  it('rejects for who gave up meanwhile', async () => {
    const shared = new SharedWork<string>();
    const both = new AbortController();
    const work = () =>
      new Promise<string>((_, reject) => both.signal.addEventListener('abort', () => reject(both.signal.reason)));
    const all = Promise.allSettled([1, 2].map(() => shared.join('a', both.signal, work)));
    both.abort(new Error('enough'));
    assert.deepEqual(
      (await all).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });
});
