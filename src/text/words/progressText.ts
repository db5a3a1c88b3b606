/** What an examination is doing now. */
import * as l10n from '@vscode/l10n';
import type { Progress } from '../../doctor/check.ts';

export function progressText(progress: Progress): string {
  switch (progress.check) {
    case 'go':
      return l10n.t('Asking the go command…');
    case 'settings':
      return l10n.t('Reading GOPROXY…');
    case 'workspace':
      return l10n.t('Reading go.mod…');
    case 'list':
      return l10n.t('Reading the list…');
    case 'entries':
      return 'answered' in progress
        ? l10n.t('Asking the entries: {0} of {1} done…', progress.answered, progress.of)
        : l10n.t('Asking the entries…');
    case 'network':
      return l10n.t('Looking at the network below…');
    case 'database':
      return l10n.t('Weighing what was seen…');
  }
}
