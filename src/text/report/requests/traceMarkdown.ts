/** A trace as Markdown: the editor's document, and what is pasted into a bug report. */
import type { TraceReport } from '../../../doctor/trace/traceReport.ts';
import { markdownCellCode as cell, markdownCode as code, inertMarkdown as plain } from '../../inert.ts';
import { unbroken } from '../../numbers.ts';
import { traceSentences, traceWords } from '../../words/verdict/traceText.ts';
import { phaseRows, type TraceRow, traceGroups } from './traceRows.ts';
import { timeBar } from './traceText.ts';

export function traceMarkdown(report: TraceReport): string {
  const [verdict = '', ...more] = traceSentences(report);
  const groups = traceGroups(report);
  const lines = [`## ${plain(traceWords.title(report))}`, '', plain(traceWords.context(report)), ''];
  lines.push(`**${plain(verdict)}**`, ...more.flatMap((sentence) => ['', plain(sentence)]));
  lines.push('', `GOPROXY ${code(report.goproxy)}`);
  if (groups.length === 0) lines.push('', plain(traceWords.noRequests()));
  for (const { name, number, rows } of groups) {
    lines.push('', `### ${plain(number === null ? name : `${number} ${name}`)}`, '');
    lines.push(
      tableRow([traceWords.timeLine(), traceWords.answer(), traceWords.time(), traceWords.request()].map(plain)),
    );
    lines.push('| --- | --- | ---: | --- |', ...rows.map(requestRow));
  }
  if (groups.length > 0) lines.push('', `<sub>${plain(traceWords.ends(report.ms))}</sub>`);
  const phases = phaseRows(report);
  if (phases.length > 0) {
    lines.push('', `### ${plain(traceWords.compared())}`, '');
    lines.push(tableRow(['', traceWords.answer(), ...traceWords.phases(), traceWords.request()].map(plain)));
    lines.push(`| --- | --- |${' ---: |'.repeat(traceWords.phases().length)} --- |`);
    for (const { who, answer, times, what } of phases) {
      lines.push(tableRow([plain(who), plain(answer), ...times.map((time) => plain(unbroken(time))), cell(what)]));
    }
    lines.push('', `<sub>${plain(traceWords.comparedNote())}</sub>`);
  }
  return `${lines.join('\n')}\n`;
}

function requestRow(row: TraceRow): string {
  const what = row.through === null ? cell(row.what) : `${cell(row.what)} ${plain(row.through)}`;
  // A browser makes one blank of many.
  const line = timeBar(row, true).replaceAll(' ', '·');
  return tableRow([cell(line), plain(row.answer), plain(unbroken(row.time)), what]);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
