/** What the menu offers about who is asked first. */
import assert from 'node:assert/strict';
import { urlsOf } from '../../../src/doctor/watch/sight.ts';
import { movesOf } from '../../../src/editor/failover/moves.ts';
import { listOf } from '../doctor/question.ts';

const candidates = urlsOf(listOf('https://a.test,https://b.test,https://c.test'));

/** `back 0, first 2, hold`. */
function moves(front: number | null, isAutomatic: boolean, isHeld = false, of = candidates): string {
  const question = { candidates: of, front: front === null ? null : (candidates[front] ?? null), isAutomatic, isHeld };
  return movesOf(question)
    .map((move) => ('entry' in move ? `${move.kind} ${move.entry.index}` : move.kind))
    .join(', ');
}

describe('what may be done about who is asked first', () => {
  it('another one first, back to the user’s own, and hold or release where something is done by itself', () => {
    assert.equal(moves(0, false), 'first 1, first 2');
    assert.equal(moves(0, true), 'first 1, first 2, hold');
    assert.equal(moves(1, true), 'back 0, first 2, hold');
    assert.equal(moves(1, true, true), 'back 0, first 2, release');
    assert.equal(moves(null, true), 'back 0, first 1, first 2, hold');
  });

  it('nothing where nobody may stand in for the first', () => {
    assert.equal(moves(0, true, false, candidates.slice(0, 1)), '');
    assert.equal(moves(0, true, false, []), '');
  });
});
