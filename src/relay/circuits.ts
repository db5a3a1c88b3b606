/** The circuits of all entries that the relay serves: one an entry, whoever's list it stands in. */
import type { Clock } from '../base/clock.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { UrlEntry } from '../goproxy/list/list.ts';
import {
  afterFailure,
  afterSuccess,
  CIRCUIT_LIMITS,
  type Circuit,
  type CircuitLimits,
  type CircuitState,
  closedCircuit,
  stateAt,
} from '../health/circuit.ts';
import type { Attempted, Failed } from './attempt.ts';

/** What is known of one entry. */
export interface CircuitView {
  /** As written; may hold a secret. */
  readonly entry: string;
  readonly state: CircuitState;
  /** Since when, in ms since the epoch. */
  readonly since: number;
  /** The failure that opened it; null where it is closed. */
  readonly failure: Failed['failure'] | null;
}

interface Known {
  readonly value: string;
  circuit: Circuit;
  last: Failed | null;
  /** Some head has come from it. */
  hasAnswered: boolean;
  /** Somebody else was faster by far, and it has served nothing since. */
  isSuspect: boolean;
  /** Requests that are under way. */
  running: number;
}

/** Of an entry that was overtaken before it ever failed. */
const LATE: Failed = {
  kind: 'failed',
  failure: { code: 'slow', detail: 'unfinished', phase: 'first-byte' },
  status: null,
  words: '',
  ms: 0,
  retryAfter: null,
};

export class Circuits {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #limits: CircuitLimits;
  readonly #known = new Map<string, Known>();
  readonly #changed = new Emitter<CircuitView>();
  /** Tells each change of state. */
  readonly onDidChange: Event<CircuitView> = this.#changed.event;

  constructor(clock: Clock, random: () => number, limits: CircuitLimits = CIRCUIT_LIMITS) {
    this.#clock = clock;
    this.#random = random;
    this.#limits = limits;
  }

  /**
   * Returns the failure for which the entry is being left alone; null where it may be asked. Who is doubtful is asked for one thing at a
   * time: the rest of a run of go need not find out the same.
   */
  leftAlone(entry: UrlEntry): Failed | null {
    const known = this.#known.get(entry.url);
    if (known === undefined) return null;
    const isOpen = stateAt(known.circuit, this.#clock.monotonic()) === 'open';
    const isBusy = known.running > 0 && this.isDoubtful(entry);
    return isOpen || isBusy ? (known.last ?? LATE) : null;
  }

  /** Reports whether nobody should have to wait for it: asking it is a trial, or it has just been overtaken. */
  isDoubtful(entry: UrlEntry): boolean {
    const known = this.#known.get(entry.url);
    if (known === undefined) return false;
    return known.isSuspect || stateAt(known.circuit, this.#clock.monotonic()) !== 'closed';
  }

  /** Reports whether it has answered before, and nothing speaks against it. */
  isWell(entry: UrlEntry): boolean {
    return this.#known.get(entry.url)?.hasAnswered === true && !this.isDoubtful(entry);
  }

  /** Notes what asking an entry came to; `ms` is how long it took. “Not found” is an answer. */
  record(entry: UrlEntry, result: Attempted, ms: number): void {
    const now = this.#clock.monotonic();
    const known = this.#of(entry, now);
    const before = known.circuit;
    known.running -= 1;
    if (result.kind === 'failed') {
      known.last = result;
      const failure = { cost: ms, retryAfter: result.retryAfter };
      known.circuit = afterFailure(before, failure, now, this.#random(), this.#limits);
    } else {
      known.circuit = afterSuccess(before, now, this.#limits);
      known.isSuspect = false;
    }
    if (known.circuit.state !== before.state) this.#changed.fire(this.#view(known, now));
  }

  /** Notes that it is being asked; `record` ends that. */
  asking(entry: UrlEntry): void {
    this.#of(entry, this.#clock.monotonic()).running += 1;
  }

  /** Notes that a request was given up before it came to anything. */
  givenUp(entry: UrlEntry): void {
    this.#of(entry, this.#clock.monotonic()).running -= 1;
  }

  /** Notes that it was late, and somebody else was not. */
  overtaken(entry: UrlEntry): void {
    this.#of(entry, this.#clock.monotonic()).isSuspect = true;
  }

  /** Notes that a head has come. */
  heard(entry: UrlEntry): void {
    this.#of(entry, this.#clock.monotonic()).hasAnswered = true;
  }

  view(): CircuitView[] {
    const now = this.#clock.monotonic();
    return [...this.#known.values()].map((known) => this.#view(known, now));
  }

  #of(entry: UrlEntry, now: number): Known {
    let known = this.#known.get(entry.url);
    if (known === undefined) {
      known = {
        value: entry.value,
        circuit: closedCircuit(now),
        last: null,
        hasAnswered: false,
        isSuspect: false,
        running: 0,
      };
      this.#known.set(entry.url, known);
    }
    return known;
  }

  #view({ value, circuit, last }: Known, now: number): CircuitView {
    const state = stateAt(circuit, now);
    const since = this.#clock.now() - (now - circuit.since);
    return { entry: value, state, since, failure: state === 'closed' ? null : (last?.failure ?? null) };
  }
}
