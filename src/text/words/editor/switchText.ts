/** The words of choosing a module proxy while mirrors are measured. */
import * as l10n from '@vscode/l10n';
import type { ComparedMirror } from '../../../doctor/compare/comparison.ts';
import { duration } from '../../numbers.ts';
import { askingClauses, rateText, troubleClause } from '../command/compareText.ts';

export const switchText = {
  keep: () => l10n.t('Keep the list as it is'),
  mirrors: () => l10n.t('put one first'),
  measure: () => l10n.t('Measure with a module of mine…'),
  again: () => l10n.t('Measure again'),
  modulePlaceHolder: () => l10n.t('The version that the mirrors are asked for in the place of well-known ones'),
  changes: (list: string) => l10n.t('GOPROXY will be {0}', list),
  isKept: (list: string) => l10n.t('Nothing is changed: GOPROXY is {0}.', list),
  comparing: () => l10n.t('Go Proxy: comparing module proxies'),
  failed: () => l10n.t('The mirrors could not be compared. The log says why.'),

  /** What is known of a mirror so far, in a few words. */
  measured: (mirror: ComparedMirror): string => {
    const { latency, throughput, place } = mirror;
    const trouble = troubleClause(mirror);
    const time = latency?.reused ?? latency?.fresh ?? null;
    return [
      ...(mirror.grade === 'wrong' || time === null ? [] : [duration(time)]),
      ...(mirror.grade === 'wrong' || throughput === null ? [] : [rateText(throughput)]),
      ...(trouble === null ? [] : [trouble]),
      ...askingClauses(mirror),
      ...(place === null ? [] : [place === 0 ? l10n.t('first in your list') : l10n.t('in your list')]),
    ].join(' · ');
  },

  /** What storing a list for this folder means for what counts there now, which may be the folder's own. */
  workspaceEffect: (now: string, isOwn: boolean): string =>
    isOwn ? l10n.t('Takes the place of {0}', now) : l10n.t('Hides there {0}', now),

  /** What storing it for the user means for what counts there now, `hindrance` being what wins over it. */
  userEffect: (now: string, hindrance: 'os-env' | 'workspace' | null): string => {
    switch (hindrance) {
      case 'os-env':
        return l10n.t('No effect while the environment variable GOPROXY says {0}', now);
      case 'workspace':
        return l10n.t('No effect in this folder, which goes by its own {0}', now);
      case null:
        return l10n.t('Takes the place of {0}', now);
    }
  },
};
