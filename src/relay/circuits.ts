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
import { RecentLatencies } from './recentLatencies.ts';

/** What is known of one entry. */
export interface CircuitView {
  /** Its URL; may hold a secret. */
  readonly entry: string;
  readonly state: CircuitState;
  /** Since when, in ms since the epoch; of one that is open, since it was closed last. */
  readonly since: number;
  /** When it may be asked again, in ms since the epoch; 0 where it is not open. */
  readonly retryAt: number;
  /** The failure that opened it; null where it is closed. */
  readonly failure: Failed['failure'] | null;
}

interface Known {
  readonly url: string;
  circuit: Circuit;
  /** The same as the circuit's own, by the wall clock of that moment: for people, who sleep and set clocks. */
  since: number;
  last: Failed | null;
  readonly latencies: RecentLatencies;
  /** When it counts as late, because somebody else was faster and it has served nothing since; null where nothing is known against it. */
  lateAt: number | null;
  /** Requests that are under way. */
  running: number;
}

/** ms after which a request that somebody else has served meanwhile was late: a moment may be chance. */
const LATE_AFTER = 1_000;
/** Sooner than that nobody else is asked: it would save less than anybody feels. */
const LEAST_PATIENCE = 100;

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
    const now = this.#clock.monotonic();
    return (known.lateAt !== null && now >= known.lateAt) || stateAt(known.circuit, now) !== 'closed';
  }

  /** Returns the ms after which somebody else is asked too: what it takes itself nineteen times of twenty, but no more than `most`. */
  patience(entry: UrlEntry, most: number): number {
    if (this.isDoubtful(entry)) return 0;
    const usual = this.#known.get(entry.url)?.latencies.p95 ?? most;
    return Math.min(most, Math.max(LEAST_PATIENCE, usual));
  }

  /** Reports whether it has answered before, and nothing speaks against it. */
  isWell(entry: UrlEntry): boolean {
    return this.#known.get(entry.url)?.latencies.isEmpty === false && !this.isDoubtful(entry);
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
      known.lateAt = null;
    }
    if (known.circuit.since !== before.since) known.since = this.#clock.now();
    if (known.circuit.state !== before.state) this.#changed.fire(this.#view(known, now));
  }

  /** Notes that the user wants it to be asked, whatever ailed it: it is as good as new. */
  forgive(entry: UrlEntry): void {
    const known = this.#known.get(entry.url);
    if (known === undefined) return;
    const now = this.#clock.monotonic();
    known.circuit = closedCircuit(now);
    known.since = this.#clock.now();
    known.lateAt = null;
    this.#changed.fire(this.#view(known, now));
  }

  /** Notes that it is being asked; `record` ends that. */
  asking(entry: UrlEntry): void {
    this.#of(entry, this.#clock.monotonic()).running += 1;
  }

  /** Notes that a request was given up before it came to anything. */
  givenUp(entry: UrlEntry): void {
    this.#of(entry, this.#clock.monotonic()).running -= 1;
  }

  /** Notes that it had not answered after `waited` ms, and somebody else had. */
  overtaken(entry: UrlEntry, waited: number): void {
    const now = this.#clock.monotonic();
    const known = this.#of(entry, now);
    known.lateAt = Math.min(known.lateAt ?? Number.POSITIVE_INFINITY, now + Math.max(0, LATE_AFTER - waited));
  }

  /** Notes that a head has come, `ms` after it was asked for. */
  heard(entry: UrlEntry, ms: number): void {
    const now = this.#clock.monotonic();
    const known = this.#of(entry, now);
    known.latencies.add(ms);
    if (known.lateAt !== null && now < known.lateAt) known.lateAt = null;
  }

  view(): CircuitView[] {
    const now = this.#clock.monotonic();
    return [...this.#known.values()].map((known) => this.#view(known, now));
  }

  #of(entry: UrlEntry, now: number): Known {
    let known = this.#known.get(entry.url);
    if (known === undefined) {
      known = {
        url: entry.url,
        circuit: closedCircuit(now),
        since: this.#clock.now(),
        last: null,
        latencies: new RecentLatencies(),
        lateAt: null,
        running: 0,
      };
      this.#known.set(entry.url, known);
    }
    return known;
  }

  #view({ url, circuit, since, last }: Known, now: number): CircuitView {
    const state = stateAt(circuit, now);
    const retryAt = circuit.state === 'open' ? Math.round(this.#clock.now() + circuit.retryAt - now) : 0;
    return { entry: url, state, since, retryAt, failure: state === 'closed' ? null : (last?.failure ?? null) };
  }
}
