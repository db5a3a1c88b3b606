/** How the checksum database is reached through the list. */
import * as l10n from '@vscode/l10n';
import type { EntryExamination } from '../../../doctor/list/listExamination.ts';
import { duration } from '../../numbers.ts';
import { entryName } from '../entryName.ts';

/** Returns a clause such as `through goproxy.cn, 55 ms`; null where no entry was asked for it. */
export function databaseLine(entries: readonly EntryExamination[]): string | null {
  const asked = entries.filter(({ sumdb }) => sumdb !== null);
  if (asked.length === 0) return null;
  const through = asked.find(({ sumdb }) => sumdb?.supported === true);
  if (through?.sumdb == null) return l10n.t('no entry passes it on: go asks it directly');
  const name = entryName(through.entry);
  return through.sumdb.failure === null
    ? l10n.t('through {0}, {1}', name, duration(through.sumdb.ms))
    : l10n.t('through {0}, which fails', name);
}
