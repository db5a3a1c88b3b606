/** Several windows and command lines, one of which looks for all. */
import assert from 'node:assert/strict';
import { examined, type Fare } from '../../../support/examinations.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { MemoryShelves } from './memoryShelf.ts';
import { WatchBench } from './watchBench.ts';

const LIST = 'https://a.test,https://b.test,direct';

describe('several that watch the same list', () => {
  let shelves: MemoryShelves;
  let clock: ManualClock;
  let fare: Fare;
  let one: WatchBench;
  let two: WatchBench;

  const window = (name: string, list = LIST) => {
    const bench = new WatchBench([], shelves.as(name), clock);
    bench.seeAt = () => examined(list, [fare, 'healthy']);
    return bench;
  };
  const state = ({ monitor }: WatchBench) => monitor.snapshot.health?.entries[0]?.health.state;

  beforeEach(async () => {
    shelves = new MemoryShelves();
    clock = new ManualClock();
    fare = 'healthy';
    [one, two] = [window('one'), window('two')];
    for (const bench of [one, two]) {
      bench.monitor.invalidate();
      await clock.advance(600);
    }
    assert.deepEqual([one.looks, two.looks], [1, 1], 'each has to see the list once');
  });

  it('look once together', async () => {
    await clock.advance(10 * 300_000);
    assert.deepEqual([one.looks, two.looks], [11, 1]);
    assert.equal(state(two), 'up');
    assert.equal(shelves.page.lease?.owner, 'one');
  });

  it('all learn what one has seen, and look for themselves when that is new', async () => {
    fare = 'failing';
    await clock.advance(400_000);
    assert.deepEqual([state(one), state(two)], ['down', 'down']);
    assert.deepEqual([one.monitor.snapshot.state, two.monitor.snapshot.state], ['failing', 'failing']);
    const looks = two.looks;
    assert.ok(looks <= 4, `${looks}`);
    await clock.advance(600_000);
    assert.equal(two.looks, looks, 'as long as nothing is new');
    fare = 'healthy';
    await clock.advance(120_000);
    assert.deepEqual([one.monitor.snapshot.state, two.monitor.snapshot.state], ['healthy', 'healthy']);
  });

  it('another one takes over when the one that looks is left, ends, is killed, or hangs', async () => {
    const ways: Readonly<Record<string, (bench: WatchBench, name: string) => void>> = {
      left: (bench) => {
        bench.focused = false;
        bench.monitor.focusChanged();
      },
      ends: (bench) => bench.monitor.dispose(),
      'is killed': (bench, name) => {
        shelves.ended.add(name);
        bench.lookout.look = () => new Promise(() => undefined);
      },
      hangs: (bench) => {
        bench.lookout.look = () => new Promise(() => undefined);
      },
    };
    for (const [way, end] of Object.entries(ways)) {
      shelves = new MemoryShelves();
      const [first, second] = [window('first'), window('second')];
      for (const bench of [first, second]) {
        bench.monitor.invalidate();
        await clock.advance(600);
      }
      end(first, 'first');
      const { looks } = first;
      await clock.advance(2 * 300_000 + 40_000);
      assert.ok(second.looks >= 2, `${way}: ${second.looks}`);
      assert.equal(first.looks, looks, way);
      assert.equal(shelves.page.lease?.owner, 'second', way);
      for (const bench of [first, second]) bench.monitor.dispose();
    }
  });

  it('come to terms again when the clock was set, on or back', async () => {
    for (const jump of [3 * 3_600_000, -6 * 3_600_000]) {
      clock.setWall(jump);
      const before = one.looks + two.looks;
      await clock.advance(10 * 300_000);
      const looks = one.looks + two.looks - before;
      assert.ok(looks >= 9 && looks <= 14, `${jump}: ${looks}`);
      assert.deepEqual([state(one), state(two)], ['up', 'up']);
    }
  });

  it('the one that has to look more often does it for the others', async () => {
    two.pace = { calm: 10_000, trouble: 10_000 };
    two.monitor.invalidate();
    await clock.advance(60_000);
    assert.equal(shelves.page.lease?.owner, 'two');
    const { looks } = one;
    await clock.advance(600_000);
    assert.equal(one.looks, looks);
  });

  it('keep off together when an entry asks one of them to', async () => {
    fare = 'rate-limited';
    await clock.advance(300_000);
    const looks = one.looks + two.looks;
    assert.equal(state(one), 'down');
    await clock.advance(100_000);
    assert.ok(one.looks + two.looks - looks <= 1, 'whoever had not seen it yet');
  });

  it('one whose own look failed sees for itself, whoever looks meanwhile', async () => {
    one.seeAt = () => new Error('the probe worker ended');
    await clock.advance(301_000);
    assert.equal(one.monitor.snapshot.reason, 'defect');
    await clock.advance(27_000);
    two.monitor.invalidate();
    await clock.advance(600);
    assert.equal(shelves.page.lease?.owner, 'two');
    one.seeAt = () => examined(LIST, ['healthy', 'healthy']);
    await clock.advance(10_000);
    assert.equal(one.states.at(-1), 'healthy');
  });

  it('have a book for each list and each kind of sample', async () => {
    const other = window('three', 'https://c.test,direct');
    other.monitor.invalidate();
    await clock.advance(600_000);
    assert.ok(other.looks >= 2);
    assert.equal(shelves.pages.size, 2);
  });

  it('windows that know of a trouble that is no entry’s look for themselves', async () => {
    // Their own modules are behind `direct`, which fails.
    const failing = () => {
      const seen = examined(LIST, ['healthy', 'healthy']);
      return { ...seen, verdict: { ...seen.verdict, ok: false, servedBy: null } };
    };
    for (const bench of [one, two]) {
      bench.seeAt = failing;
      bench.monitor.invalidate();
      await clock.advance(600);
      assert.equal(bench.monitor.snapshot.state, 'failing');
    }
    const looks = [one, two].map((bench) => bench.looks + 3);
    await clock.advance(100_000);
    for (const [at, bench] of [one, two].entries()) assert.ok(bench.looks >= (looks[at] ?? 0));
  });
});
