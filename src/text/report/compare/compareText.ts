/** `compare` for people: a line a mirror, the best first; under it what is wrong with it. */
import type { Comparison } from '../../../doctor/compare/comparison.ts';
import { together } from '../../together.ts';
import { compareWords, conclusion, costText } from '../../words/command/compareText.ts';
import { columnsOf, padEnd, padStart, wrap } from '../columns.ts';
import { ascii, markText, type TerminalStyle, textColumns } from '../examination/terminalReport.ts';
import { styleText } from '../style.ts';
import { type CompareRow, compareRows, figureHeads } from './compareRows.ts';

export function compareText(comparison: Comparison, style: TerminalStyle): string {
  const width = textColumns(style);
  const { sentences, command } = conclusion(comparison);
  const lines = [
    styleText(style.color, 'bold', compareWords.title()),
    ...wrap(compareWords.askedFor(comparison.modules), width, 1, 1),
    '',
    ...table(compareRows(comparison), style),
    '',
    ...wrap(together(...sentences), width, 1, 1),
    // A command is one line, however long: it is there to be copied.
    ...(command === null ? [] : [`   ${command}`]),
    '',
    ...wrap(compareWords.note(), width, 1, 1),
    '',
    ` ${costText(comparison)}`,
  ];
  const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  return style.unicode ? text : ascii(text).replaceAll('–', '-');
}

function table(rows: readonly CompareRow[], style: TerminalStyle): string[] {
  const heads = figureHeads();
  const name = Math.max(columnsOf(compareWords.mirror()), ...rows.map((row) => columnsOf(row.name)));
  const digits = String(rows.length).length;
  const widths = heads.map((head, at) =>
    Math.max(columnsOf(head), ...rows.map(({ figures }) => columnsOf(figures[at] ?? ''))),
  );
  const cells = (figures: readonly string[]) =>
    figures.map((figure, at) => padStart(figure, widths[at] ?? 0)).join('  ');
  const indent = digits + 6;
  const head = `${' '.repeat(indent)}${padEnd(compareWords.mirror(), name)}  ${cells(heads)}`;
  return [
    styleText(style.color, 'gray', head),
    ...rows.flatMap((row, at) => [
      `   ${String(at + 1).padStart(digits)} ${markText(row.mark, style)} ${padEnd(row.name, name)}  ${cells(row.figures)}`,
      ...row.remarks.flatMap((remark) => wrap(remark, textColumns(style), indent + 2, indent + 2)),
    ]),
  ];
}
