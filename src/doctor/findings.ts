/** From the model of a list to findings: what concerns the user, how much, and what can be done. Pure. */
import { CATALOGUE, type Severity } from '../failures/catalogue.ts';
import type { FailureCode } from '../failures/code.ts';
import { adviceSeverity, isAdvice } from '../failures/network/advice.ts';
import type { Setting } from '../gocmd/env/setting.ts';
import type { GoproxyList, ListFault } from '../goproxy/list/list.ts';
import { proposeRemedies } from '../remedies/proposeRemedies.ts';
import type { RemedyContext } from '../remedies/remedyContext.ts';
import type { Finding, LayerFailure } from './finding.ts';
import type { GraphFinding } from './graph/graphExamination.ts';
import { type EntryExamination, isAlive, type ListExamination } from './list/listExamination.ts';
import type { NetworkExamination } from './network/networkExamination.ts';

export interface FindingsQuestion {
  readonly list: GoproxyList | null;
  readonly listFault: ListFault | null;
  readonly examined: ListExamination | null;
  /** The setting that the list came from; null where it was given with the call. */
  readonly setting: Setting | null;
  readonly remedies: Omit<RemedyContext, 'list' | 'better' | 'examined'>;
  readonly network: NetworkExamination;
  readonly graph: readonly GraphFinding[];
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export function findingsOf(question: FindingsQuestion): Finding[] {
  const { list, listFault, examined, setting, remedies, network, graph } = question;
  const context: RemedyContext = {
    ...remedies,
    list,
    better: examined === null ? null : betterEntry(examined.entries),
    examined: examined !== null,
  };
  const finding = (code: FailureCode, more: Partial<Finding>): Finding => {
    const { detail = null, entry = null, module = null, facts = {} } = more;
    const proposed = proposeRemedies({ code, detail, entry, module, version: facts.version ?? null, facts }, context);
    const severity = CATALOGUE[code].severity;
    return { code, detail, severity, entry, module, remedies: proposed, layer: null, facts: {}, ...more };
  };
  const found: Finding[] = [];
  if (listFault !== null) found.push(finding('goproxy-invalid', { detail: listFault.detail, entry: listFault.index }));
  if (examined !== null) {
    for (const one of examined.entries) {
      const layers = network.entries.get(one.entry.index) ?? [];
      found.push(...entryFindings(one, layers, examined, finding));
    }
    const { verdict, routes } = examined;
    // A verdict that no entry's own failure explains: `off`, a private module that goes direct.
    if (
      !verdict.ok &&
      verdict.failure !== null &&
      !found.some((one) => one.entry === verdict.entry && one.severity === 'error')
    ) {
      const { code, detail } = verdict.failure;
      const module = routes.find(({ walk }) => !walk.outcome.ok)?.module ?? null;
      found.push(finding(code, { detail, entry: verdict.entry, module, severity: 'error' }));
    }
  }
  if (setting !== null && setting.masked.length > 0) found.push(finding('setting-masked', { detail: setting.origin }));
  for (const { code, detail, layer, facts } of network.machine) found.push(finding(code, { detail, layer, facts }));
  for (const { code, detail, severity, module, facts } of graph)
    found.push(finding(code, { detail, severity, module, layer: 'graph', facts }));
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function entryFindings(
  one: EntryExamination,
  layers: readonly LayerFailure[],
  { entries, verdict }: ListExamination,
  finding: (code: FailureCode, more: Partial<Finding>) => Finding,
): Finding[] {
  const { failure, action, entry, sumdb } = one;
  const found: Finding[] = [];
  const decides = !verdict.ok && verdict.entry === entry.index;
  // "Not found" in the protocol's way is a sign of life, and only where it ends the walk a trouble.
  if (failure !== null && (decides || !isAlive(one) || failure.code === 'slow')) {
    const isMet = action !== 'unreached' || decides;
    const severity = failure.code === 'slow' ? 'warning' : isMet ? CATALOGUE[failure.code].severity : 'warning';
    const exact = layers.find(({ code, detail }) => code === failure.code && !isAdvice(detail));
    const { layer, facts } = exact ?? { layer: null, facts: {} };
    // What fits is chosen by what the request showed.
    found.push({
      ...finding(failure.code, { detail: failure.detail, entry: entry.index, severity, layer, facts }),
      detail: exact?.detail ?? failure.detail,
    });
    for (const beside of layers.filter((other) => other !== exact)) {
      const isHarmless = isAdvice(beside.detail) || severity !== 'error';
      const how = isHarmless ? 'warning' : CATALOGUE[beside.code].severity;
      found.push(finding(beside.code, { ...beside, entry: entry.index, severity: how }));
    }
  } else {
    for (const beside of layers) {
      // A GOAUTH that go refuses ends every https request of its own, whatever the server says to ours.
      const severity = beside.detail === 'goauth' ? CATALOGUE[beside.code].severity : adviceSeverity(beside);
      if (severity !== null) found.push(finding(beside.code, { ...beside, entry: entry.index, severity }));
    }
  }
  // What fails everything in one way is at fault once.
  const isSame = failure?.code === 'captive-portal' || failure?.code === sumdb?.failure?.detail;
  if (sumdb?.failure != null && !isSame) {
    const { code, detail } = sumdb.failure;
    const severity = entry.index === databaseEntry(entries) ? 'error' : 'warning';
    found.push(finding(code, { detail, entry: entry.index, severity }));
  }
  return found;
}

/**
 * Returns the entry through which go would ask the checksum database, or whose failure ends the search for one; null where go
 * asks the database itself. Its walk is one of its own (initBase in modfetch/sumdb.go): who serves the module does not matter.
 */
function databaseEntry(entries: readonly EntryExamination[]): number | null {
  let failed: number | null = null;
  for (const { entry, sumdb, failure } of entries) {
    if (entry.kind !== 'url') return entry.kind === 'direct' ? null : failed;
    if (sumdb === null) {
      // It could not even be asked: what ends the module's walk is told already.
      if (failure !== null && failure.code !== 'not-found' && entry.separator !== '|') return null;
    } else if (sumdb.supported === true) {
      return entry.index;
    } else if (sumdb.failure !== null) {
      failed = entry.index;
      if (entry.separator !== '|' || sumdb.failure.detail === 'stall') return failed;
    }
  }
  return failed;
}

/** The first entry that is well, behind the first place; `except` has failed with something that was not asked of it here. */
export function betterEntry(entries: readonly EntryExamination[], except: number | null = null): number | null {
  const well = entries.find(
    ({ failure, evidence, entry, sumdb }) =>
      entry.kind === 'url' &&
      entry.index !== except &&
      evidence.length > 0 &&
      failure === null &&
      sumdb?.failure == null,
  );
  return well === undefined || well.entry.index === 0 ? null : well.entry.index;
}
