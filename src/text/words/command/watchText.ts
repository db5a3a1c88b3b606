/** The words of `watch`: its help, and a line a change. */
import * as l10n from '@vscode/l10n';
import type { WatchChange } from '../../../doctor/watch/changes.ts';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import { timeOfDay } from '../../numbers.ts';
import { statusSentence } from '../editor/statusText.ts';
import { entryName } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';

export const watchHelp = {
  command: () =>
    l10n.t('look at the list again and again, and print a line whenever its state, or an entry’s, changes'),
  interval: () => l10n.t('seconds between two looks'),
  notAnInterval: (text: string) => l10n.t('“{0}” is no interval: give seconds from 1 to 3600.', text),
};

/** Returns a line such as `15:04:05  goproxy.cn is down: it refuses connections`. */
export function changeLine(change: WatchChange, snapshot: Snapshot): string {
  const said = change.view === null ? statusSentence(snapshot) : entrySentence(change);
  return `${timeOfDay(change.at)}  ${said}`;
}

function entrySentence({ view, from, to, cause }: WatchChange): string {
  const name = view === null ? '' : entryName(view.entry);
  const clause = failureClause(cause ?? { code: 'unclassified', detail: null });
  switch (to) {
    case 'up':
      return from === null ? l10n.t('{0} is up', name) : l10n.t('{0} is up again', name);
    case 'half-open':
      return l10n.t('{0} answers again', name);
    case 'down':
      return l10n.t('{0} is down: it {1}', name, clause);
    default:
      return l10n.t('{0} is degraded: it {1}', name, clause);
  }
}
