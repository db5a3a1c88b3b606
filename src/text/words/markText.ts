/** What a screen reader says for a mark. */
import * as l10n from '@vscode/l10n';
import type { Mark } from '../report/mark.ts';

export function markName(mark: Mark): string {
  switch (mark) {
    case 'good':
      return l10n.t('well');
    case 'bad':
      return l10n.t('failing');
    case 'warning':
      return l10n.t('warning');
    case 'neutral':
      return l10n.t('not needed');
  }
}
