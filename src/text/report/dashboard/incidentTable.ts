/** What was wrong, from when to when, and what was done about it, as a table. */
import * as l10n from '@vscode/l10n';
import { dashboardText } from '../../words/editor/dashboardText.ts';
import type { IncidentRow } from '../examination/watchedReport.ts';
import type { DashboardTable } from './dashboardDocument.ts';

export function incidentTable(incidents: readonly IncidentRow[]): DashboardTable {
  return {
    title: dashboardText.incidents(),
    heads: [l10n.t('When'), l10n.t('Entry'), l10n.t('Why'), l10n.t('What was done')],
    rows: incidents.map(({ isOver, period, name, cause, done }) => {
      const state = isOver ? dashboardText.over() : dashboardText.lasts();
      return [
        { text: period, hint: null, mark: { mark: isOver ? 'neutral' : 'bad', name: state } },
        { text: name, hint: null, isHead: true },
        { text: cause, hint: null },
        { text: done, hint: null },
      ];
    }),
    empty: dashboardText.noIncidents(),
  };
}
