/** The report as Markdown, to be pasted into a bug report. Whatever a server or a file said stands in code spans or escaped. */
import * as l10n from '@vscode/l10n';
import { markdownCellCode as cell, markdownCode as code, inertMarkdown as plain } from '../../inert.ts';
import { MARK_SIGNS } from '../mark.ts';
import type { ReportDocument, ReportRemedy, ReportRow } from './document.ts';
import type { IncidentRow } from './watchedReport.ts';

export function markdownReport(report: ReportDocument): string {
  const lines = [
    `## ${plain(report.title)}`,
    '',
    plain(report.context),
    '',
    `**${MARK_SIGNS[report.mark]} ${plain(report.verdict)}**`,
    ...(report.why === null ? [] : ['', plain(report.why)]),
    '',
    `${code(`GOPROXY=${report.goproxy}`)} (${plain(l10n.t('from: {0}', report.origin))})`,
  ];
  if (report.rows.length > 0) lines.push('', ...entryTable(report.rows));
  if (report.database !== null) lines.push('', plain(l10n.t('Checksum database: {0}', report.database)));
  for (const line of report.watched?.relay ?? []) lines.push('', plain(line));
  if (report.remedies.length > 0) {
    lines.push('', `### ${plain(l10n.t('What to do'))}`, '', ...report.remedies.map(remedyItem));
  }
  if (report.docs !== null) lines.push('', `[${plain(l10n.t('More about it'))}](${report.docs})`);
  if (report.also.length > 0) {
    lines.push('', `### ${plain(l10n.t('Also seen'))}`, '');
    for (const { mark, text, remedies } of report.also) {
      lines.push(`- ${MARK_SIGNS[mark]} ${plain(text)}`, ...remedies.slice(0, 1).map(besides));
    }
  }
  for (const { heading, text } of report.attachments) lines.push('', plain(heading), '', '```', text.trimEnd(), '```');
  if (report.watched !== null) lines.push(...incidentLines(report.watched.incidents));
  lines.push('', `<sub>${plain(report.footer)}</sub>`, '');
  return lines.join('\n');
}

function entryTable(rows: readonly ReportRow[]): string[] {
  return [
    `| | ${plain(l10n.t('entry'))} | ${plain(l10n.t('seen'))} | ${plain(l10n.t('what go does'))} |`,
    '| --- | --- | --- | --- |',
    ...rows.map(({ mark, number, name, evidence, failure, go }) => {
      const seen = [evidence, failure].filter((part) => part !== null && part !== '').join(' — ');
      return `| ${MARK_SIGNS[mark]} ${number} | ${cell(name)} | ${plain(seen)} | ${plain(go)} |`;
    }),
  ];
}

function incidentLines(incidents: readonly IncidentRow[]): string[] {
  if (incidents.length === 0) return [];
  const heads = [l10n.t('when'), l10n.t('entry'), l10n.t('why'), l10n.t('what was done')].map(plain);
  return [
    ...['', `### ${plain(l10n.t('Incidents'))}`, '', `| ${heads.join(' | ')} |`, '| --- | --- | --- | --- |'],
    ...incidents.map(
      ({ period, name, cause, done }) => `| ${plain(period)} | ${cell(name)} | ${plain(cause)} | ${plain(done)} |`,
    ),
  ];
}

function besides({ title, remedy }: ReportRemedy): string {
  return `  → ${plain(title)}${remedy.command === null ? '' : ` ${code(remedy.command)}`}`;
}

export function remedyItem({ title, remedy, changes, undo, costs }: ReportRemedy): string {
  const parts = [`- ${plain(title)}`];
  if (remedy.command !== null) parts.push(`  - ${code(remedy.command)}`);
  if (remedy.command === null && remedy.store !== null) parts.push(`  - ${plain(changes)}`);
  if (remedy.store !== null) {
    parts.push(`  - ${plain(l10n.t('undo:'))} ${remedy.undo === null ? plain(undo) : code(undo)}`);
  }
  if (costs !== null) parts.push(`  - ${plain(l10n.t('costs: {0}', costs))}`);
  return parts.join('\n');
}
