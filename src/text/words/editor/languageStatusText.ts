/** What the language status of a go.mod says: through whom modules come, in a few words. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import type { Entry } from '../../../goproxy/list/list.ts';
import { entryName, shortOrdinal } from '../entryName.ts';
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
      const entry = servingEntry({ examination, passage });
      return entry === undefined ? l10n.t('Modules: not known') : l10n.t('Modules: {0}', entryName(entry));
    }
  }
}

/** Returns what the label leaves out, which stands beside it in one line that VS Code does not wrap: short, or nothing. */
export function languageStatusDetail({ state, examination, passage }: Snapshot): string {
  switch (state) {
    case 'checking':
    case 'unknown':
    case 'healthy':
    case 'off':
      return '';
    case 'degraded': {
      const entry = servingEntry({ examination, passage });
      return entry === undefined ? '' : l10n.t('{0} entry of GOPROXY', shortOrdinal(entry.index));
    }
    case 'failing': {
      const at = examination?.verdict.entry ?? null;
      const entry = passage?.doubtful[0]?.entry ?? (at === null ? undefined : examination?.list?.entries[at]);
      return entry === undefined ? '' : entryName(entry);
    }
  }
}

function servingEntry({ examination, passage }: Pick<Snapshot, 'examination' | 'passage'>): Entry | undefined {
  return passage?.front ?? examination?.list?.entries[examination.verdict.servedBy ?? 0];
}
