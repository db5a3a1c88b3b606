/**
 * Watches the list: asks the doctor for a quick examination when one is due, and tells what is to be shown. Knows
 * nothing of VS Code, so that its timing can be tested with a clock turned by hand.
 */
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { Log } from '../base/log.ts';
import { assess } from '../doctor/assess.ts';
import type { Examination } from '../doctor/examination.ts';
import { afterLook, type Hysteresis, type ListState, UNSEEN, type UnknownReason } from '../health/listState.ts';
import { nextLook } from '../health/schedule.ts';

export interface Snapshot {
  readonly state: ListState;
  /** Null unless the state is unknown. */
  readonly reason: UnknownReason | null;
  /** The latest one; null before the first, and where there is no list. */
  readonly examination: Examination | null;
}

export interface MonitorPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1). */
  random(): number;
  /** Resolves to null where there is no list to be found. */
  examine(signal: AbortSignal): Promise<Examination | null>;
  /** ms between looks while something is wrong; null where background probing is switched off. */
  interval(): number | null;
  isFocused(): boolean;
}

/** Changes come in bursts: a save, a checkout, a settings sync. */
const SETTLE = 500;

export class Monitor implements Disposable {
  readonly #ports: MonitorPorts;
  readonly #changed = new Emitter<Snapshot>();
  readonly onDidChange: Event<Snapshot> = this.#changed.event;
  #snapshot: Snapshot = { state: 'checking', reason: null, examination: null };
  #hysteresis: Hysteresis = UNSEEN;
  #refusals = 0;
  #timer: Disposable | null = null;
  #running: AbortController | null = null;
  /** When the next look is due, by the monotonic clock; null when none is. */
  #due: number | null = null;
  #disposed = false;

  constructor(ports: MonitorPorts) {
    this.#ports = ports;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Something that the verdict depends on has changed: what was shown is old, and a look is due soon. */
  invalidate(): void {
    this.#hysteresis = UNSEEN;
    this.#running?.abort();
    if (this.#ports.interval() === null) this.#unknown('paused');
    else this.#schedule(SETTLE);
  }

  /** The window was focused or left. What fell due while nobody looked is done now. */
  focusChanged(): void {
    this.#arm();
  }

  /** The user has examined the list by hand: that counts as a look. */
  accept(examination: Examination): void {
    this.#running?.abort();
    this.#hysteresis = UNSEEN;
    this.#seen(examination);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#running?.abort();
    this.#changed.dispose();
  }

  #schedule(ms: number): void {
    this.#due = this.#ports.clock.monotonic() + ms;
    this.#arm();
  }

  /** Sets the one timer, unless the window is in the background or probing is switched off. */
  #arm(): void {
    this.#timer?.dispose();
    this.#timer = null;
    const { clock, interval, isFocused } = this.#ports;
    if (this.#disposed || this.#due === null || interval() === null || !isFocused()) return;
    this.#timer = clock.after(Math.max(0, this.#due - clock.monotonic()), () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#due = null;
    this.#running?.abort();
    const controller = new AbortController();
    this.#running = controller;
    try {
      const examination = await this.#ports.examine(controller.signal);
      if (controller.signal.aborted) return;
      if (examination === null) this.#unknown('no-list');
      else this.#seen(examination);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#ports.log.write(
        'error',
        'monitor',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
      this.#unknown('defect');
    } finally {
      if (this.#running === controller) this.#running = null;
    }
  }

  #seen(examination: Examination): void {
    const retryAfter = longestRetryAfter(examination);
    this.#refusals = retryAfter === null ? 0 : this.#refusals + 1;
    const seen = assess(examination);
    this.#hysteresis = afterLook(this.#hysteresis, seen);
    // A suspicion is kept from the eye with its evidence: state and rows must tell the same story.
    if (this.#hysteresis.suspected === null) {
      this.#show({ state: seen, reason: seen === 'unknown' ? 'offline' : null, examination });
    }
    this.#scheduleNext(retryAfter);
  }

  #unknown(reason: UnknownReason): void {
    this.#hysteresis = { shown: 'unknown', suspected: null };
    this.#show({ state: 'unknown', reason, examination: null });
    this.#scheduleNext(null);
  }

  #show(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#ports.log.write('info', 'monitor', `state ${snapshot.state}`);
    this.#changed.fire(snapshot);
  }

  #scheduleNext(retryAfter: number | null): void {
    const interval = this.#ports.interval();
    if (interval === null) {
      this.#due = null;
      this.#arm();
      return;
    }
    const look = { hysteresis: this.#hysteresis, retryAfter, refusals: this.#refusals };
    this.#schedule(nextLook(look, interval, this.#ports.random()));
  }
}

/** Seconds; 0 where an entry answered 429 without a time. */
function longestRetryAfter({ entries }: Examination): number | null {
  const asked = entries.flatMap(({ evidence }) => evidence).filter(({ exchange }) => exchange.status === 429);
  return asked.length === 0 ? null : Math.max(...asked.map(({ exchange }) => exchange.retryAfter ?? 0));
}
