/** An examination in some lines, for whoever gets the JSON beside it: the verdict, and what to do. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../../../doctor/examination.ts';
import { inert } from '../../inert.ts';
import { type ReportRemedy, reportDocument } from './document.ts';

/** Longer than any line that sets a list which people have. */
const COMMAND_LIMIT = 1000;

export function summaryText(examination: Examination): string {
  const { verdict, why, remedies, also } = reportDocument(examination);
  return [
    verdict,
    ...(why === null ? [] : [why]),
    ...(remedies.length === 0 ? [] : [l10n.t('What to do'), ...remedies.map(remedyText)]),
    ...also.map(({ text }) => text),
  ].join('\n');
}

function remedyText({ letter, title, remedy }: ReportRemedy): string {
  const line = letter === null ? title : `${letter} ${title}`;
  return remedy.command === null ? line : `${line}\n    ${inert(remedy.command, COMMAND_LIMIT)}`;
}
