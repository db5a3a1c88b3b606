/** A finding as a sentence. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../../../doctor/examination.ts';
import type { Finding } from '../../../doctor/finding.ts';
import { entryName, ordinal } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';
import { layerSentence } from '../network/layerText.ts';
import { goClause } from './goText.ts';

export function findingSentence(finding: Finding, { entries }: Pick<Examination, 'entries'>): string {
  const { layer, detail } = finding;
  if (layer !== null && detail !== null) {
    const entry = finding.entry === null ? undefined : entries[finding.entry];
    return layerSentence(
      { ...finding, layer, detail },
      entry === undefined ? l10n.t('The entry') : entryName(entry.entry),
    );
  }
  const clause = failureClause(finding);
  if (finding.code === 'setting-masked') return l10n.t('A stored GOPROXY {0}.', clause);
  const one = finding.entry === null ? undefined : entries[finding.entry];
  if (one === undefined) {
    return finding.entry === null
      ? l10n.t('GOPROXY {0}.', clause)
      : l10n.t('The {0} entry of GOPROXY {1}.', ordinal(finding.entry), clause);
  }
  if (finding.code.startsWith('sumdb-')) return l10n.t('{0} {1}.', entryName(one.entry), clause);
  return l10n.t('{0} {1}. go {2}.', entryName(one.entry), clause, goClause(one));
}
