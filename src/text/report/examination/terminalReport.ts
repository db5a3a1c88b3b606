/** The report for a terminal: plain lines, colour and Unicode only where they are understood. */
import * as l10n from '@vscode/l10n';
import { columnsOf, padEnd, wrap } from '../columns.ts';
import type { Mark } from '../mark.ts';
import { styleText } from '../style.ts';
import type { ReportDocument, ReportRemedy, ReportRow } from './document.ts';

export interface TerminalStyle {
  readonly color: boolean;
  /** False prints the ASCII twins of the marks. */
  readonly unicode: boolean;
  /** Columns; lines are wrapped to it. */
  readonly width: number;
}

const MARKS: Readonly<Record<Mark, readonly [string, string]>> = {
  good: ['✓', '+'],
  bad: ['✗', 'x'],
  warning: ['!', '!'],
  neutral: ['·', '-'],
};

const COLORS = { good: 'green', bad: 'red', warning: 'yellow', neutral: 'gray' } as const;

/** Beside a name there must be room for a few words. */
const WORTH_READING = 40;

/** More than this is hard to read, however wide the window is. */
const MAX_WIDTH = 110;

export function terminalReport(report: ReportDocument, style: TerminalStyle): string {
  const width = textColumns(style);
  const mark = (which: Mark) => markText(which, style);
  const bold = (text: string) => styleText(style.color, 'bold', text);
  const lines: string[] = [];
  const put = (text: string, indent: number, hang = indent) => lines.push(...wrap(text, width, indent, hang));

  lines.push(bold(report.title));
  put(report.context, 1);
  lines.push('');
  lines.push(
    ...wrap(report.verdict, width, 3, 3).map((line, at) =>
      at === 0 ? ` ${mark(report.mark)} ${bold(line.trim())}` : bold(line),
    ),
  );
  if (report.why !== null) put(report.why, 3);
  lines.push('');
  put(l10n.t('GOPROXY = {0}   from: {1}', report.goproxy, report.origin), 3, 13);
  lines.push(...rowLines(report.rows, style));
  if (report.database !== null) {
    lines.push('');
    put(l10n.t('Checksum database: {0}', report.database), 3, 5);
  }
  if (report.remedies.length > 0) {
    lines.push('', ` ${bold(l10n.t('What to do'))}`);
    for (const remedy of report.remedies) lines.push(...remedyLines(remedy, width));
  }
  // An address is one line, however long: it is there to be opened.
  if (report.docs !== null) lines.push('', `   ${l10n.t('More about it: {0}', report.docs)}`);
  if (report.also.length > 0) {
    lines.push('', ` ${bold(l10n.t('Also seen'))}`);
    for (const { mark: which, text, remedies } of report.also) {
      const [first = '', ...rest] = wrap(text, width, 5, 5);
      lines.push(`   ${mark(which)} ${first.trim()}`, ...rest);
      for (const { title, remedy } of remedies.slice(0, 1)) {
        put(`→ ${title}`, 5, 7);
        if (remedy.command !== null) lines.push(`       ${remedy.command}`);
      }
    }
  }
  for (const { heading, text } of report.attachments) lines.push('', ...wrap(heading, width, 1, 1), text.trimEnd());
  lines.push('', ...wrap(report.footer, width, 1, 1));
  const text = `${lines.join('\n')}\n`;
  return style.unicode ? text : ascii(text);
}

/** The entries as a table; a row's further lines stand under its evidence. */
export function rowLines(rows: readonly ReportRow[], style: TerminalStyle): string[] {
  const longest = Math.max(0, ...rows.map(({ name }) => columnsOf(name)));
  const width = textColumns(style);
  const digits = String(rows.length).length;
  // In a narrow window the names stand above what is said of them.
  const nameWidth = width < longest + WORTH_READING ? 0 : Math.min(32, longest);
  const lines = rows.flatMap((one) => rowOf(one, markText(one.mark, style), { nameWidth, digits, width }));
  return style.unicode ? lines : lines.map(ascii);
}

export function textColumns({ width }: TerminalStyle): number {
  return Math.max(40, Math.min(width, MAX_WIDTH));
}

export function markText(which: Mark, { color, unicode }: TerminalStyle): string {
  return styleText(color, COLORS[which], MARKS[which][unicode ? 0 : 1]);
}

interface Columns {
  /** Of the names; a longer one takes a line of its own. */
  readonly nameWidth: number;
  readonly digits: number;
  readonly width: number;
}

function rowOf(one: ReportRow, mark: string, { nameWidth, digits, width }: Columns): string[] {
  const indent = 7 + digits + nameWidth;
  const said = [one.evidence, one.failure ?? ''].filter((text) => text !== '');
  const lines = said.flatMap((text) => wrap(text, width, indent, indent));
  lines.push(...wrap(l10n.t('go {0}', one.go), width, indent, indent + 3));
  const head = `   ${String(one.number).padStart(digits)} ${mark} ${padEnd(one.name, nameWidth)}`;
  const [first = '', ...rest] = lines;
  const all = columnsOf(one.name) > nameWidth ? [head, ...lines] : [`${head} ${first.trim()}`, ...rest];
  return all.map((line) => line.trimEnd());
}

export function remedyLines({ letter, title, remedy, changes, undo, costs }: ReportRemedy, width: number): string[] {
  const [first = '', ...rest] = wrap(title, width, 5, 5);
  const lines = [`   ${letter ?? ' '} ${first.trim()}`, ...rest];
  // A command is one line, however long: it is there to be copied.
  if (remedy.command !== null) lines.push(`       ${remedy.command}`);
  if (remedy.command === null && remedy.store !== null) lines.push(...wrap(changes, width, 7, 7));
  if (remedy.store !== null || remedy.undo !== null) lines.push(`       ${l10n.t('undo: {0}', undo)}`);
  if (costs !== null) lines.push(...wrap(l10n.t('costs: {0}', costs), width, 7, 14));
  return lines;
}

const TWINS: Readonly<Record<string, string>> = { '·': '-', '→': '->', '…': '...', '“': '"', '”': '"', '’': "'" };

export function ascii(text: string): string {
  return text.replace(/[·→…“”’]/g, (char) => TWINS[char] ?? char);
}
