/** What is said when another entry should be in front, is put there, and goes back. */
import * as l10n from '@vscode/l10n';
import type { FailoverView } from '../../doctor/watch/healthView.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import { entryName } from './entryName.ts';
import { failureClause } from './failureText.ts';

export const failoverText = {
  /** `left`: who was in front, `front`: who should be. */
  suggestion: ({ cause }: FailoverView, left: UrlEntry, front: UrlEntry): string => {
    const clause = cause === null ? l10n.t('is in trouble') : failureClause(cause);
    return l10n.t('{0} {1}; {2} is well.', entryName(left), clause, entryName(front));
  },
  useFirst: (front: UrlEntry) => l10n.t('Use {0} first in this workspace', entryName(front)),
  useRelay: () => l10n.t('Fail over by itself from now on (relay)'),
  never: () => l10n.t('Don’t show again'),
  reordered: (front: UrlEntry) => l10n.t('{0} first, until your own order is well again', entryName(front)),
};
