/** What the language status of a go.mod says: through whom modules come, in a few words. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import { entryName } from '../entryName.ts';
import { shortFailure } from '../failure/shortFailure.ts';

export function languageStatusLabel({ state, examination, passage }: Snapshot): string {
  switch (state) {
    case 'checking':
      return l10n.t('Modules: looking…');
    case 'unknown':
      return l10n.t('Modules: not known');
    case 'failing': {
      const cause = passage === null ? (examination?.verdict.failure ?? null) : (passage.doubtful[0]?.cause ?? null);
      return l10n.t('Modules: {0}', shortFailure(cause));
    }
    case 'healthy':
    case 'degraded':
    case 'off': {
      const server = examination?.verdict.servedBy ?? 0;
      const entry = passage?.front ?? examination?.list?.entries[server];
      return entry === undefined ? l10n.t('Modules: not known') : l10n.t('Modules: {0}', entryName(entry));
    }
  }
}
