/** What an entry is called: its host where space is short, its number as people count. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../base/redact.ts';
import type { Entry } from '../../goproxy/list/list.ts';
import { inert } from '../inert.ts';

export function entryName(entry: Entry): string {
  if (entry.kind === 'url' && entry.host !== '') return inert(entry.host, 80);
  // Cut after redaction: half a URL would not show where its secret ends.
  return inert(redact(entry.value), 80);
}

/** Returns `first`, `second`, … for a sentence; beyond the third the number. */
export function ordinal(index: number): string {
  const words = [l10n.t('first'), l10n.t('second'), l10n.t('third')];
  return words[index] ?? shortOrdinal(index);
}

/** Returns `1st`, `2nd`, … for a small place. */
export function shortOrdinal(index: number): string {
  const number = index + 1;
  const last = Math.floor(number / 10) % 10 === 1 ? 0 : number % 10;
  const suffixed = [l10n.t('{0}th', number), l10n.t('{0}st', number), l10n.t('{0}nd', number), l10n.t('{0}rd', number)];
  return suffixed[last] ?? l10n.t('{0}th', number);
}
