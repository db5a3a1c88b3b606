/** `trace` for people: a line a request with its place in time, grouped by who was asked; beside it our own phases. */

import { redact } from '../../../base/redact.ts';
import type { TraceReport } from '../../../doctor/trace/traceReport.ts';
import { inert } from '../../inert.ts';
import { traceSentences, traceWords } from '../../words/verdict/traceText.ts';
import { columnsOf, padEnd, padStart } from '../columns.ts';
import type { TerminalStyle } from '../examination/terminalReport.ts';
import { styleText } from '../style.ts';
import { type PhaseRow, phaseRows, type TraceGroup, type TraceRow, traceGroups } from './traceRows.ts';

const MARKS = { good: ['✓', '+', 'green'], bad: ['✗', 'x', 'red'], neutral: ['·', '-', 'gray'] } as const;
/** Columns of the time line. */
const LINE = 24;

export function traceText(report: TraceReport, style: TerminalStyle): string {
  const { outcome } = report;
  const [verdict = '', ...more] = traceSentences(report);
  const groups = traceGroups(report);
  const lines = [
    styleText(style.color, 'bold', traceWords.title(report)),
    ` ${traceWords.context(report)}`,
    '',
    ` ${markText(outcome.ok ? 'good' : 'bad', style)} ${styleText(style.color, 'bold', verdict)}`,
    ...more.map((sentence) => `   ${sentence}`),
    '',
    `   GOPROXY = ${inert(redact(report.goproxy), 2000)}`,
  ];
  if (groups.length === 0) lines.push('', `   ${traceWords.noRequests()}`);
  const widths = widthsOf(groups.flatMap(({ rows }) => rows));
  for (const group of groups) lines.push('', ...groupLines(group, widths, style));
  if (groups.length > 0) lines.push('', `   ${traceWords.ends(report.ms)}`);
  const phases = phaseRows(report);
  if (phases.length > 0)
    lines.push('', ` ${styleText(style.color, 'bold', traceWords.compared())}`, '', ...table(phases));
  if (phases.length > 0) lines.push('', `   ${traceWords.comparedNote()}`);
  const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  return style.unicode ? text : ascii(text);
}

interface Widths {
  readonly answer: number;
  readonly time: number;
}

function widthsOf(rows: readonly TraceRow[]): Widths {
  return {
    answer: Math.max(0, ...rows.map(({ answer }) => columnsOf(answer))),
    time: Math.max(0, ...rows.map(({ time }) => columnsOf(time))),
  };
}

function groupLines({ name, number, rows }: TraceGroup, widths: Widths, style: TerminalStyle): string[] {
  const head = number === null ? `   ${name}` : `   ${number} ${name}`;
  return [styleText(style.color, 'bold', head), ...rows.map((row) => rowLine(row, widths, style))];
}

function rowLine(row: TraceRow, { answer, time }: Widths, style: TerminalStyle): string {
  const { mark, what, through } = row;
  const cells = [markText(mark, style), `|${timeBar(row, style.unicode)}|`];
  cells.push(padEnd(row.answer, answer), padStart(row.time, time), through === null ? what : `${what} · ${through}`);
  return `     ${cells.join(' ')}`;
}

/** Its place on a line of fixed length; what hung is drawn open to the end. */
export function timeBar({ from, to, hung }: Pick<TraceRow, 'from' | 'to' | 'hung'>, unicode: boolean): string {
  const begin = Math.min(LINE - 1, Math.floor(from * LINE));
  const end = Math.min(LINE, Math.max(begin + 1, Math.ceil(to * LINE)));
  const [full, open] = unicode ? ['█', '░'] : ['#', '~'];
  return `${' '.repeat(begin)}${(hung ? open : full).repeat(end - begin)}${' '.repeat(LINE - end)}`;
}

function table(rows: readonly PhaseRow[]): string[] {
  const head = ['', traceWords.answer(), ...traceWords.phases(), traceWords.request()];
  const cells = [head, ...rows.map(({ who, answer, times, what }) => [who, answer, ...times, what])];
  const widths = head.map((_, column) => Math.max(...cells.map((line) => columnsOf(line[column] ?? ''))));
  const isNumber = (column: number) => column > 1 && column < head.length - 1;
  return cells.map((line) => {
    const padded = line.map((cell, at) =>
      isNumber(at) ? padStart(cell, widths[at] ?? 0) : padEnd(cell, widths[at] ?? 0),
    );
    return `   ${padded.join('  ')}`;
  });
}

function markText(which: keyof typeof MARKS, { color, unicode }: TerminalStyle): string {
  const [mark, twin, paint] = MARKS[which];
  return styleText(color, paint, unicode ? mark : twin);
}

const TWINS: Readonly<Record<string, string>> = { '·': '-', '–': '-', '…': '...', '“': '"', '”': '"', '’': "'" };

function ascii(text: string): string {
  return text.replace(/[·–…“”’]/g, (char) => TWINS[char] ?? char);
}
