/**
 * The usual examination: the first entry is asked for the workspace's module, the others for a well-known one; the
 * workspace's module follows go's walk and is named only to the entries that the walk comes to (architecture decision 11).
 */
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import type { Attempt } from '../../goproxy/list/walk.ts';
import { type SampleModule, WELL_KNOWN } from '../../goproxy/module/sample.ts';
import type { AskedRequest, RequestEvidence } from '../../goproxy/probe/evidence.ts';
import { planRequests } from '../../goproxy/protocol/route.ts';
import type { EntryProbe } from './entryProbe.ts';
import type { Route } from './listExamination.ts';
import type { ListSweep, OnEntry } from './listSweep.ts';

/** Less time than this, in ms, proves nothing about an entry that was alive a moment before. */
const FAIR = 1_500;

/** `onEntry` is told when an entry's first round has ended. */
export async function sampleRoute(sweep: ListSweep, onEntry: OnEntry): Promise<Route> {
  const { list, sample, depth, sumdb, timeout } = sweep.question;
  const subject = sample ?? WELL_KNOWN;
  const first = list.entries[0]?.index;
  const rounds = new Map(
    [...sweep.probes.values()].map((probe) => {
      const of = probe.entry.index === first ? subject : WELL_KNOWN;
      const plan = planRequests({ subject: of, depth, sumdb, sumdbSubject: WELL_KNOWN });
      return [probe, probe.ask(plan, timeout).then(() => onEntry(probe.entry.index, probe.evidence))];
    }),
  );
  const settled = Promise.all(rounds.values());
  // The walk waits for single entries; a rejection of another one must not go unheard meanwhile.
  settled.catch(() => undefined);

  const asked = new Set<EntryProbe>();
  const { requests } = planRequests({ subject, depth: 'quick', sumdb: null, sumdbSubject: WELL_KNOWN });
  const walk = await sweep.walk(
    list.entries,
    requests,
    subject,
    (probe, request) => (asked.has(probe) ? attemptOf(probe, request) : null),
    async (probe) => {
      await rounds.get(probe);
      if (probe.entry.index !== first && !isSame(subject, WELL_KNOWN)) await askToo(sweep, probe, subject);
      asked.add(probe);
    },
  );
  await settled;
  return { ...subject, isPrivate: false, walk };
}

/** go's walk has come to this entry: now it may be asked for the workspace's module. */
async function askToo(sweep: ListSweep, probe: EntryProbe, subject: SampleModule): Promise<void> {
  const limit = sweep.left;
  const plan = planRequests({ subject, depth: sweep.question.depth, sumdb: null, sumdbSubject: WELL_KNOWN });
  await probe.ask(plan, limit);
  const paths = new Set(plan.requests.map(({ path }) => path));
  const ranOut = probe.evidence.some((one) => paths.has(one.request.path) && isTimeout(one));
  if (ranOut && limit < FAIR) probe.forget(paths);
}

/** No archive is asked for here: where the .mod is no go.mod, the .zip would be no zip either, and go ends there. */
function attemptOf(probe: EntryProbe, request: AskedRequest): Attempt<ProbeFailure> {
  const own = probe.evidence.find((one) => one.request.path === request.path);
  if (own?.request.kind !== 'mod' || own.problem === null) return probe.attempt(request);
  return { result: 'error', cause: { code: 'bad-content', detail: own.problem, phase: 'body' }, fatal: true };
}

function isTimeout({ exchange: { fault } }: RequestEvidence): boolean {
  return fault !== null && ['no-headers', 'body-stalled', 'out-of-time'].includes(fault.kind);
}

function isSame(a: SampleModule, b: SampleModule): boolean {
  return a.module === b.module && a.version === b.version;
}
