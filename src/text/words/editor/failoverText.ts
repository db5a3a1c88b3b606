/** What is said when another entry should be in front, is put there, and goes back. */
import * as l10n from '@vscode/l10n';
import type { FailoverView } from '../../../doctor/watch/healthView.ts';
import type { UrlEntry } from '../../../goproxy/list/list.ts';
import { entryName } from '../entryName.ts';
import { troubleClause } from './passageText.ts';

export const failoverText = {
  /** `left`: who was in front, `front`: who should be. */
  suggestion: ({ cause }: FailoverView, left: UrlEntry, front: UrlEntry): string =>
    l10n.t(
      '{0} {1}. {2} is well, and could go first in this workspace.',
      entryName(left),
      troubleClause(cause),
      entryName(front),
    ),
  /** Buttons of the notice, which has room for some twenty letters each. */
  useFirst: () => l10n.t('Use it first'),
  useRelay: () => l10n.t('Use the relay'),
  never: () => l10n.t('Never suggest'),
  /** Lines of the menu. */
  first: (entry: UrlEntry) => l10n.t('Use {0} first now', entryName(entry)),
  back: (entry: UrlEntry) => l10n.t('Back to {0}', entryName(entry)),
  hold: () => l10n.t('Hold this order'),
  holdDetail: () => l10n.t('no failover by itself, until you release it or close the window'),
  release: () => l10n.t('Fail over by itself again'),
  reordered: (front: UrlEntry) => l10n.t('{0} first, until your own order is well again', entryName(front)),
};
