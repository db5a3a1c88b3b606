/** `checksum` for people and for scripts: the verdict, the table of hashes, what differs, what to do. */
import { redact } from '../../base/redact.ts';
import type { ChecksumExamination } from '../../doctor/checksum/checksumExamination.ts';
import type { Source } from '../../integrity/triage/source.ts';
import { inert, inertMarkdown, markdownCellCode } from '../inert.ts';
import {
  checksumSentence,
  checksumSteps,
  checksumWords,
  fileLine,
  sourceName,
  sourceNote,
} from '../words/checksumWords.ts';
import { styleText } from './style.ts';
import type { TerminalStyle } from './terminalReport.ts';

/** `h1:` and so many characters: enough to tell two apart. */
const SHORT = 12;

export function checksumText(examination: ChecksumExamination, { color, unicode }: TerminalStyle): string {
  const { verdict, difference, sources } = examination;
  const bold = (text: string) => styleText(color, 'bold', text);
  const [good, bad] = unicode ? ['✓', '✗'] : ['+', 'x'];
  const mark = verdict.agree ? styleText(color, 'green', good) : styleText(color, 'red', bad);
  const lines = [bold(checksumWords.title(examination)), '', ` ${mark} ${bold(checksumSentence(examination))}`, ''];
  const cells = [head(), ...sources.map((one) => cellsOf(one, examination))];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of cells)
    lines.push(`   ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  if (difference !== null) {
    lines.push('', ` ${bold(checksumWords.difference(shown(difference.from), shown(difference.to)))}`);
    for (const file of difference.files) {
      lines.push(`   ${fileLine(file)}`);
      if (file.line !== null)
        lines.push(`     - ${inert(file.line.before ?? '')}`, `     + ${inert(file.line.after ?? '')}`);
    }
    if (difference.more > 0) lines.push(`   ${checksumWords.more(difference.more)}`);
  }
  const steps = checksumSteps(examination);
  if (steps.length > 0) lines.push('', ` ${bold(checksumWords.todo())}`, ...steps.map((step) => `   ${step}`));
  const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  return unicode ? text : text.replace(/[…“”’→]/g, (char) => TWINS[char] ?? char);
}

const TWINS: Readonly<Record<string, string>> = { '…': '...', '“': '"', '”': '"', '’': "'", '→': '->' };

export function checksumMarkdown(examination: ChecksumExamination): string {
  const { difference, sources } = examination;
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [
    `# ${inertMarkdown(checksumWords.title(examination))}`,
    '',
    `**${inertMarkdown(checksumSentence(examination))}**`,
    '',
  ];
  lines.push(row(head().map(inertMarkdown)), row(head().map(() => '---')));
  for (const one of sources) {
    const note = [isOdd(one, examination) ? checksumWords.differs() : '', sourceNote(one)].filter(Boolean).join(', ');
    const hash = (text: string | null) => (text === null ? '–' : markdownCellCode(text));
    lines.push(row([inertMarkdown(sourceName(one)), hash(one.zip), hash(one.mod), inertMarkdown(note)]));
  }
  if (difference !== null) {
    lines.push('', `## ${inertMarkdown(checksumWords.difference(shown(difference.from), shown(difference.to)))}`, '');
    lines.push(...difference.files.map((file) => `* ${inertMarkdown(fileLine(file))}`));
    if (difference.more > 0) lines.push(`* ${inertMarkdown(checksumWords.more(difference.more))}`);
  }
  const steps = checksumSteps(examination);
  if (steps.length > 0) {
    lines.push('', `## ${inertMarkdown(checksumWords.todo())}`, '', ...steps.map((step) => `* ${inertMarkdown(step)}`));
  }
  return `${lines.join('\n')}\n`;
}

function head(): readonly string[] {
  return [checksumWords.source(), checksumWords.zip(), checksumWords.mod(), checksumWords.note()];
}

function cellsOf(one: Source, examination: ChecksumExamination): readonly string[] {
  const note = [isOdd(one, examination) ? checksumWords.differs() : '', sourceNote(one)].filter(Boolean).join(', ');
  return [sourceName(one), short(one.zip), short(one.mod), note];
}

/** A file with two lines has two rows under one name: only the one that differs is marked. */
function isOdd({ name, zip, mod, code }: Source, { verdict }: ChecksumExamination): boolean {
  const { odd, truth } = verdict;
  if (!odd.includes(name)) return false;
  const differs = (hash: string | null, right: string | null) => hash !== null && right !== null && hash !== right;
  return code === 'cache-damaged' || differs(zip, truth.zip) || differs(mod, truth.mod);
}

function short(hash: string | null): string {
  return hash === null ? '-' : inert(hash, 'h1:'.length + SHORT);
}

function shown(name: string): string {
  return inert(redact(name), 80);
}
