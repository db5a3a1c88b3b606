/** `probe` for people: a line an entry. */
import type { EntryExamination } from '../../../doctor/list/listExamination.ts';
import { entryRows } from './document.ts';
import { rowLines, type TerminalStyle } from './terminalReport.ts';

export function probeText(entries: readonly EntryExamination[], style: TerminalStyle): string {
  return `${rowLines(entryRows(entries), style).join('\n')}\n`;
}
