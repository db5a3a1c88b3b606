/**
 * Asks the entries that go's walk comes to for one version and for the latest one, one after another: who comes later on the list is
 * told nothing (architecture decision 11). `direct` is not asked: a hover is no reason to call at a repository.
 */
import type { Clock } from '../../base/clock.ts';
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import { type Attempt, type WalkedRequest, type WalkOutcome, walk } from '../../goproxy/list/walk.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Prober } from '../../goproxy/probe/prober.ts';
import { moduleRequest, type ProtocolRequest, versionRequest } from '../../goproxy/protocol/protocol.ts';
import type { CredentialFields, NetFaultKind } from '../../net/exchange.ts';
import type { ModuleVersion } from '../graph/graphExamination.ts';
import { EntryProbe } from '../list/entryProbe.ts';
import { DEADLINE, type RequirementAnswer } from './requirementReport.ts';

export interface RequirementQuestion {
  readonly list: GoproxyList;
  readonly wanted: ModuleVersion;
  /** By their numbers the entries that could not be had a moment ago, with what go meets there: they are not asked. */
  readonly dead: ReadonlyMap<number, Attempt<ProbeFailure>>;
  /** Forward-proxy and certificate variables, as go sees them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Secrets: what go would send to an entry, by its number. */
  readonly credentials: ReadonlyMap<number, CredentialFields>;
}

/** Less time than this, in ms, proves nothing about an entry. */
const FAIR = 1_000;

const OFF: ProbeFailure = { code: 'goproxy-off', detail: null, phase: null };
/** What is not known yet, and will not be in time. */
const LATE: Attempt<ProbeFailure> = { result: 'hang', cause: null };
const NOBODY: RequirementAnswer = { steps: [], servedBy: null, isLate: false, time: null, latest: null };

/** Ends within DEADLINE. Rejects only when aborted, or when the prober was lost. */
export async function askRequirement(
  question: RequirementQuestion,
  prober: Prober,
  clock: Clock,
  signal: AbortSignal,
): Promise<RequirementAnswer> {
  const { list, wanted, environment, credentials } = question;
  const info = versionRequest('info', wanted.module, wanted.version);
  const latest = moduleRequest('latest', wanted.module);
  if (info === null || latest === null) return NOBODY;
  const sweep = prober.sweep({ environment, stall: DEADLINE });
  try {
    const probes = list.entries.flatMap((entry) => {
      if (entry.kind !== 'url') return [];
      const fields = credentials.get(entry.index);
      return [[entry.index, new EntryProbe(entry, sweep, clock, DEADLINE, signal, fields)] as const];
    });
    const way = new Way(question, new Map(probes), clock);
    // Who serves is the first thing to know: what is the latest gets the time that is left.
    const { steps, servedBy, outcome } = await way.walk(info);
    const newest = await way.walk(latest);
    const told = way.evidence(newest.servedBy, latest);
    return {
      steps,
      servedBy,
      isLate: outcome.hangs && outcome.cause === null,
      time: way.evidence(servedBy, info)?.time ?? null,
      latest:
        told?.version == null || newest.servedBy === null
          ? null
          : { version: told.version, time: told.time, entry: newest.servedBy },
    };
  } finally {
    sweep.dispose();
  }
}

interface Walked extends Pick<WalkedRequest<ProtocolRequest, ProbeFailure>, 'steps' | 'servedBy'> {
  readonly outcome: WalkOutcome<ProbeFailure>;
}

/** Goes along the list as go does, and asks an entry when the walk comes to it. */
class Way {
  readonly #question: RequirementQuestion;
  readonly #probes: ReadonlyMap<number, EntryProbe>;
  readonly #clock: Clock;
  readonly #end: number;
  /** Those that had too little time for their silence to prove anything. */
  readonly #hurried = new Set<EntryProbe>();

  constructor(question: RequirementQuestion, probes: ReadonlyMap<number, EntryProbe>, clock: Clock) {
    this.#question = question;
    this.#probes = probes;
    this.#clock = clock;
    this.#end = clock.monotonic() + DEADLINE;
  }

  evidence(entry: number | null, { path }: ProtocolRequest): RequestEvidence | null {
    return this.#probes.get(entry ?? -1)?.evidence.find((one) => one.request.path === path) ?? null;
  }

  async walk(wanted: ProtocolRequest): Promise<Walked> {
    const asked = new Set<EntryProbe>();
    for (;;) {
      const missing: EntryProbe[] = [];
      const { requests, outcome } = walk(
        this.#question.list.entries,
        [wanted],
        ({ kind, index }) => {
          const probe = this.#probes.get(index);
          if (kind === 'direct' || probe === undefined) return { result: 'served', cause: null };
          const known = this.#question.dead.get(index) ?? (asked.has(probe) ? this.#attempt(probe, wanted) : null);
          if (known === null) missing.push(probe);
          return known ?? LATE;
        },
        OFF,
      );
      const [next] = missing;
      if (next === undefined)
        return { steps: requests[0]?.steps ?? [], servedBy: requests[0]?.servedBy ?? null, outcome };
      asked.add(next);
      await this.#ask(next, wanted);
    }
  }

  #attempt(probe: EntryProbe, wanted: ProtocolRequest): Attempt<ProbeFailure> {
    const isUnheard = probe.evidence.length === 0 || this.#hurried.has(probe);
    return isUnheard ? LATE : probe.attempt(wanted);
  }

  async #ask(probe: EntryProbe, wanted: ProtocolRequest): Promise<void> {
    const left = this.#end - this.#clock.monotonic();
    if (left <= 0) return;
    await probe.ask({ requests: [wanted], sumdb: null }, left);
    const isOutOfTime = left < FAIR && TIMEOUTS.has(this.evidence(probe.entry.index, wanted)?.exchange.fault?.kind);
    if (isOutOfTime) this.#hurried.add(probe);
  }
}

const TIMEOUTS: ReadonlySet<NetFaultKind | undefined> = new Set<NetFaultKind>([
  'lookup-timeout',
  'connect-timeout',
  'tls-timeout',
  'no-headers',
  'body-stalled',
  'out-of-time',
]);
