/** The effective map as tables: who sees which GOPROXY, and what is set, from where, and what it hides. */
import * as l10n from '@vscode/l10n';
import type { EffectiveSetting, EnvironmentReport } from '../../../doctor/effective/environmentReport.ts';
import { dashboardText } from '../../words/editor/dashboardText.ts';
import {
  consumerName,
  consumerReason,
  driftSentence,
  hiddenOriginText,
  isUnset,
  settingOriginText,
  shownValue,
} from '../../words/environment/effectiveText.ts';
import type { AskedGo } from '../environment/environmentText.ts';
import type { Cell, DashboardDocument } from './dashboardDocument.ts';

/** What go and VS Code say of the settings. */
export interface EnvironmentSeen {
  readonly report: EnvironmentReport;
  readonly go: AskedGo;
}

const plain = (text: string): Cell => ({ text, hint: null });

export function effectiveTables(environment: EnvironmentSeen | null): DashboardDocument['effective'] {
  const title = dashboardText.effective();
  if (environment === null) return { title, notes: [dashboardText.asking()], tables: [] };
  const { settings, consumers, drift } = environment.report;
  return {
    title,
    notes: drift === null ? [] : [driftSentence(drift, shownValue)],
    tables: [
      {
        title: l10n.t('Who sees which GOPROXY'),
        heads: [l10n.t('Who'), 'GOPROXY', dashboardText.from()],
        rows: consumers.map((one) => [
          { ...plain(consumerName(one)), isHead: true },
          { ...plain(shownValue(one.value)), isCode: true },
          plain(consumerReason(one)),
        ]),
        empty: dashboardText.noSettings(),
      },
      {
        title: l10n.t('Settings'),
        heads: [l10n.t('Name'), l10n.t('Value'), dashboardText.from(), dashboardText.hides()],
        rows: settings.filter((one) => !isUnset(one)).map(settingRow),
        empty: dashboardText.noSettings(),
      },
    ],
  };
}

function settingRow({ name, value, origin, masked }: EffectiveSetting): Cell[] {
  const hidden = masked.map((one) => `${shownValue(one.value)} (${hiddenOriginText(name, one.origin)})`);
  return [
    { ...plain(name), isHead: true },
    { ...plain(shownValue(value)), isCode: true },
    plain(settingOriginText(name, origin)),
    plain(hidden.join(', ')),
  ];
}
