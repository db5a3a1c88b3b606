/** A monitor and its lookout, with a clock turned by hand and examinations made up in advance. */
import { nullLog } from '../../../../src/base/log.ts';
import type { Examination } from '../../../../src/doctor/examination.ts';
import type { Shelf } from '../../../../src/doctor/watch/bookShelf.ts';
import { Lookout } from '../../../../src/doctor/watch/lookout.ts';
import { Monitor } from '../../../../src/doctor/watch/monitor.ts';
import type { GoproxyList } from '../../../../src/goproxy/list/list.ts';
import { HEALTH_LIMITS } from '../../../../src/health/entryHealth.ts';
import { FAILOVER_LIMITS } from '../../../../src/health/failover.ts';
import type { PauseReason } from '../../../../src/health/listState.ts';
import type { Pace } from '../../../../src/health/schedule.ts';
import { ManualClock } from '../../../support/manualClock.ts';

export type Seen = Examination | null | Error;

export class WatchBench {
  readonly clock: ManualClock;
  focused = true;
  connected = true;
  pace: Pace | PauseReason = { calm: 300_000, trouble: 30_000 };
  looks = 0;
  /** What the next looks see; the last stays. */
  seen: Seen[] = [];
  /** In place of `seen`: what a look sees at that time, in ms since the start. */
  seeAt: ((ms: number) => Seen) | null = null;
  own: (list: GoproxyList) => GoproxyList = (list) => list;
  /** The state, each time that it or the examination behind it changed. */
  readonly states: string[] = [];
  /** How often there was something to be drawn anew, be it an entry's state alone. */
  drawn = 0;
  readonly lookout: Lookout;
  readonly monitor: Monitor;

  constructor(seen: readonly Seen[] = [], shelf: Shelf | null = null, clock = new ManualClock()) {
    this.clock = clock;
    this.seen = [...seen];
    this.lookout = new Lookout({
      clock,
      shelf,
      random: () => 0.5,
      examine: async (signal) => {
        this.looks++;
        const next = this.#next();
        if (next instanceof Error) throw next;
        signal.throwIfAborted();
        return next;
      },
      isConnected: () => this.connected,
      limits: () => ({ ...HEALTH_LIMITS, ...FAILOVER_LIMITS }),
      ownList: (list) => this.own(list),
    });
    this.monitor = new Monitor({
      clock,
      log: nullLog,
      lookout: async () => this.lookout,
      pace: () => this.pace,
      isFocused: () => this.focused,
    });
    let shown = this.monitor.snapshot;
    this.monitor.onDidChange((snapshot) => {
      this.drawn++;
      const { state, examination } = snapshot;
      if (state !== shown.state || examination !== shown.examination) this.states.push(state);
      shown = snapshot;
    });
  }

  #next(): Seen {
    if (this.seeAt !== null) return this.seeAt(this.clock.monotonic());
    const next = this.seen.length > 1 ? this.seen.shift() : this.seen[0];
    return next ?? null;
  }
}
