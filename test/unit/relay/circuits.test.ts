/** The circuits of entries, with clocks that jump and machines that sleep. */
import assert from 'node:assert/strict';
import { parseList, type UrlEntry } from '../../../src/goproxy/list/list.ts';
import { CIRCUIT_LIMITS } from '../../../src/health/circuit.ts';
import type { Attempted } from '../../../src/relay/attempt.ts';
import { Circuits } from '../../../src/relay/circuits.ts';
import { ManualClock } from '../../support/manualClock.ts';

const parsed = parseList('https://pub1');
assert.ok(parsed.ok);
const [entry] = parsed.value.entries as [UrlEntry];

const GOOD: Attempted = { kind: 'served', contentType: null, length: 1, body: Buffer.from('x') };
const BAD: Attempted = {
  kind: 'failed',
  failure: { code: 'stall', detail: null, phase: null },
  ...{ status: null, words: '', ms: 2_500, retryAfter: null },
};
const YEAR = 365 * 24 * 3_600_000;

/** A clock whose wall time is what somebody sets it to. */
class JumpingClock extends ManualClock {
  offset = 0;

  override now(): number {
    return super.now() + this.offset;
  }
}

function start() {
  const clock = new JumpingClock();
  const circuits = new Circuits(clock, () => 0);
  const ask = (result: Attempted, ms = 1) => {
    circuits.asking(entry);
    circuits.record(entry, result, ms);
  };
  return { clock, circuits, ask, state: () => circuits.view()[0]?.state };
}

describe('relay: circuits', () => {
  it('the wall clock decides nothing, however it jumps', async () => {
    const { clock, circuits, ask, state } = start();
    ask(BAD, 2_500);
    for (const offset of [YEAR, -YEAR, 0, 10_001]) {
      clock.offset = offset;
      assert.equal(state(), 'open', `${offset}`);
      assert.notEqual(circuits.leftAlone(entry), null);
    }
    await clock.advance(10_001);
    for (const offset of [YEAR, -YEAR]) {
      clock.offset = offset;
      assert.equal(state(), 'half-open');
      assert.equal(circuits.leftAlone(entry), null);
    }
    ask(GOOD);
    clock.offset = YEAR;
    ask(GOOD);
    assert.equal(state(), 'half-open', 'no time has passed');
    clock.offset = -YEAR;
    await clock.advance(CIRCUIT_LIMITS.steady);
    ask(GOOD);
    assert.equal(state(), 'closed');
  });

  it('tells since when it is as it is, by the clock of that moment', async () => {
    const { clock, circuits, ask } = start();
    ask(BAD, 2_500);
    const opened = clock.now();
    await clock.advance(8_000);
    clock.offset = YEAR;
    const [view] = circuits.view();
    assert.deepEqual([view?.since, view?.failure?.code], [opened, 'stall']);
  });

  it('who is forgiven is as good as new, until it fails again', () => {
    const { circuits, ask, state } = start();
    circuits.forgive(entry);
    assert.equal(state(), undefined, 'it was never asked');
    ask(BAD, 2_500);
    circuits.overtaken(entry, 1_000);
    const told: string[] = [];
    circuits.onDidChange((view) => told.push(view.state));
    circuits.forgive(entry);
    assert.deepEqual([state(), circuits.leftAlone(entry), circuits.isDoubtful(entry)], ['closed', null, false]);
    ask(BAD, 2_500);
    assert.deepEqual(told, ['closed', 'open']);
  });

  it('after a sleep of hours a trial may be made, one at a time, and a while without a failure is enough', async () => {
    const { clock, circuits, ask, state } = start();
    for (let night = 0; night < 20; night++) {
      ask(BAD, 2_500);
      await clock.advance(8 * 3_600_000);
      assert.equal(circuits.leftAlone(entry), null, `night ${night}`);
    }
    circuits.asking(entry);
    assert.notEqual(circuits.leftAlone(entry), null);
    circuits.record(entry, GOOD, 1);
    await clock.advance(CIRCUIT_LIMITS.steady);
    ask(GOOD);
    assert.equal(state(), 'closed');
  });

  it('a request that was in flight for all of a night opens it as any other, and no longer', async () => {
    const { clock, circuits, ask } = start();
    ask(BAD, 8 * 3_600_000);
    await clock.advance(10_001);
    assert.equal(circuits.leftAlone(entry), null);
  });

  it('what is given up leaves no trace: it can be asked again', () => {
    const { circuits, ask } = start();
    circuits.overtaken(entry, 1_000);
    for (let at = 0; at < 3; at++) {
      circuits.asking(entry);
      assert.notEqual(circuits.leftAlone(entry), null, 'one at a time');
      circuits.givenUp(entry);
      assert.equal(circuits.leftAlone(entry), null);
    }
    ask(GOOD);
    assert.equal(circuits.isDoubtful(entry), false);
  });

  it('what is usual for it is waited for, once that is known', async () => {
    const { circuits } = start();
    for (let ms = 1; ms < 20; ms++) circuits.heard(entry, ms * 30);
    assert.equal(circuits.patience(entry, 1_000), 1_000, 'nineteen answers say nothing of the slowest of twenty');
    circuits.heard(entry, 5_000);
    assert.equal(circuits.patience(entry, 1_000), 570);
    for (let at = 0; at < 100; at++) circuits.heard(entry, 3);
    assert.equal(circuits.patience(entry, 1_000), 100, 'less than that nobody feels');
    for (let at = 0; at < 100; at++) circuits.heard(entry, 2_000);
    assert.equal(circuits.patience(entry, 1_000), 1_000, 'and no more than is patience');
  });

  it('who was overtaken early has its second to answer before it counts as late', async () => {
    const { clock, circuits } = start();
    circuits.asking(entry);
    circuits.overtaken(entry, 120);
    await clock.advance(879);
    assert.equal(circuits.isDoubtful(entry), false);
    await clock.advance(1);
    assert.equal(circuits.isDoubtful(entry), true);
    assert.equal(circuits.patience(entry, 1_000), 0);
  });

  it('who answers in that second was not late', async () => {
    const { clock, circuits } = start();
    circuits.overtaken(entry, 120);
    await clock.advance(300);
    circuits.heard(entry, 420);
    await clock.advance(10_000);
    assert.equal(circuits.isDoubtful(entry), false);
  });
});
