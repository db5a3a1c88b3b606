/** `simulate` for people: a line a request, with the entries it visits. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../../../doctor/examination.ts';
import { inert } from '../../inert.ts';
import { entryName } from '../../words/entryName.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import { verdictSentence } from '../../words/verdict/verdictText.ts';

export function simulationText(examination: Examination): string {
  const { entries, routes } = examination;
  const nameOf = (index: number) => {
    const one = entries[index];
    return one === undefined ? 'direct' : `${index + 1} ${entryName(one.entry)}`;
  };
  const lines: string[] = [];
  for (const { walk } of routes) {
    for (const { request, steps } of walk.requests) {
      lines.push(` ${inert(request.path, 300)}`);
      for (const { entry, result, cause } of steps) {
        const what = result === 'served' ? l10n.t('serves') : cause === null ? result : failureClause(cause);
        lines.push(`   ${nameOf(entry)}: ${what}`);
      }
    }
  }
  return `${[...lines, '', ` ${verdictSentence(examination)}`].join('\n')}\n`;
}
