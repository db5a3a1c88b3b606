/** Asks entries, and keeps the book of how they do: the one place where a request leaves the relay. */
import type { Clock } from '../base/clock.ts';
import type { ServedRequest } from '../goproxy/protocol/parseRequest.ts';
import type { CredentialFields } from '../net/exchange.ts';
import type { Upstream } from '../net/upstream/upstream.ts';
import { askEntry } from './askEntry.ts';
import type { Attempted, Failed } from './attempt.ts';
import type { Circuits } from './circuits.ts';
import type { Step } from './steps.ts';

/** In ms. */
export interface EntryLimits {
  /** Until the head of an answer, while there is somebody else to ask. */
  readonly firstByte: number;
  /** The same for the last one that can be asked: a mirror may have to fetch what it has not. */
  readonly lastFirstByte: number;
  /** Silence inside a body. */
  readonly stall: number;
}

/** Causes that are often gone a moment later. */
const TRANSIENT: ReadonlySet<string> = new Set(['reset', 'refused', 'server-error']);
/** ms before the one repetition. */
const PAUSE = 250;
/** Repetitions for so many requests, and a few to begin with: a dead entry is not asked twice as often. */
const REPEATED_SHARE = 0.1;
const FIRST_REPETITIONS = 5;

export class Entries {
  readonly #clock: Clock;
  readonly #upstream: Upstream;
  readonly #limits: EntryLimits;
  readonly circuits: Circuits;
  #repetitions = FIRST_REPETITIONS;

  constructor(
    { clock, upstream, circuits }: { readonly clock: Clock; readonly upstream: Upstream; readonly circuits: Circuits },
    limits: EntryLimits,
  ) {
    this.#clock = clock;
    this.#upstream = upstream;
    this.#limits = limits;
    this.circuits = circuits;
  }

  /** `isLast`: nobody else is left to be asked, so that patience, and a second try, are worth something. Rejects only when aborted. */
  async ask(
    { entry }: Step,
    request: ServedRequest,
    { credentials, isLast }: { readonly credentials: CredentialFields; readonly isLast: boolean },
    signal: AbortSignal,
  ): Promise<Attempted> {
    const { firstByte, lastFirstByte, stall } = this.#limits;
    const deadline = isLast ? lastFirstByte : firstByte;
    const onHead = (ms: number) => this.circuits.heard(entry, ms);
    this.#repetitions = Math.min(FIRST_REPETITIONS, this.#repetitions + REPEATED_SHARE);
    for (;;) {
      const started = this.#clock.monotonic();
      const question = { entry, request, credentials, deadline, stall, onHead };
      this.circuits.asking(entry);
      const result = await askEntry(question, this.#upstream, signal).catch((error: unknown) => {
        this.circuits.givenUp(entry);
        throw error;
      });
      this.circuits.record(entry, result, this.#clock.monotonic() - started);
      if (!isLast || !this.#isWorthRepeating(result) || signal.aborted) return result;
      this.#repetitions -= 1;
      await this.#pause(signal);
    }
  }

  #isWorthRepeating(result: Attempted): result is Failed {
    return result.kind === 'failed' && TRANSIENT.has(result.failure.code) && this.#repetitions >= 1;
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        timer.dispose();
        signal.removeEventListener('abort', over);
        resolve();
      };
      const timer = this.#clock.after(PAUSE, over);
      signal.addEventListener('abort', over, { once: true });
    });
  }
}
