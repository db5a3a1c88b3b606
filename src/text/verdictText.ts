/** The verdict as a sentence: the first line of every report. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../doctor/examination.ts';
import { isAlive } from '../doctor/list/listExamination.ts';
import { entryName, ordinal } from './entryName.ts';
import { failureClause } from './failureText.ts';
import { duration } from './numbers.ts';

/** Returns one or two sentences: who is at fault, and what go does because of it. */
export function verdictSentence({ verdict, entries, listFault }: Examination): string {
  const decider = verdict.entry === null ? undefined : entries[verdict.entry];
  if (listFault !== null) {
    const clause = failureClause({ code: 'goproxy-invalid', detail: listFault.detail });
    return listFault.index === null
      ? l10n.t('GOPROXY {0}. go refuses every download.', clause)
      : l10n.t(
          'The {0} entry of GOPROXY {1}. go refuses every download because of it.',
          ordinal(listFault.index),
          clause,
        );
  }
  if (verdict.ok) return successSentence({ verdict, entries });
  if (verdict.failure === null) return l10n.t('No module could be fetched.');
  if (verdict.failure.code === 'goproxy-off') {
    return l10n.t('GOPROXY ends in “off”, and no entry before it has the module. go downloads nothing.');
  }
  const clause = failureClause(verdict.failure);
  if (decider === undefined || decider.entry.kind === 'direct') {
    return l10n.t('Fetching directly from the repository fails: it {0}.', clause);
  }
  const subject = l10n.t('Your {0} module proxy, {1},', ordinal(decider.entry.index), entryName(decider.entry));
  if (verdict.hangs) return l10n.t('{0} {1}. go waits for it for ever.', subject, clause);
  if (decider.goWaits !== null && decider.goWaits > 0) {
    return l10n.t('{0} {1}. go gives up after {2}.', subject, clause, duration(decider.goWaits));
  }
  return l10n.t('{0} {1}. go gives up.', subject, clause);
}

function successSentence({ verdict, entries }: Pick<Examination, 'verdict' | 'entries'>): string {
  const server = verdict.servedBy === null ? undefined : entries[verdict.servedBy];
  if (server === undefined) return l10n.t('The module is private: go fetches it directly, and that works.');
  const before = entries.slice(0, server.entry.index).find((one) => one.failure !== null && !isAlive(one));
  if (before?.failure != null) {
    const subject = l10n.t('Your {0} module proxy, {1},', ordinal(before.entry.index), entryName(before.entry));
    const clause = failureClause(before.failure);
    const wait = before.goWaits ?? 0;
    return wait > 0
      ? l10n.t(
          '{0} {1}. go loses {2} there with every request, then {3} serves.',
          subject,
          clause,
          duration(wait),
          entryName(server.entry),
        )
      : l10n.t('{0} {1}. go goes on to {2}, which serves.', subject, clause, entryName(server.entry));
  }
  if (server.entry.kind === 'direct')
    return l10n.t('go fetches modules directly from their repositories, and that works.');
  if (verdict.failure !== null) {
    return l10n.t('Your module proxy works, but {0} {1}.', entryName(server.entry), failureClause(verdict.failure));
  }
  return l10n.t('Your module proxy is all right: {0} serves.', entryName(server.entry));
}
