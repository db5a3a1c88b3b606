/** `checksum` as Markdown, to be pasted into a bug report: whole hashes, and the proof. */
import * as l10n from '@vscode/l10n';
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import { markdownCellCode as cell, inertMarkdown as plain } from '../../inert.ts';
import { checksumWords } from '../../words/command/checksumWords.ts';
import { remedyItem } from '../examination/markdownReport.ts';
import { MARK_SIGNS } from '../mark.ts';
import { checksumDocument, spokenNote } from './checksumDocument.ts';

export function checksumMarkdown(examination: ChecksumExamination): string {
  const report = checksumDocument(examination);
  const lines = [`## ${plain(report.title)}`, '', `**${MARK_SIGNS[report.mark]} ${plain(report.verdict)}**`];
  if (report.proof !== null) lines.push('', plain(report.proof));
  if (report.fork !== null) {
    lines.push('', plain(report.fork.title));
    for (const state of report.fork.states) lines.push('', `${plain(state.title)}:`, '', ...state.lines.map(indented));
  }
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['', checksumWords.source(), checksumWords.zip(), checksumWords.mod(), checksumWords.note()].map(plain);
  lines.push('', row(head), row(head.map(() => '---')));
  for (const one of report.rows) {
    const { mark, name, zip, mod } = one;
    const hash = (text: string | null) => (text === null ? '–' : cell(text));
    lines.push(row([MARK_SIGNS[mark], plain(name), hash(zip), hash(mod), plain(spokenNote(one))]));
  }
  if (report.difference !== null) {
    const { title, files, more } = report.difference;
    lines.push('', `### ${plain(title)}`, '', ...files.map(({ text }) => `* ${plain(text)}`));
    if (more > 0) lines.push(`* ${plain(checksumWords.more(more))}`);
  }
  if (report.remedies.length > 0)
    lines.push('', `### ${plain(checksumWords.todo())}`, '', ...report.remedies.map(remedyItem));
  if (report.docs !== null) lines.push('', `[${plain(l10n.t('More about it'))}](${report.docs})`);
  return `${lines.join('\n')}\n`;
}

/** A block of code without a fence, which the text in it could close. */
function indented(line: string): string {
  return `    ${line}`;
}
