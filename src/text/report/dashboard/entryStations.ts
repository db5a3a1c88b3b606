/** The entries of the list as stations: how each does, what a request meets there now, and what can be done with it. */
import type { Examination } from '../../../doctor/examination.ts';
import { type EntryExamination, isAlive } from '../../../doctor/list/listExamination.ts';
import type { EntryView } from '../../../doctor/watch/healthView.ts';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import { moveFirst } from '../../../goproxy/list/list.ts';
import { passesPrivate } from '../../../goproxy/list/mirrorRun.ts';
import { isPublicMirror } from '../../../goproxy/list/mirrors.ts';
import type { Passage } from '../../../health/passage.ts';
import { duration, momentOf, timeOfDay } from '../../numbers.ts';
import { dashboardText, stateSince } from '../../words/editor/dashboardText.ts';
import { editorText } from '../../words/editor/editorText.ts';
import { entryName } from '../../words/entryName.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import { markName } from '../../words/markText.ts';
import { goWord } from '../../words/verdict/goText.ts';
import { entryRows, type ReportRow } from '../examination/document.ts';
import type { DashboardAction, Fact, Hinted, Station, Way } from './dashboardDocument.ts';
import { figuresText } from './historyCharts.ts';

export interface EntriesSeen extends Pick<Snapshot, 'health' | 'passage'> {
  readonly examination: Examination;
  readonly now: number;
}

export function entryStations(seen: EntriesSeen): Station[] {
  const rows = entryRows(seen.examination.entries);
  return seen.examination.entries.flatMap((one, at) => {
    const row = rows[at];
    return row === undefined ? [] : [entryStation(one, row, seen)];
  });
}

function entryStation(one: EntryExamination, row: ReportRow, seen: EntriesSeen): Station {
  const { entry } = one;
  const view = seen.health?.entries.find(({ entry: { index } }) => index === entry.index) ?? null;
  return {
    id: `entry-${entry.index}`,
    kind: 'entry',
    role: dashboardText.entry(row.number),
    name: row.name,
    mark: { mark: row.mark, name: markName(row.mark) },
    lines: linesOf(one, view, seen),
    ...wayOf(one, seen.passage),
    separator: separatorOf(one),
    evidence: evidenceOf(row, view, seen.now),
    actions: actionsOf(one, seen.examination),
  };
}

function linesOf(one: EntryExamination, view: EntryView | null, { examination, now }: EntriesSeen): Hinted[] {
  const hint = dashboardText.tookAt(timeOfDay(examination.at));
  const { evidence, failure, telling, entry } = one;
  const lines: Hinted[] = [];
  if (entry.kind === 'direct') lines.push({ text: dashboardText.directName(), hint: null });
  if (failure !== null) lines.push({ text: failureClause(failure), hint });
  else if (evidence.length > 0) lines.push({ text: duration((telling ?? evidence[0])?.exchange.ms ?? 0), hint });
  // What a first failure, which is not believed yet, leaves as it was is not told beside it.
  const isDoubted = view?.health.state === 'up' && failure !== null && !isAlive(one);
  if (view !== null && !isDoubted)
    lines.push({ text: stateSince(view.health.state, momentOf(view.health.since, now)), hint: null });
  return lines;
}

/** Where a relay stands in between, what it does counts; else what go does. */
function wayOf(one: EntryExamination, passage: Passage | null): { readonly way: Way; readonly wayText: string } {
  const { entry, action } = one;
  const isThis = (other: { readonly index: number } | undefined) => other?.index === entry.index;
  if (passage?.front != null) {
    if (isThis(passage.front)) return { way: 'end', wayText: dashboardText.relayServes() };
    const isPassed = passage.passed.some((passed) => isThis(passed.entry));
    return { way: 'off', wayText: isPassed ? dashboardText.relayPasses() : dashboardText.notMet() };
  }
  const ways: Readonly<Record<EntryExamination['action'], Way>> = {
    serves: 'end',
    stops: 'end',
    hangs: 'end',
    'falls-through': 'on',
    unreached: 'off',
  };
  return { way: ways[action], wayText: goWord(one) };
}

function separatorOf({ entry: { separator } }: EntryExamination): Hinted | null {
  if (separator === null) return null;
  return { text: separator, hint: separator === ',' ? dashboardText.comma() : dashboardText.pipe() };
}

function evidenceOf({ mark, evidence, failure, go }: ReportRow, view: EntryView | null, now: number): Fact[] {
  const facts: Fact[] = [];
  const add = (term: string, text: string | null) => {
    if (text !== null && text !== '') facts.push({ term, text });
  };
  add(dashboardText.seen(), evidence);
  // “Not found” in the protocol's way is no fault.
  add(mark === 'neutral' ? dashboardText.answer() : dashboardText.wrong(), failure);
  add('go', go);
  if (view === null) return facts;
  const { health, hour, lastFailure } = view;
  add(dashboardText.state(), stateSince(health.state, momentOf(health.since, now)));
  add(dashboardText.lastHour(), figuresText(hour));
  if (lastFailure !== null) {
    const at = momentOf(lastFailure.at, now);
    add(dashboardText.lastFailure(), dashboardText.failureAt(failureClause(lastFailure), at));
  }
  return facts;
}

/** What is told of a public mirror that would come before a private one. */
function actionsOf({ entry }: EntryExamination, { list, environment }: Examination): DashboardAction[] {
  if (list === null || entry.kind !== 'url' || entry.index === 0) return [];
  if (moveFirst(list, entry.index) === null) return [];
  const asksPublic = passesPrivate(list, entry.index, ({ url }) => isPublicMirror(url, environment.publicMirrors));
  return [
    {
      act: { kind: 'first', entry: entry.index },
      title: dashboardText.putFirst(entryName(entry)),
      detail: asksPublic ? editorText.asksPublic() : null,
    },
  ];
}
