/** One sweep over a list: a probe an entry, and what `direct` was asked. The ways of walking it stand beside this file. */
import type { Clock } from '../../base/clock.ts';
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import { attemptOf } from '../../failures/goBehaviour.ts';
import type { Entry } from '../../goproxy/list/list.ts';
import { type Attempt, type Walk, walk } from '../../goproxy/list/walk.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { AskedRequest, RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Sweep } from '../../goproxy/probe/prober.ts';
import { EntryProbe } from './entryProbe.ts';
import type { ListQuestion } from './listQuestion.ts';

/** The second question to an entry may outlast the time-out of the first ones by this much. */
const GRACE = 400;
/** `direct` is two hosts away at least: it gets this much even when the entries before it took all the time. */
const DIRECT_AT_LEAST = 1_500;

const OFF: ProbeFailure = { code: 'goproxy-off', detail: null, phase: null };
const NO_GIT: ProbeFailure = { code: 'vcs-missing', detail: 'git', phase: null };

/** Told when an entry's first round has ended, with what it said. */
export type OnEntry = (index: number, evidence: readonly RequestEvidence[]) => void;

export class ListSweep {
  readonly question: ListQuestion;
  readonly probes: ReadonlyMap<number, EntryProbe>;
  readonly #direct = new Map<string, readonly RequestEvidence[]>();
  readonly #sweep: Sweep;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #end: number;

  constructor(question: ListQuestion, sweep: Sweep, clock: Clock, signal: AbortSignal) {
    this.question = question;
    this.#sweep = sweep;
    this.#clock = clock;
    this.#signal = signal;
    this.#end = clock.monotonic() + question.timeout + GRACE;
    this.probes = new Map(
      question.list.entries
        .filter((entry) => entry.kind === 'url')
        .map((entry) => {
          const credentials = question.credentials?.get(entry.index);
          return [entry.index, new EntryProbe(entry, sweep, clock, question.timeout + GRACE, signal, credentials)];
        }),
    );
  }

  /** ms until the examination has to end. */
  get left(): number {
    return this.#end - this.#clock.monotonic();
  }

  /**
   * Walks `entries` for `requests` with what the entries said, asking on as the walk goes: `known` returns null for an
   * answer that is still to be had, and `fill` gets it.
   */
  async walk(
    entries: readonly Entry[],
    requests: readonly AskedRequest[],
    of: ModuleQuery,
    known: (probe: EntryProbe, request: AskedRequest) => Attempt<ProbeFailure> | null,
    fill: (probe: EntryProbe) => Promise<void>,
  ): Promise<Walk<AskedRequest, ProbeFailure>> {
    for (;;) {
      const missing: Entry[] = [];
      const walked = walk(
        entries,
        requests,
        (entry, request) => {
          const probe = this.probes.get(entry.index);
          const attempt =
            entry.kind === 'direct' || probe === undefined ? this.#directAttempt(of) : known(probe, request);
          if (attempt !== null) return attempt;
          missing.push(entry);
          return { result: 'hang', cause: null };
        },
        OFF,
      );
      const [entry] = missing;
      if (entry === undefined) return walked;
      const probe = this.probes.get(entry.index);
      if (entry.kind === 'direct' || probe === undefined) await this.#askDirect(of);
      else await fill(probe);
    }
  }

  /** What `direct` said of any module; empty where no walk came to it. */
  get directEvidence(): readonly RequestEvidence[] {
    return [...this.#direct.values()].flat();
  }

  async #askDirect({ module, version }: ModuleQuery): Promise<void> {
    const deadline = Math.max(DIRECT_AT_LEAST, Math.min(this.question.timeout, this.left));
    this.#direct.set(module, await this.#sweep.askDirect({ module, version, deadline }, this.#signal));
  }

  #directAttempt({ module }: ModuleQuery): Attempt<ProbeFailure> | null {
    const evidence = this.#direct.get(module);
    if (evidence === undefined) return null;
    // The repository's answer, where there is one: a go-import page that names it may come with any status.
    const last = evidence.at(-1);
    const attempt: Attempt<ProbeFailure> = last === undefined ? { result: 'served', cause: null } : attemptOf(last);
    if (attempt.result !== 'served') return attempt;
    return this.question.hasGit ? { result: 'served', cause: null } : { result: 'error', cause: NO_GIT };
  }
}
