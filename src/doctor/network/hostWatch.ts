/**
 * Looks at the hosts of entries that fail below HTTP, side by side with their requests: an examination takes no longer for it. An
 * entry that has failed is looked at at once, one that has said nothing for a while before its time is up.
 */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { classifyEntry } from '../../failures/classifyEvidence.ts';
import type { FailureCode } from '../../failures/code.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Sweep } from '../../goproxy/probe/prober.ts';
import { forwardProxyFor } from '../../net/forwardProxy.ts';
import type { HostEvidence } from '../../net/host/hostEvidence.ts';
import type { EntryExamination } from '../list/listExamination.ts';

/** What an answer of any kind rules out. */
const BELOW_HTTP: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'dns',
  'connect-timeout',
  'refused',
  'reset',
  'response-timeout',
  'tls',
]);

/** The share of an entry's time after which its silence is looked into. */
const PATIENCE = 0.3;
/** ms that a look takes at least to tell anything. */
const LEAST = 300;

export interface HostWatchQuestion {
  readonly entries: readonly UrlEntry[];
  /** ms for one entry. */
  readonly timeout: number;
  readonly resolver: string | null;
  /** HTTP_PROXY & co.: through a forward proxy the entry's host is not go's to find. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export class HostWatch implements Disposable {
  readonly #question: HostWatchQuestion;
  readonly #sweep: Sweep;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #begin: number;
  readonly #timer: Disposable;
  readonly #answered = new Set<number>();
  readonly #looks = new Map<number, Promise<HostEvidence | null>>();

  /** Disposes `sweep` with itself. */
  constructor(question: HostWatchQuestion, sweep: Sweep, clock: Clock, signal: AbortSignal) {
    this.#question = question;
    this.#sweep = sweep;
    this.#clock = clock;
    this.#signal = signal;
    this.#begin = clock.monotonic();
    this.#timer = clock.after(question.timeout * PATIENCE, () => {
      for (const entry of question.entries) if (!this.#answered.has(entry.index)) this.#look(entry);
    });
  }

  /** An entry's first round has ended. */
  answered(index: number, evidence: readonly RequestEvidence[]): void {
    this.#answered.add(index);
    const failure = classifyEntry(evidence);
    const entry = this.#question.entries.find((one) => one.index === index);
    if (entry !== undefined && failure !== null && BELOW_HTTP.has(failure.code)) this.#look(entry);
  }

  /** Returns what was seen of those that failed below HTTP in the end, or served late, by their numbers. Rejects only when aborted. */
  async seen(entries: readonly EntryExamination[]): Promise<ReadonlyMap<number, HostEvidence>> {
    const found = new Map<number, HostEvidence>();
    for (const { entry, failure } of entries) {
      // What is only slow was looked at where its time passed in silence: a dead name server costs seconds.
      if (failure === null || (failure.code !== 'slow' && !BELOW_HTTP.has(failure.code))) continue;
      const evidence = await this.#looks.get(entry.index);
      if (evidence != null) found.set(entry.index, evidence);
    }
    this.#signal.throwIfAborted();
    return found;
  }

  dispose(): void {
    this.#timer.dispose();
    this.#sweep.dispose();
  }

  #look(entry: UrlEntry): void {
    const { timeout, resolver, environment } = this.#question;
    if (this.#looks.has(entry.index) || entry.host === '' || !URL.canParse(entry.url)) return;
    const url = new URL(entry.url);
    if (forwardProxyFor(url, environment).proxy !== null) return;
    const tls = url.protocol === 'https:';
    const left = timeout - (this.#clock.monotonic() - this.#begin);
    const question = {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port) || (tls ? 443 : 80),
      tls,
      deadline: Math.max(LEAST, left),
      resolver,
    };
    // Nobody may wait for it: an entry that answers late is well.
    const look = this.#sweep.examineHost(question, this.#signal).catch(() => null);
    this.#looks.set(entry.index, look);
  }
}
