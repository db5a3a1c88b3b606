/** A list that is sorted anew under a cursor. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { settledOrder } from '../../../src/editor/surfaces/switch/settledOrder.ts';

describe('settledOrder', () => {
  it('is that of the ranks where no row is active, or the active one is not among them', () => {
    assert.deepEqual(settledOrder(['b', 'a', 'c'], ['a', 'b', 'c'], null), ['b', 'a', 'c']);
    assert.deepEqual(settledOrder(['b', 'a'], ['a', 'b'], 'x'), ['b', 'a']);
    assert.deepEqual(settledOrder(['b', 'a'], ['a', 'b', 'gone'], 'gone'), ['b', 'a']);
    assert.deepEqual(settledOrder(['b', 'a'], [], 'a'), ['b', 'a']);
  });

  it('keeps the active row in its line, and the others in the order of their ranks', () => {
    assert.deepEqual(settledOrder(['d', 'c', 'b', 'a'], ['a', 'b', 'c', 'd'], 'b'), ['d', 'b', 'c', 'a']);
    const rows = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), (shown, which, turn) => {
        const active = shown[which % shown.length] ?? '';
        const ranked = [...shown.slice(turn % shown.length), ...shown.slice(0, turn % shown.length)].reverse();
        const order = settledOrder(ranked, shown, active);
        assert.equal(order.indexOf(active), shown.indexOf(active));
        assert.deepEqual(
          order.filter((one) => one !== active),
          ranked.filter((one) => one !== active),
        );
      }),
    );
  });
});
