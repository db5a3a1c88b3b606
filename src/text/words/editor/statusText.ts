/** The status bar item's words, and what a screen reader says for it. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import type { UnknownReason } from '../../../health/listState.ts';
import { shortOrdinal } from '../entryName.ts';
import { ourFailure } from '../failure/shortFailure.ts';
import { verdictSentence } from '../verdict/verdictText.ts';
import { editorText } from './editorText.ts';
import { passageSentence } from './passageText.ts';

/** Returns the label without its icon: `Go Proxy: 2nd entry`. */
export function statusLabel({ state, examination, passage }: Snapshot): string {
  const name = 'Go Proxy';
  if (state === 'degraded' && passage?.front != null && passage.passed.length > 0)
    return l10n.t('{0}: {1} entry', name, shortOrdinal(passage.front.index));
  if (state === 'failing' && passage?.front === null) return ourFailure(passage.doubtful[0]?.cause ?? null);
  const { verdict, list } = examination ?? {};
  switch (state) {
    case 'checking':
    case 'healthy':
    case 'unknown':
      return name;
    case 'off':
      return list?.entries[0]?.kind === 'direct' ? l10n.t('{0}: direct', name) : l10n.t('{0}: off', name);
    case 'degraded': {
      if (verdict?.failure?.code === 'slow') return l10n.t('{0}: slow', name);
      const server = verdict?.servedBy ?? null;
      const entry = server === null ? undefined : list?.entries[server];
      if (entry?.kind === 'direct') return l10n.t('{0}: direct', name);
      return server === null ? l10n.t('{0}: degraded', name) : l10n.t('{0}: {1} entry', name, shortOrdinal(server));
    }
    case 'failing':
      return ourFailure(verdict?.failure ?? null);
  }
}

/** Returns the whole sentence, for the tooltip's head and for screen readers. */
export function statusSentence({ state, examination, reason, passage }: Snapshot): string {
  const told = passage === null || state === 'checking' ? null : passageSentence(passage);
  if (told !== null) return told;
  switch (state) {
    case 'checking':
      return editorText.looking();
    case 'unknown':
      return unknownSentence(reason ?? 'defect');
    default:
      return examination === null ? '' : verdictSentence(examination);
  }
}

function unknownSentence(reason: UnknownReason): string {
  switch (reason) {
    case 'no-list':
      return l10n.t('There is no GOPROXY to look at: no go command was found, and the environment names none.');
    case 'offline':
      return l10n.t('No module proxy can be reached. This machine seems to be offline.');
    case 'paused':
      return l10n.t('Looking in the background is switched off (goProxy.probe.enabled).');
    case 'metered':
      return l10n.t('Looking in the background is paused: the network is metered (goProxy.probe.metered).');
    case 'defect':
      return l10n.t('The module proxies could not be examined. The log says why.');
  }
}
