/** The monitor's timing, with a clock turned by hand. */
import assert from 'node:assert/strict';
import { nullLog } from '../../../src/base/log.ts';
import type { Examination } from '../../../src/doctor/examination.ts';
import { Monitor } from '../../../src/editor/monitor.ts';
import { examination } from '../../support/examinations.ts';
import { ManualClock } from '../../support/manualClock.ts';

const HEALTHY = examination('healthy');
const FAILING = examination('failing');

class Bench {
  readonly clock = new ManualClock();
  focused = true;
  interval: number | null = 30_000;
  looks = 0;
  /** What the next looks see; the last stays. */
  seen: (Examination | null | Error)[] = [HEALTHY];
  readonly states: string[] = [];
  readonly monitor = new Monitor({
    clock: this.clock,
    log: nullLog,
    random: () => 0.5,
    examine: async (signal) => {
      this.looks++;
      const next = this.seen.length > 1 ? this.seen.shift() : this.seen[0];
      if (next instanceof Error) throw next;
      signal.throwIfAborted();
      return next ?? null;
    },
    interval: () => this.interval,
    isFocused: () => this.focused,
  });

  constructor() {
    this.monitor.onDidChange(({ state }) => this.states.push(state));
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

  it('looks every 30 s while something is wrong', async () => {
    const bench = new Bench();
    bench.seen = [FAILING];
    bench.monitor.invalidate();
    await bench.clock.advance(500 + 3 * 30_000);
    assert.equal(bench.looks, 4);
    assert.equal(bench.monitor.snapshot.state, 'failing');
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
    bench.seen = [HEALTHY, FAILING, HEALTHY];
    bench.monitor.invalidate();
    await bench.clock.advance(500 + 300_000);
    assert.equal(bench.monitor.snapshot.examination, HEALTHY);
    await bench.clock.advance(3_000);
    assert.deepEqual(bench.states, ['healthy', 'healthy']);
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
    const bench = new Bench();
    bench.seen = [null];
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.equal(bench.monitor.snapshot.reason, 'no-list');
    bench.seen = [new Error('the probe worker ended')];
    bench.monitor.invalidate();
    await bench.clock.advance(500);
    assert.equal(bench.monitor.snapshot.reason, 'defect');
    bench.interval = null;
    bench.monitor.invalidate();
    assert.equal(bench.monitor.snapshot.reason, 'paused');
    assert.equal(bench.clock.next, null);
  });

  it('takes an examination by hand for a look', async () => {
    const bench = new Bench();
    bench.monitor.accept(FAILING);
    assert.equal(bench.monitor.snapshot.state, 'failing');
    assert.equal(bench.clock.next, 30_000);
  });

  it('does nothing more when it is disposed', async () => {
    const bench = new Bench();
    bench.monitor.invalidate();
    bench.monitor.dispose();
    await bench.clock.advance(3_600_000);
    assert.equal(bench.looks, 0);
  });
});
