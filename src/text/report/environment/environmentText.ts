/** `env` for people: a line a setting, and a line for each who reads GOPROXY. */
import * as l10n from '@vscode/l10n';
import type { EnvironmentReport } from '../../../doctor/effective/environmentReport.ts';
import { inert } from '../../inert.ts';
import {
  consumerName,
  consumerReason,
  driftSentence,
  hiddenOriginText,
  isUnset,
  settingOriginText,
  shownValue,
  sourceSentences,
} from '../../words/environment/effectiveText.ts';
import { columnsOf, padEnd } from '../columns.ts';

/** The go command that was asked; null where there is none. */
export interface AskedGo {
  readonly path: string | null;
  readonly version: string | null;
}

export function environmentText(report: EnvironmentReport, go: AskedGo): string {
  const lines = [headText(go), '', ...settingLines(report), '', l10n.t('Who sees which GOPROXY'), ''];
  lines.push(...consumerLines(report));
  if (report.drift !== null) lines.push('', driftSentence(report.drift, shownValue));
  if (report.source !== null) lines.push('', ...sourceSentences(report.source, shownValue));
  return `${lines.join('\n')}\n`;
}

function headText(go: AskedGo): string {
  if (go.path === null) {
    return l10n.t('No go command was found; what follows is read from the environment and from files.');
  }
  return l10n.t(
    '{0} ({1})',
    inert(go.path),
    go.version === null ? l10n.t('go does not answer') : inert(go.version, 100),
  );
}

function settingLines({ settings }: EnvironmentReport): string[] {
  const width = Math.max(0, ...settings.map(({ name }) => name.length));
  return settings.flatMap((setting) => {
    const { name, value, origin, masked } = setting;
    return [
      isUnset(setting)
        ? l10n.t('  {0}   is not set', name.padEnd(width))
        : `  ${name.padEnd(width)} = ${shownValue(value)}   (${settingOriginText(name, origin)})`,
      ...masked.map((hidden) =>
        l10n.t(
          '  {0}   hides {1} ({2})',
          ' '.repeat(width),
          shownValue(hidden.value),
          hiddenOriginText(name, hidden.origin),
        ),
      ),
    ];
  });
}

function consumerLines({ consumers }: EnvironmentReport): string[] {
  const width = Math.max(0, ...consumers.map((one) => columnsOf(consumerName(one))));
  return consumers.map(
    (one) => `  ${padEnd(consumerName(one), width)} = ${shownValue(one.value)}   (${consumerReason(one)})`,
  );
}
