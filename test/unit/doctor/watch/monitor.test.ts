/** The monitor's timing, with a clock turned by hand. */
import assert from 'node:assert/strict';
import { examination } from '../../../support/examinations.ts';
import { type Seen, WatchBench } from './watchBench.ts';

const HEALTHY = examination('healthy');
const FAILING = examination('failing');

class Bench extends WatchBench {
  constructor(seen: readonly Seen[] = [HEALTHY]) {
    super(seen);
  }
}

describe('the monitor', () => {
  it('looks once the editor has settled, then every five minutes while all is well', async () => {
    const bench = new Bench();
    bench.monitor.invalidate();
    assert.equal(bench.looks, 0);
    await bench.clock.advance(500);
    assert.deepEqual([bench.looks, bench.states], [1, ['healthy']]);
    await bench.clock.advance(299_000);
    assert.equal(bench.looks, 1);
    await bench.clock.advance(2_000);
    assert.equal(bench.looks, 2);
  });

  it('repeats a failure soon, and looks every 30 s while something is wrong', async () => {
    const bench = new Bench([FAILING]);
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.equal(bench.monitor.snapshot.state, 'failing', 'the first look counts at once');
    await bench.clock.advance(3_000 + 6_000);
    assert.equal(bench.looks, 3);
    await bench.clock.advance(3 * 30_000);
    assert.equal(bench.looks, 6);
    assert.equal(bench.monitor.snapshot.state, 'failing');
  });

  it('has one timer, and none while nobody looks', async () => {
    for (const seen of [HEALTHY, FAILING, examination('rate-limited'), examination('offline'), null]) {
      const bench = new Bench([seen]);
      bench.monitor.invalidate();
      for (let step = 0; step < 20; step++) {
        await bench.clock.advance(10_000);
        assert.equal(bench.clock.timers, 1);
      }
      bench.focused = false;
      bench.monitor.focusChanged();
      assert.equal(bench.clock.timers, 0);
    }
  });

  it('takes a burst of changes for one, and forgets what it showed', async () => {
    const bench = new Bench();
    for (let change = 0; change < 5; change++) {
      bench.monitor.invalidate();
      await bench.clock.advance(100);
    }
    await bench.clock.advance(500);
    assert.equal(bench.looks, 1);
    bench.seen = [FAILING];
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.deepEqual(bench.states, ['healthy', 'failing']);
  });

  it('does nothing in the background, and catches up when it is focused again', async () => {
    const bench = new Bench();
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    bench.focused = false;
    bench.monitor.focusChanged();
    assert.equal(bench.clock.next, null);
    await bench.clock.advance(3_600_000);
    assert.equal(bench.looks, 1);
    bench.focused = true;
    bench.monitor.focusChanged();
    await bench.clock.advance(1);
    assert.equal(bench.looks, 2);
  });

  it('confirms a suspicion before it shows it, with state and rows of the same look', async () => {
    const bench = new Bench();
    const again = examination('healthy');
    bench.seen = [HEALTHY, FAILING, again];
    bench.monitor.invalidate();
    await bench.clock.advance(500 + 300_000);
    assert.equal(bench.monitor.snapshot.examination, HEALTHY);
    await bench.clock.advance(3_000);
    assert.deepEqual(bench.states, ['healthy', 'healthy']);
    assert.equal(bench.monitor.snapshot.examination, again);
    // Nothing is left of the first failure.
    await bench.clock.advance(300_000);
    bench.seen = [FAILING];
    await bench.clock.advance(300_000 + 3_000);
    assert.deepEqual(bench.states, ['healthy', 'healthy', 'failing']);
    assert.equal(bench.monitor.snapshot.examination, FAILING);
  });

  it('keeps off as long as an entry asks, however wrong things are', async () => {
    const bench = new Bench();
    bench.seen = [examination('rate-limited')];
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.ok((bench.clock.next ?? 0) >= 120_000);
  });

  it('says why it does not know: no list, switched off, a defect', async () => {
    const bench = new Bench([null]);
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.equal(bench.monitor.snapshot.reason, 'no-list');
    bench.seen = [new Error('the probe worker ended')];
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.equal(bench.monitor.snapshot.reason, 'defect');
    for (const reason of ['paused', 'metered'] as const) {
      bench.pace = reason;
      bench.monitor.invalidate();
      assert.equal(bench.monitor.snapshot.reason, reason);
      assert.equal(bench.clock.next, null);
    }
  });

  it('takes an examination by hand for a look', async () => {
    const bench = new Bench();
    await bench.monitor.accept(FAILING, bench.monitor.changes);
    assert.equal(bench.monitor.snapshot.state, 'failing');
    assert.equal(bench.clock.next, 3_000, 'and is repeated as any other that failed');
    bench.pace = 'paused';
    await bench.monitor.accept(HEALTHY, bench.monitor.changes);
    assert.equal(bench.monitor.snapshot.state, 'healthy');
    assert.equal(bench.clock.next, null);
  });

  it('an examination by hand that began before a change is of another list: the look that is due is made, and what it saw stays', async () => {
    const bench = new Bench([FAILING]);
    const { changes } = bench.monitor;
    bench.monitor.invalidate();
    await bench.monitor.accept(HEALTHY, changes);
    assert.deepEqual(bench.states, []);
    await bench.clock.advance(500);
    assert.deepEqual([bench.looks, bench.states], [1, ['failing']]);
    await bench.monitor.accept(HEALTHY, changes);
    assert.deepEqual(bench.states, ['failing']);
  });

  it('does nothing more when it is disposed', async () => {
    const bench = new Bench();
    bench.monitor.invalidate();
    bench.monitor.dispose();
    await bench.clock.advance(3_600_000);
    assert.equal(bench.looks, 0);
  });

  it('looks at once when the machine has slept', async () => {
    const bench = new Bench();
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    bench.clock.setWall(8 * 3_600_000);
    bench.monitor.focusChanged();
    await bench.clock.advance(1);
    assert.equal(bench.looks, 2);
    bench.clock.setWall(-8 * 3_600_000);
    bench.monitor.focusChanged();
    await bench.clock.advance(300_000);
    assert.equal(bench.looks, 3, 'a clock that is set back holds nothing up');
  });

  it('asks nobody while there is no network, and looks when there is one again', async () => {
    const bench = new Bench([examination('offline'), HEALTHY]);
    bench.connected = false;
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.deepEqual(
      [bench.looks, bench.monitor.snapshot.reason],
      [1, 'offline'],
      'what is on this machine may answer',
    );
    await bench.clock.advance(10 * 30_000);
    assert.equal(bench.looks, 1);
    bench.connected = true;
    await bench.clock.advance(30_000);
    assert.deepEqual([bench.looks, bench.monitor.snapshot.state], [2, 'healthy']);

    bench.seen = [examination('offline'), HEALTHY];
    bench.connected = false;
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.equal(bench.monitor.snapshot.state, 'healthy', 'another list, which may be on this machine');
  });
});
