/** The order that the user has chosen for the relay, and when it counts no more. */
import assert from 'node:assert/strict';
import { orderedList } from '../../../src/editor/relay/chosenOrder.ts';
import { listOf } from '../doctor/question.ts';

const [A, B, CORP] = ['https://a.test', 'https://b.test', 'https://corp.test'];
const choice = { at: 1, isHeld: false };

/** What the relay is to ask, where `front` was chosen from `from`. */
function asked(own: string, front: number, publics: readonly string[], from = own): string {
  const chosen = { own: from, front, choice };
  const order = orderedList(listOf(own), chosen, ({ url }) => publics.includes(url));
  return `${order.list}${order.choice === null ? '' : ' chosen'}`;
}

describe('the order that is chosen for the relay', () => {
  it('puts the entry first', () => {
    assert.equal(asked(`${A},${B},direct`, 1, [A, B]), `${B},${A},direct chosen`);
    assert.equal(asked(`${A},${B},direct`, 0, [A, B]), `${A},${B},direct chosen`);
    const own = listOf(`${A},${B}`);
    assert.deepEqual(
      orderedList(own, undefined, () => true),
      { list: own.text, choice: null },
    );
  });

  it('counts no more where the list is another', () => {
    assert.equal(asked(`${A},${B}`, 1, [A, B], `${B},${A}`), `${A},${B}`);
  });

  it('moves nobody across a private entry, nor one that has become private', () => {
    assert.equal(asked(`${A},${B}`, 1, [A]), `${A},${B}`);
    assert.equal(asked(`${CORP},${A}`, 1, [A]), `${CORP},${A}`);
    assert.equal(asked(`${A},${CORP},${B}`, 2, [A, B]), `${A},${CORP},${B}`);
  });
});
