/** `classify` for people: a block a failure, the deciding one first; and the words of the command's help. */
import * as l10n from '@vscode/l10n';
import type { TextFailure } from '../../../failures/textFailure.ts';
import type { Entry } from '../../../goproxy/list/list.ts';
import { inert } from '../../inert.ts';
import { together } from '../../together.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import { entryOf } from './jsonFailures.ts';

export const classifyHelp = {
  command: () => l10n.t('read what the go command printed, and say which failures are in it'),
  file: () => l10n.t('the output to read; standard input unless given'),
  goproxy: () => l10n.t('the list that go had: tells which of its entries each failure is of'),
  unreadable: (file: string) => l10n.t('{0} cannot be read: give a file, or the text on standard input.', file),
};

export function failuresText(failures: readonly TextFailure[], entries: readonly Entry[]): string {
  if (failures.length === 0) return `${l10n.t('No failure of a module download is in it.')}\n`;
  return `${failures.map((failure) => block(failure, entries)).join('\n\n')}\n`;
}

function block(failure: TextFailure, entries: readonly Entry[]): string {
  const { code, detail, line, module, version, url, host } = failure;
  const who = host === null ? null : inert(host, 200);
  const clause = failureClause({ code, detail });
  const entry = entryOf(failure, entries);
  const lines = [`${code}: ${together(who, clause)}`];
  if (module !== null)
    lines.push(l10n.t('  module   {0}', inert(version === null ? module : `${module}@${version}`, 300)));
  if (url !== null) lines.push(l10n.t('  URL      {0}', inert(url, 400)));
  if (entry !== null) lines.push(l10n.t('  entry    {0}', String(entry)));
  lines.push(l10n.t('  line     {0}', String(line)));
  return lines.join('\n');
}
