/**
 * Watches the list: has it looked at when a look is due, and tells what is to be shown. It owns the one timer; what a look is, and
 * when the next one is due, is the lookout's to say. Knows nothing of VS Code.
 */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { type Log, thrownText } from '../../base/log.ts';
import type { PauseReason } from '../../health/listState.ts';
import type { Pace } from '../../health/schedule.ts';
import type { Examination } from '../examination.ts';
import type { Look, Lookout } from './lookout.ts';
import { type Snapshot, UNSEEN_SNAPSHOT, unknown } from './snapshot.ts';

export interface MonitorPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Called when there is something to look at, not before. */
  lookout(): Promise<Lookout>;
  /** Why not, where looking in the background is switched off. */
  pace(): Pace | PauseReason;
  isFocused(): boolean;
}

/** Changes come in bursts: a save, a checkout, a settings sync. */
const SETTLE = 500;
/** For what is looked at by hand while nobody looks in the background: it tells of a next look that will not be. */
const USUAL: Pace = { calm: 5 * 60_000, trouble: 30_000 };

export class Monitor implements Disposable {
  readonly #ports: MonitorPorts;
  readonly #changed = new Emitter<Snapshot>();
  readonly onDidChange: Event<Snapshot> = this.#changed.event;
  #snapshot: Snapshot = UNSEEN_SNAPSHOT;
  #lookout: Lookout | null = null;
  /** What the lookout knows may be of another list. */
  #isForgotten = false;
  #changes = 0;
  #timer: Disposable | null = null;
  #running: AbortController | null = null;
  /** When the next look is due, by both clocks; null when none is. */
  #due: { readonly monotonic: number; readonly wall: number } | null = null;
  #disposed = false;

  constructor(ports: MonitorPorts) {
    this.#ports = ports;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** How often something that the verdict depends on has changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Something that the verdict depends on has changed: what was shown is old, and a look is due soon. */
  invalidate(): void {
    this.#changes += 1;
    this.#isForgotten = true;
    this.#running?.abort();
    const pace = this.#ports.pace();
    if (typeof pace === 'string') {
      this.#due = null;
      this.#show(unknown(pace));
      this.#arm();
    } else {
      this.#schedule(SETTLE);
    }
  }

  /** Something has been heard of an entry: the next look is due soon. What is known stays, and so does whose turn it is. */
  hasten(): void {
    if (typeof this.#ports.pace() !== 'string') this.#schedule(SETTLE);
  }

  /** The window was focused or left. What fell due while nobody looked is done now. */
  focusChanged(): void {
    this.#arm();
  }

  /** The user has examined the list by hand: that counts as a look, unless there were fewer `changes` when it began. */
  async accept(examination: Examination, changes: number): Promise<void> {
    if (changes !== this.#changes) return;
    this.#isForgotten = true;
    return this.#run((lookout, pace, signal) => lookout.note(examination, pace, signal));
  }

  dispose(): void {
    this.#disposed = true;
    this.#running?.abort();
    this.#arm();
    this.#changed.dispose();
  }

  #schedule(ms: number): void {
    const { clock } = this.#ports;
    this.#due = { monotonic: clock.monotonic() + ms, wall: clock.now() + ms };
    this.#arm();
  }

  /** Sets the one timer, unless nobody is to look: then another process may. */
  #arm(): void {
    this.#timer?.dispose();
    this.#timer = null;
    const { clock, pace, isFocused } = this.#ports;
    if (this.#disposed || typeof pace() === 'string' || !isFocused()) {
      void this.#lookout?.rest();
      return;
    }
    if (this.#due === null) return;
    // A machine that slept comes back with the wall clock ahead.
    const left = Math.min(this.#due.monotonic - clock.monotonic(), this.#due.wall - clock.now());
    this.#timer = clock.after(Math.max(0, left), () => {
      void this.#run((lookout, pace, signal) => lookout.look(pace, signal));
    });
  }

  async #run(look: (lookout: Lookout, pace: Pace, signal: AbortSignal) => Promise<Look>): Promise<void> {
    this.#due = null;
    this.#running?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = controller;
    try {
      this.#lookout ??= await this.#ports.lookout();
      if (signal.aborted) return;
      if (this.#isForgotten) this.#lookout.forget();
      this.#isForgotten = false;
      const { snapshot, isNews, next } = await look(this.#lookout, this.#pace() ?? USUAL, signal);
      if (signal.aborted) return;
      this.#show(snapshot, isNews);
      this.#scheduleNext(next);
    } catch (error) {
      if (signal.aborted) return;
      this.#ports.log.write('error', 'monitor', thrownText(error));
      // What the lookout has seen before is not what is shown now.
      this.#isForgotten = true;
      this.#show(unknown('defect'));
      this.#scheduleNext((this.#pace() ?? USUAL).trouble);
    } finally {
      if (this.#running === controller) this.#running = null;
    }
  }

  /** Null where looking in the background is switched off. */
  #pace(): Pace | null {
    const pace = this.#ports.pace();
    return typeof pace === 'string' ? null : pace;
  }

  #show(snapshot: Snapshot, isNews = true): void {
    this.#snapshot = snapshot;
    if (!isNews) return;
    this.#ports.log.write('info', 'monitor', `state ${snapshot.state}`);
    this.#changed.fire(snapshot);
  }

  #scheduleNext(ms: number): void {
    if (this.#pace() === null) this.#due = null;
    else this.#schedule(ms);
    this.#arm();
  }
}
