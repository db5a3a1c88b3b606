/** `checksum` for a terminal: the verdict, the table of hashes, what differs, what to do. */
import * as l10n from '@vscode/l10n';
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import { checksumWords } from '../../words/command/checksumWords.ts';
import { shortHash } from '../../words/verdict/checksumSentence.ts';
import { columnsOf, padEnd, wrap } from '../columns.ts';
import { ascii, markText, remedyLines, type TerminalStyle, textColumns } from '../examination/terminalReport.ts';
import { styleText } from '../style.ts';
import { type ChecksumDocument, type ChecksumRow, checksumDocument, spokenNote } from './checksumDocument.ts';

export function checksumText(examination: ChecksumExamination, style: TerminalStyle): string {
  const report = checksumDocument(examination);
  const width = textColumns(style);
  const bold = (text: string) => styleText(style.color, 'bold', text);
  const [verdict = '', ...rest] = wrap(report.verdict, width, 3, 3);
  const lines = [bold(report.title), '', ` ${markText(report.mark, style)} ${bold(verdict.trim())}`, ...rest.map(bold)];
  if (report.proof !== null) lines.push(...wrap(report.proof, width, 3, 3));
  lines.push(...forkLines(report, width), '', ...tableLines(report.rows, style), ...differenceLines(report, bold));
  if (report.remedies.length > 0) lines.push('', ` ${bold(checksumWords.todo())}`);
  for (const remedy of report.remedies) lines.push(...remedyLines(remedy, width));
  if (report.docs !== null) lines.push('', `   ${l10n.t('More about it: {0}', report.docs)}`);
  const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  return style.unicode ? text : ascii(text);
}

function tableLines(rows: readonly ChecksumRow[], style: TerminalStyle): string[] {
  const head = [checksumWords.source(), checksumWords.zip(), checksumWords.mod(), checksumWords.note()];
  const cells = rows.map((one) => [one.name, shortHash(one.zip), shortHash(one.mod), spokenNote(one)]);
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((line) => columnsOf(line[column] ?? ''))));
  const line = (mark: string, all: readonly string[]) =>
    `   ${mark} ${all.map((cell, at) => padEnd(cell, widths[at] ?? 0)).join('  ')}`;
  return [line(' ', head), ...cells.map((all, at) => line(markText(rows[at]?.mark ?? 'neutral', style), all))];
}

/** Not wrapped: they are to be copied as they are. */
function forkLines({ fork }: ChecksumDocument, width: number): string[] {
  if (fork === null) return [];
  const states = fork.states.flatMap(({ title, lines }) => [`   ${title}:`, ...lines.map((line) => `     ${line}`)]);
  return ['', ...wrap(fork.title, width, 3, 3), ...states];
}

function differenceLines({ difference }: ChecksumDocument, bold: (text: string) => string): string[] {
  if (difference === null) return [];
  const lines = ['', ` ${bold(difference.title)}`];
  for (const { text, lines: both } of difference.files) {
    lines.push(`   ${text}`);
    if (both !== null) lines.push(`     - ${both.before}`, `     + ${both.after}`);
  }
  if (difference.more > 0) lines.push(`   ${checksumWords.more(difference.more)}`);
  return lines;
}
