/** One entry during a sweep: what it was asked, what it said, and how much of its time is left. */
import type { Clock } from '../../base/clock.ts';
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import { attemptOf } from '../../failures/goBehaviour.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { Attempt } from '../../goproxy/list/walk.ts';
import type { AskedRequest, RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Sweep } from '../../goproxy/probe/prober.ts';
import type { Plan } from '../../goproxy/protocol/route.ts';
import type { CredentialFields } from '../../net/exchange.ts';

export class EntryProbe {
  readonly entry: UrlEntry;
  readonly #sweep: Sweep;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #credentials: CredentialFields;
  readonly #evidence: RequestEvidence[] = [];
  #left: number;
  /** Questions to one entry follow one another: they share its connection. */
  #queue: Promise<void> = Promise.resolve();

  /** `deadline` bounds the entry: all that it is asked in this sweep. `credentials` are what go would send to it. */
  constructor(
    entry: UrlEntry,
    sweep: Sweep,
    clock: Clock,
    deadline: number,
    signal: AbortSignal,
    credentials: CredentialFields = [],
  ) {
    this.entry = entry;
    this.#credentials = credentials;
    this.#sweep = sweep;
    this.#clock = clock;
    this.#left = deadline;
    this.#signal = signal;
  }

  get evidence(): readonly RequestEvidence[] {
    return this.#evidence;
  }

  /** Asks what `plan` says, within `limit` ms and what is left of the entry's time. */
  ask(plan: Plan, limit = Number.POSITIVE_INFINITY): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      const deadline = Math.min(this.#left, limit);
      if (deadline <= 0 || (this.entry.scheme !== 'file' && this.#failedForGood())) return;
      const begin = this.#clock.monotonic();
      const { requests, sumdb } = plan;
      const questions = { entry: this.entry, requests, sumdb, deadline, credentials: this.#credentials };
      this.#evidence.push(...(await this.#sweep.askEntry(questions, this.#signal)));
      this.#left -= this.#clock.monotonic() - begin;
    });
    return this.#queue;
  }

  /** Drops what is known of `paths`: the entry had too little time for it to prove anything. */
  forget(paths: ReadonlySet<string>): void {
    const kept = this.#evidence.filter(({ request }) => !paths.has(request.path));
    this.#evidence.splice(0, this.#evidence.length, ...kept);
  }

  /**
   * Returns what go would make of `request` here. What was not asked fares like what was: a connection that cannot be
   * had fails every request, and a server that ran out of our time (not of go's) is a slow one.
   */
  attempt(request: AskedRequest): Attempt<ProbeFailure> {
    const own = this.#evidence.find((one) => one.request.path === request.path);
    if (own !== undefined) return attemptOf(own);
    const asked = this.#evidence.filter((one) => !one.request.kind.startsWith('sumdb-'));
    const broken = asked.find((one) => one.exchange.fault !== null || one.exchange.status === 429);
    return broken === undefined ? { result: 'served', cause: null } : attemptOf(broken);
  }

  #failedForGood(): boolean {
    return this.#evidence.some(
      ({ exchange }) => exchange.status === 429 || (exchange.fault !== null && exchange.status === null),
    );
  }
}
