/** From what a sweep saw to the model: a failure, an action and a wait an entry, and the verdict on the list. Pure. */
import { classifyEntry, classifyEvidence, type ProbeFailure } from '../../failures/classifyEvidence.ts';
import { goWaits } from '../../failures/goBehaviour.ts';
import { type Action, actionsOf } from '../../goproxy/list/action.ts';
import type { Entry } from '../../goproxy/list/list.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { EntryExamination, ListExamination, Route, Verdict } from './listExamination.ts';
import type { ListSweep } from './listSweep.ts';
import { sumdbPassage } from './sumdbPassage.ts';

export function summarize(sweep: ListSweep, routes: readonly Route[]): ListExamination {
  const { list, latency, sumdb } = sweep.question;
  const deciding = routes.find(({ walk }) => !walk.outcome.ok) ?? routes[0];
  const actions = deciding === undefined || deciding.isPrivate ? [] : actionsOf(deciding.walk, list.entries);
  const routed = new Set(routes.flatMap(({ walk }) => walk.requests.map(({ request }) => request.path)));
  const entries = list.entries.map((entry) => {
    const evidence = evidenceOf(sweep, entry);
    const verdict = deciding?.walk.outcome;
    const blame = verdict?.ok === false && verdict.entry === entry.index ? verdict.cause : null;
    return examination(entry, evidence, actions[entry.index] ?? 'unreached', { routed, latency, sumdb, blame });
  });
  return { entries, routes, verdict: verdictOf(deciding, entries) };
}

function evidenceOf({ probes, directEvidence }: ListSweep, entry: Entry): readonly RequestEvidence[] {
  if (entry.kind === 'direct') return directEvidence;
  return probes.get(entry.index)?.evidence ?? [];
}

interface Yardstick {
  /** The paths of the requests that go's walk is about. */
  readonly routed: ReadonlySet<string>;
  readonly latency: number;
  readonly sumdb: string | null;
  /** Why go's walk ends at this entry; null where it does not. */
  readonly blame: ProbeFailure | null;
}

function examination(
  entry: Entry,
  evidence: readonly RequestEvidence[],
  action: Action,
  { routed, latency, sumdb, blame }: Yardstick,
): EntryExamination {
  // What go would ask for counts, where it was asked; the well-known module stands in for it elsewhere.
  const own = evidence.filter(({ request }) => routed.has(request.path));
  const counted = own.length > 0 ? own : evidence.filter(({ request }) => !request.kind.startsWith('sumdb-'));
  // No answer tells that `off` forbids, or that there is no git for what `direct` found.
  const failure = classifyEntry(counted) ?? blame ?? slowness(counted, latency);
  const culprit = failure === null ? undefined : counted.find((one) => classifyEvidence(one)?.code === failure.code);
  return {
    entry,
    evidence,
    failure,
    telling: culprit ?? counted[0] ?? null,
    sumdb: sumdb === null ? null : sumdbPassage(sumdb, evidence),
    action,
    goWaits: goWaits(failure),
  };
}

function slowness(evidence: readonly RequestEvidence[], latency: number): ProbeFailure | null {
  const isSlow = evidence.some(({ exchange }) => exchange.ms - (exchange.phases.body ?? 0) > latency);
  return isSlow ? { code: 'slow', detail: 'latency', phase: 'first-byte' } : null;
}

function verdictOf(deciding: Route | undefined, entries: readonly EntryExamination[]): Verdict {
  if (deciding === undefined) return { ok: false, servedBy: null, entry: null, failure: null, hangs: false };
  const { outcome } = deciding.walk;
  const entry = outcome.entry !== null && outcome.entry >= 0 ? outcome.entry : null;
  if (!outcome.ok) {
    return {
      ok: false,
      servedBy: null,
      entry,
      failure: verdictFailure(outcome.cause, entry, entries),
      hangs: outcome.hangs,
    };
  }
  const failure = entry === null ? null : (entries[entry]?.failure ?? null);
  return { ok: true, servedBy: entry, entry, failure: failure?.code === 'slow' ? failure : null, hangs: false };
}

/** A portal shows only in all of an entry's answers together; the walk saw the first of them. */
function verdictFailure(
  cause: ProbeFailure | null,
  entry: number | null,
  entries: readonly EntryExamination[],
): ProbeFailure | null {
  const own = entry === null ? null : (entries[entry]?.failure ?? null);
  return cause?.code === 'bad-content' && own?.code === 'captive-portal' ? own : cause;
}
