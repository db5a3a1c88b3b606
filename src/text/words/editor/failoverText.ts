/** What is said when another entry should be in front, is put there, and goes back. */
import * as l10n from '@vscode/l10n';
import type { FailoverView } from '../../../doctor/watch/healthView.ts';
import { type GoproxyList, parseList, type UrlEntry } from '../../../goproxy/list/list.ts';
import { timeOfDay } from '../../numbers.ts';
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
  release: () => l10n.t('Fail over by itself again'),
  /** What each of them does, where failover changes the setting. */
  inSetting: {
    first: () => l10n.t('go.goproxy of this folder puts it first from now on; Undo takes that back'),
    back: () => l10n.t('go.goproxy of this folder is again what it was; this failure moves it no more'),
    hold: () => l10n.t('go.goproxy of this folder stays as it is, until you release it or close the window'),
    release: () => l10n.t('whichever entry is well goes first in go.goproxy of this folder, by itself'),
  },
  /** The same where terminals go through the relay. */
  inRelay: {
    first: () => l10n.t('the relay asks it first until you close the window; no setting changes'),
    back: () => l10n.t('the relay asks in your own order again; no setting changes'),
    hold: () => l10n.t('the relay asks nobody in another’s place, until you release it or close the window'),
    release: () => l10n.t('the relay goes on to your next public mirror again when one fails or is late'),
  },
  reordered: (front: UrlEntry) => l10n.t('{0} first, until your own order is well again', entryName(front)),
};

/** What was done to the list that is in force; null where the user's own order is about to come back. */
export function movedText({ own, wanted, since, cause }: FailoverView, inForce: GoproxyList): string | null {
  const before = parseList(own);
  const [left, front] = [before.ok ? before.value.entries[0] : undefined, inForce.entries[0]];
  if (wanted !== inForce.text || left === undefined || front === undefined) return null;
  return l10n.t(
    '{0} goes first in this folder since {1}: {2} {3}. Your own order comes back by itself.',
    entryName(front),
    timeOfDay(since),
    entryName(left),
    troubleClause(cause),
  );
}
