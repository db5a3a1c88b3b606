/** The way of a module that the user named: every entry is asked for it, its archive included. */
import type { Entry, KeywordEntry } from '../../goproxy/list/list.ts';
import { isPrivate } from '../../goproxy/module/patterns.ts';
import { WELL_KNOWN } from '../../goproxy/module/sample.ts';
import { isCanonical, type ModuleQuery } from '../../goproxy/module/version.ts';
import { type Plan, planRequests } from '../../goproxy/protocol/route.ts';
import type { EntryProbe } from './entryProbe.ts';
import type { Route } from './listExamination.ts';
import type { ListSweep, OnEntry } from './listSweep.ts';

/** Where GONOPROXY or GOPRIVATE covers a module, go walks this list instead. Its number is no entry's. */
const DIRECT_ONLY: readonly KeywordEntry[] = [{ kind: 'direct', index: -1, value: 'direct', separator: null }];

export async function namedRoute(sweep: ListSweep, query: ModuleQuery, onEntry: OnEntry): Promise<Route> {
  const { list, variables } = sweep.question;
  const covered = isPrivate(query.module, variables);
  const way: readonly Entry[] = covered ? DIRECT_ONLY : list.entries;

  let subject = query;
  while (subject.version === null || !isCanonical(subject.version)) {
    const plan = planOf(sweep, subject);
    await askAll(sweep, plan, () => undefined);
    const found = await resolve(sweep, way, plan, subject);
    if (typeof found !== 'string') return { ...subject, isPrivate: covered, walk: found };
    subject = { ...subject, version: found };
  }
  const plan = planOf(sweep, subject);
  await askAll(sweep, plan, onEntry);
  return { ...subject, isPrivate: covered, walk: await walkPlan(sweep, way, plan, subject) };
}

function planOf(sweep: ListSweep, subject: ModuleQuery): Plan {
  return planRequests({ subject, depth: 'named', sumdb: sweep.question.sumdb, sumdbSubject: WELL_KNOWN });
}

async function askAll(sweep: ListSweep, plan: Plan, onEntry: OnEntry): Promise<void> {
  const { timeout } = sweep.question;
  await Promise.all(
    [...sweep.probes.values()].map((probe) =>
      probe.ask(plan, timeout).then(() => onEntry(probe.entry.index, probe.evidence)),
    ),
  );
}

/** Returns the version that go would go on with, or the walk that ended without one. */
async function resolve(
  sweep: ListSweep,
  way: readonly Entry[],
  plan: Plan,
  subject: ModuleQuery,
): Promise<string | Route['walk']> {
  let walked: Route['walk'] = await walkPlan(sweep, way, { ...plan, requests: [] }, subject);
  for (const request of plan.requests) {
    walked = await walkPlan(sweep, way, { ...plan, requests: [request] }, subject);
    const probe = sweep.probes.get(walked.outcome.entry ?? -1);
    const version = probe?.evidence.find((one) => one.request.path === request.path)?.version ?? null;
    if (version !== null && isCanonical(version)) return version;
    // A list that cannot be had ends the search (queryProxy in modload/query.go); an empty one sends go on to @latest.
    if (!walked.outcome.ok) break;
  }
  return walked;
}

function walkPlan(sweep: ListSweep, way: readonly Entry[], plan: Plan, subject: ModuleQuery): Promise<Route['walk']> {
  const known = (probe: EntryProbe, request: Parameters<EntryProbe['attempt']>[0]) => probe.attempt(request);
  return sweep.walk(way, plan.requests, subject, known, () => Promise.resolve());
}
