/** The dashboard's document: one function of what the window knows. Pure, and without redaction: that is the last step. */
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import type { ListState } from '../../../health/listState.ts';
import type { Change } from '../../../remedies/change/change.ts';
import { timeOfDay } from '../../numbers.ts';
import { dashboardText } from '../../words/editor/dashboardText.ts';
import { editorText } from '../../words/editor/editorText.ts';
import { statusSentence } from '../../words/editor/statusText.ts';
import { originText } from '../../words/environment/originText.ts';
import { changeText } from '../../words/remedy/changeText.ts';
import { spokenFinding } from '../../words/verdict/verdictText.ts';
import { lettered } from '../examination/document.ts';
import { watchedReport } from '../examination/watchedReport.ts';
import type { Mark } from '../mark.ts';
import type { DashboardAction, DashboardCommand, DashboardDocument, DashboardRemedy } from './dashboardDocument.ts';
import { type EnvironmentSeen, effectiveTables } from './effectiveTables.ts';
import { historyOf } from './historyCharts.ts';
import { incidentTable } from './incidentTable.ts';
import { requestMap } from './requestMap.ts';

export interface DashboardSeen {
  readonly snapshot: Snapshot;
  /** Null until go has told its settings. */
  readonly environment: EnvironmentSeen | null;
  /** What would be taken back next; null where nothing can be. */
  readonly undoable: Change | null;
  /** In ms since the epoch. */
  readonly now: number;
}

export function dashboardDocument({ snapshot, environment, undoable, now }: DashboardSeen): DashboardDocument {
  const { state, examination, health } = snapshot;
  const watched = watchedReport(snapshot, examination?.list ?? null, now);
  return {
    language: editorText.languageTag(),
    mark: markOf(state),
    sentence: statusSentence(snapshot),
    notes: [...sourceNotes(snapshot), ...(watched.cost === null ? [] : [watched.cost])],
    actions: { title: dashboardText.actions(), items: actionsOf(undoable, now) },
    remedies: { title: dashboardText.remedies(), items: remediesOf(snapshot) },
    map: requestMap(snapshot, now),
    history: historyOf(health, now),
    incidents: incidentTable(watched.incidents),
    effective: effectiveTables(environment),
  };
}

function markOf(state: ListState): Mark {
  switch (state) {
    case 'healthy':
      return 'good';
    case 'degraded':
      return 'warning';
    case 'failing':
      return 'bad';
    default:
      return 'neutral';
  }
}

function sourceNotes({ examination }: Snapshot): string[] {
  if (examination === null) return [];
  const { environment, at } = examination;
  return [dashboardText.source(originText(environment.goproxy.origin)), dashboardText.checkedAt(timeOfDay(at))];
}

function actionsOf(undoable: Change | null, now: number): DashboardAction[] {
  const action = (command: DashboardCommand, title: string, detail: string | null = null): DashboardAction => ({
    act: { kind: 'command', command },
    title,
    detail,
  });
  return [
    action('diagnose', dashboardText.diagnose()),
    ...(undoable === null ? [] : [action('undo', dashboardText.undo(), changeText(undoable, now))]),
    action('switch', dashboardText.switchProxy()),
    action('compare', dashboardText.compare()),
    action('traceModule', dashboardText.trace()),
    action('importModule', dashboardText.importModule()),
    action('menu', dashboardText.more()),
  ];
}

/** Those of the finding that the sentence speaks of, as the report letters them. */
function remediesOf({ examination }: Snapshot): DashboardRemedy[] {
  const spoken = examination === null ? null : spokenFinding(examination);
  return lettered(spoken?.remedies ?? []).map(({ letter, remedy, title, changes, costs }) => {
    const detail = [changes, costs].filter((text) => text !== null).join(' ');
    const isAdvice = remedy.action.kind === 'advice' && remedy.command === null;
    if (isAdvice) return { act: null, title, detail: costs };
    return { act: { kind: 'remedy', letter: letter ?? '' }, title, detail };
  });
}
