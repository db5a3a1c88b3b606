/** The effective map as Markdown: the editor's document, and what is pasted into a bug report. Values stand in code spans. */
import * as l10n from '@vscode/l10n';
import type { EffectiveSetting, EnvironmentReport } from '../../../doctor/effective/environmentReport.ts';
import { markdownCellCode as cell, markdownCode as code, inertMarkdown as plain } from '../../inert.ts';
import { together } from '../../together.ts';
import {
  consumerName,
  consumerReason,
  driftSentence,
  hiddenOriginText,
  isUnset,
  settingOriginText,
  sourceSentences,
} from '../../words/environment/effectiveText.ts';
import type { AskedGo } from './environmentText.ts';

/** Stands on both sides of a value's number inside a sentence: no text of ours has it. */
const HOLE = '\u0000';

export function environmentMarkdown(report: EnvironmentReport, go: AskedGo): string {
  const { settings, consumers, drift, source } = report;
  const lines = [`## ${plain(l10n.t('Effective Go settings'))}`, '', headLine(go)];
  if (drift !== null) lines.push('', `**${sentence((quote) => [driftSentence(drift, quote)])}**`);
  lines.push('', `### ${plain(l10n.t('Who sees which GOPROXY'))}`, '');
  lines.push(`| | GOPROXY | ${plain(l10n.t('from'))} |`, '| --- | --- | --- |');
  for (const one of consumers) {
    lines.push(`| ${plain(consumerName(one))} | ${valueCell(one.value)} | ${plain(consumerReason(one))} |`);
  }
  lines.push('', `### ${plain(l10n.t('Settings'))}`, '');
  lines.push(`| | ${plain(l10n.t('value'))} | ${plain(l10n.t('from'))} | ${plain(l10n.t('hides'))} |`);
  lines.push('| --- | --- | --- | --- |', ...settings.map(settingRow));
  if (source !== null) lines.push('', `<sub>${sentence((quote) => sourceSentences(source, quote))}</sub>`);
  return `${lines.join('\n')}\n`;
}

function headLine(go: AskedGo): string {
  if (go.path === null) {
    return plain(l10n.t('No go command was found; what follows is read from the environment and from files.'));
  }
  return `${code(go.path)} (${plain(go.version ?? l10n.t('go does not answer'))})`;
}

function settingRow(setting: EffectiveSetting): string {
  const { name, value, origin, masked } = setting;
  const hidden = masked.map((one) => `${cell(one.value)} (${plain(hiddenOriginText(name, one.origin))})`);
  const [shown, from] = isUnset(setting)
    ? [plain(l10n.t('not set')), '']
    : [valueCell(value), plain(settingOriginText(name, origin))];
  return `| ${cell(name)} | ${shown} | ${from} | ${hidden.join(', ')} |`;
}

/** An empty code span is none. */
function valueCell(value: string): string {
  return value === '' ? '' : cell(value);
}

/** Escapes the words of a sentence and puts its values, in whatever order it names them, in code spans. */
function sentence(make: (quote: (value: string) => string) => readonly string[]): string {
  const values: string[] = [];
  const quote = (value: string) => `${HOLE}${values.push(value) - 1}${HOLE}`;
  return together(...make(quote))
    .split(HOLE)
    .map((part, at) => (at % 2 === 0 ? plain(part) : code(values[Number(part)] ?? '')))
    .join('');
}
