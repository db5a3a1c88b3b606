/**
 * One request on its way through the entries that may be asked: one after the other where they fail, and side by side where one is late. The
 * first good answer wins, the others are given up. Knows nothing of networks: a clock, and a function that asks an entry.
 */
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { type Attempted, discard, type Failed, type NotFound, type Served } from './attempt.ts';
import type { Step } from './steps.ts';

export interface RacePorts {
  readonly clock: Clock;
  /** Never rejects, but for the signal. `isLast`: nobody else is left to be asked, so that patience is worth something. */
  ask(step: Step, isLast: boolean, signal: AbortSignal): Promise<Attempted>;
  /** Returns the failure for which the entry is being left alone; null where it may be asked. */
  leftAlone(step: Step): Failed | null;
  /** ms after which the next entry is asked too while this one is silent. */
  patience(step: Step): number;
  /** Told of an entry that was asked before the one that has served now, and has not answered for `waited` ms. */
  overtaken(step: Step, waited: number): void;
}

export type Outcome =
  | { readonly kind: 'served'; readonly step: Step; readonly answer: Served; readonly tried: readonly Tried[] }
  | { readonly kind: 'not-found'; readonly answer: NotFound; readonly tried: readonly Tried[] }
  | { readonly kind: 'failed'; readonly tried: readonly Tried[] };

/** An entry that did not serve it. */
export interface Tried {
  readonly step: Step;
  readonly result: Failed | NotFound;
}

/** Rejects only with the signal's reason. No steps: not found. */
export function race(steps: readonly Step[], ports: RacePorts, signal: AbortSignal): Promise<Outcome> {
  return new Race(steps, ports, signal).run();
}

/** Made once: an error costs more than what it ends. */
const OVERTAKEN = new Error('somebody else has served it');

/** An entry that is being asked. */
interface Running {
  readonly controller: AbortController;
  /** ms of the clock. */
  readonly since: number;
}

class Race {
  readonly #steps: readonly Step[];
  readonly #ports: RacePorts;
  readonly #signal: AbortSignal;
  readonly #running = new Map<number, Running>();
  readonly #tried = new Map<number, Failed | NotFound>();
  #next = 0;
  #isOver = false;
  /** All that can be asked are being left alone: then they are asked all the same. */
  #isDesperate = false;
  #hedge: Disposable | null = null;
  #settle: (outcome: Outcome) => void = () => undefined;
  #fail: (reason: unknown) => void = () => undefined;

  constructor(steps: readonly Step[], ports: RacePorts, signal: AbortSignal) {
    this.#steps = steps;
    this.#ports = ports;
    this.#signal = signal;
  }

  async run(): Promise<Outcome> {
    this.#signal.throwIfAborted();
    const abort = () => {
      this.#isOver = true;
      this.#fail(this.#signal.reason);
    };
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        this.#settle = resolve;
        this.#fail = reject;
        this.#signal.addEventListener('abort', abort, { once: true });
        this.#isDesperate = this.#choose().at === null;
        this.#start();
      });
    } finally {
      this.#isOver = true;
      this.#signal.removeEventListener('abort', abort);
      this.#hedge?.dispose();
      for (const { controller } of this.#running.values()) controller.abort(OVERTAKEN);
    }
  }

  /** Asks the next entry, or ends the race where there is none and nobody is still under way. */
  #start(): void {
    this.#hedge?.dispose();
    this.#hedge = null;
    const { at, passed } = this.#choose();
    for (const [one, failure] of passed) this.#tried.set(one, failure);
    this.#next = at === null ? this.#steps.length : at + 1;
    if (at === null) {
      if (this.#running.size === 0) this.#settle(this.#lost());
      return;
    }
    const step = this.#steps[at] as Step;
    const controller = new AbortController();
    this.#running.set(at, { controller, since: this.#ports.clock.monotonic() });
    const isLast = this.#choose().at === null || !step.passesErrors;
    const signal = AbortSignal.any([this.#signal, controller.signal]);
    this.#ports.ask(step, isLast, signal).then(
      (result) => this.#ended(at, result),
      (error: unknown) => this.#fail(error),
    );
    if (!isLast) this.#hedge = this.#ports.clock.after(this.#ports.patience(step), () => this.#start());
  }

  #ended(at: number, result: Attempted): void {
    this.#running.delete(at);
    if (this.#isOver) {
      discard(result);
      return;
    }
    if (result.kind === 'served') {
      this.#isOver = true;
      const now = this.#ports.clock.monotonic();
      for (const [other, { since }] of this.#running) {
        if (other < at) this.#ports.overtaken(this.#steps[other] as Step, now - since);
      }
      this.#settle({ kind: 'served', step: this.#steps[at] as Step, answer: result, tried: this.#list() });
      return;
    }
    this.#tried.set(at, result);
    if (this.#mayGoOn()) this.#start();
    else if (this.#running.size === 0) this.#settle(this.#lost());
  }

  /**
   * Reports whether the entry after the latest may be asked now. Where only “not found” leads there, everybody before has to have answered:
   * one that is merely late may have it, and go would not have gone on.
   */
  #mayGoOn(): boolean {
    const latest = this.#next - 1;
    const result = this.#tried.get(latest);
    if (result === undefined) return false;
    return this.#steps[latest]?.passesErrors === true || (result.kind === 'not-found' && this.#running.size === 0);
  }

  /** Returns the next entry to ask, and those that are passed by because they are being left alone. */
  #choose(): { readonly at: number | null; readonly passed: ReadonlyMap<number, Failed> } {
    const passed = new Map<number, Failed>();
    for (let at = this.#next; at < this.#steps.length; at++) {
      const step = this.#steps[at] as Step;
      const failure = this.#isDesperate || step.isBarrier ? null : this.#ports.leftAlone(step);
      if (failure === null) return { at, passed };
      passed.set(at, failure);
      // No failure leads on from here, be it an old one.
      if (!step.passesErrors) break;
    }
    return { at: null, passed };
  }

  /** “Not found” counts only where nobody failed: an outage is never told as an absence. */
  #lost(): Outcome {
    const tried = this.#list();
    const last = tried.at(-1)?.result;
    if (tried.some(({ result }) => result.kind === 'failed')) return { kind: 'failed', tried };
    const answer: NotFound = last?.kind === 'not-found' ? last : { kind: 'not-found', status: 404, words: '' };
    return { kind: 'not-found', answer, tried };
  }

  #list(): Tried[] {
    return [...this.#tried]
      .sort(([a], [b]) => a - b)
      .map(([at, result]) => ({ step: this.#steps[at] as Step, result }));
  }
}
