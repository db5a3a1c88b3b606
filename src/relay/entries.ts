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

/**
 * How long it is waited for. `last`: nobody else is left to be asked, so that patience is worth something, and a second try: after a failure,
 * and beside a connection that may have died. `race`: others are asked beside it; where nobody has served when its time is up, it is asked once
 * more: a mirror that fetches what it has not is slow, not broken, and go alone would have waited. `early`: nobody waits for it.
 */
export type Patience = 'last' | 'race' | 'early';

/** Causes that are often gone a moment later. */
const TRANSIENT: ReadonlySet<string> = new Set(['reset', 'refused', 'server-error']);
/** ms before the one repetition. */
const PAUSE = 250;
/** Repetitions for so many requests, and a few to begin with: a dead entry is not asked twice as often. */
const REPEATED_SHARE = 0.1;
const FIRST_REPETITIONS = 5;
/** ms that the wall clock goes on by more than the other one, which stands still while a machine sleeps. */
const ASLEEP = 5_000;

/** It has taken the request, and not answered yet. */
function isSilent({ failure }: Failed): boolean {
  return failure.code === 'stall' && failure.phase === 'first-byte';
}

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

  /** Rejects only when aborted. */
  async ask(
    { entry }: Step,
    request: ServedRequest,
    { credentials, patience }: { readonly credentials: CredentialFields; readonly patience: Patience },
    signal: AbortSignal,
  ): Promise<Attempted> {
    const { firstByte, lastFirstByte, stall } = this.#limits;
    let deadline = patience === 'last' ? lastFirstByte : firstByte;
    this.#repetitions = Math.min(FIRST_REPETITIONS, this.#repetitions + REPEATED_SHARE);
    const doubt = patience === 'last' ? { doubt: firstByte } : {};
    let hasSlept = false;
    for (;;) {
      const started = this.#clock.monotonic();
      const wall = this.#clock.now();
      const onHead = () => this.circuits.heard(entry, this.#clock.monotonic() - started);
      const question = { entry, request, credentials, deadline, stall, ...doubt, onHead };
      this.circuits.asking(entry);
      const result = await askEntry(question, this.#upstream, signal).catch((error: unknown) => {
        this.circuits.givenUp(entry);
        throw error;
      });
      const ms = this.#clock.monotonic() - started;
      if (result.kind === 'failed' && !hasSlept && !signal.aborted && this.#clock.now() - wall - ms > ASLEEP) {
        // What is in flight dies of that, and it is no fault of the entry.
        hasSlept = true;
        this.circuits.givenUp(entry);
        continue;
      }
      this.circuits.record(entry, result, ms);
      if (result.kind !== 'failed' || signal.aborted) return result;
      if (patience === 'last' && TRANSIENT.has(result.failure.code) && this.#repetitions >= 1) {
        this.#repetitions -= 1;
        await this.#pause(signal);
        if (signal.aborted) return result;
      } else if (patience === 'race' && deadline === firstByte && isSilent(result)) {
        deadline = lastFirstByte - firstByte;
      } else {
        return result;
      }
    }
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
