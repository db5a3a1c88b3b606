/** Mirrors side by side as Markdown: the editor's document, and what is pasted elsewhere. */
import type { Comparison } from '../../../doctor/compare/comparison.ts';
import { markdownCode as code, inertMarkdown as plain } from '../../inert.ts';
import { together } from '../../together.ts';
import { compareWords, conclusion, costText } from '../../words/command/compareText.ts';
import { markName } from '../../words/markText.ts';
import { MARK_SIGNS } from '../mark.ts';
import { type CompareRow, compareRows, figureHeads } from './compareRows.ts';

export function compareMarkdown(comparison: Comparison): string {
  const { sentences, command } = conclusion(comparison);
  const heads = ['', '', compareWords.mirror(), ...figureHeads(), compareWords.remark()];
  const lines = [
    `## ${plain(compareWords.title())}`,
    '',
    plain(compareWords.askedFor(comparison.modules)),
    '',
    `**${plain(together(...sentences))}**${command === null ? '' : ` ${code(command)}`}`,
    '',
    tableRow(heads.map(plain)),
    `| ---: | --- | --- |${' ---: |'.repeat(figureHeads().length)} --- |`,
    ...compareRows(comparison).map(rowOf),
    '',
    `<sub>${plain(compareWords.note())}</sub>`,
    '',
    `<sub>${plain(costText(comparison))}</sub>`,
  ];
  return `${lines.join('\n')}\n`;
}

function rowOf({ mark, name, figures, remarks }: CompareRow, at: number): string {
  const cells = [`${MARK_SIGNS[mark]} ${markName(mark)}`, name, ...figures, remarks.join('; ')];
  return tableRow([String(at + 1), ...cells.map(plain)]);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
