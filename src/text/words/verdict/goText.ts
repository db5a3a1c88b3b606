/** What the go command does at an entry, in words. */
import * as l10n from '@vscode/l10n';
import type { EntryExamination } from '../../../doctor/list/listExamination.ts';
import { duration } from '../../numbers.ts';

/** Returns a clause whose subject is go: `waits here for ever`. */
export function goClause({ action, goWaits, entry, failure }: EntryExamination): string {
  const wait = goWaits === null ? 0 : goWaits;
  switch (action) {
    case 'serves':
      return l10n.t('is served here');
    case 'hangs':
      return l10n.t('waits here for ever (it has no time limit once the connection stands, under “|” neither)');
    case 'falls-through':
      return wait > 0
        ? l10n.t('loses {0} here with every request, then asks the next entry', duration(wait))
        : l10n.t('asks the next entry');
    case 'stops': {
      const after = wait > 0 ? l10n.t('gives up here after {0}', duration(wait)) : l10n.t('gives up here');
      const isBarrier = entry.separator === ',' && failure !== null && failure.code !== 'not-found';
      return isBarrier ? l10n.t('{0} (“,” goes on only after 404 or 410)', after) : after;
    }
    case 'unreached':
      return l10n.t('does not get here');
  }
}

/** The same in one or two words, for a tooltip's row. */
export function goWord({ action, goWaits }: EntryExamination): string {
  switch (action) {
    case 'serves':
      return l10n.t('serves');
    case 'hangs':
      return l10n.t('go waits here for ever');
    case 'falls-through':
      return goWaits !== null && goWaits > 0
        ? l10n.t('go loses {0} here, then goes on', duration(goWaits))
        : l10n.t('go goes on');
    case 'stops':
      return l10n.t('go gives up here');
    case 'unreached':
      return l10n.t('not reached');
  }
}
