/** The words of the relay: its help, its ready line, and what go is told when nobody could serve. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { CacheTrouble } from '../../../relay/cache/keptFiles.ts';
import type { Tried } from '../../../relay/race.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { together } from '../../together.ts';
import { entryName } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';

export const relayHelp = {
  command: () =>
    l10n.t('a GOPROXY on this machine that asks the entries of a list, never hangs, and goes on to the next in time'),
  port: () => l10n.t('the port on 127.0.0.1; any free one unless given'),
  goproxy: () => l10n.t('the list to serve; go’s own unless given'),
  public: () => l10n.t('count this URL as a public mirror too (may be given several times)'),
  cache: () => l10n.t('keep up to so many megabytes of proved .mod and .zip files on disk, for all lists; 0: none'),
  notASize: (text: string) => l10n.t('“{0}” is no number of megabytes.', text),
  notAPort: (text: string) => l10n.t('“{0}” is no port: give a number from 0 to 65535.', text),
  notAUrl: (text: string) => l10n.t('“{0}” is no URL of a module proxy.', text),
  noList: () => l10n.t('There is no list to serve: give one with --goproxy.'),
  badList: (text: string) => l10n.t('“{0}” is no list of module proxies: give URLs, separated by commas.', text),
  noStateFolder: () => l10n.t('The folder for our own state cannot be made: set XDG_STATE_HOME to one that can.'),
  nothingToServe: () => l10n.t('The list names no module proxy: there is nothing for a relay to do.'),
  cannotListen: (port: number, word: string) =>
    l10n.t('Port {0} of 127.0.0.1 cannot be listened on ({1}): give another with --port.', port, word),
};

export function cacheTroubleText(trouble: CacheTrouble): string {
  return trouble.kind === 'damaged'
    ? l10n.t('A damaged file of the cache was dropped: {0}.', trouble.key)
    : l10n.t('Nothing more is kept on disk: {0}.', trouble.fault);
}

/** A line an entry; go shows at most eight lines and 648 bytes of an error's text. */
export function relayErrorText(tried: readonly Tried[]): string {
  const lines = tried.map(({ step, result }) => {
    const name = entryName(step.entry);
    if (result.kind === 'not-found') return l10n.t('{0}: not found', name);
    const words = result.words === '' ? null : l10n.t('({0})', inert(redact(result.words), 120));
    return together(l10n.t('{0}: {1}, after {2}', name, failureClause(result.failure), duration(result.ms)), words);
  });
  return [l10n.t('Go Proxy Doctor’s relay asked:'), ...lines.slice(0, MOST_LINES)].join('\n');
}

const MOST_LINES = 6;
