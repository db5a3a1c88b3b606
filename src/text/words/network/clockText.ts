/** A clock that is wrong, in words. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Returns a sentence for clockFailure's. */
export function clockSentence({ detail, facts }: NetworkFailure): string {
  const off = span(Number(facts.skew ?? 0));
  const host = inert(facts.host ?? '');
  const sentence =
    facts.direction === 'behind'
      ? l10n.t('The clock of this machine is {0} behind that of {1}.', off, host)
      : l10n.t('The clock of this machine is {0} ahead of that of {1}.', off, host);
  return detail === 'explains-certificate'
    ? l10n.t('{0} That is why a good certificate seems to be out of its dates: set the clock.', sentence)
    : sentence;
}

function span(ms: number): string {
  if (ms >= 2 * DAY) return l10n.t('{0} days', Math.round(ms / DAY));
  if (ms >= 2 * HOUR) return l10n.t('{0} hours', Math.round(ms / HOUR));
  return ms >= 2 * MINUTE
    ? l10n.t('{0} minutes', Math.round(ms / MINUTE))
    : l10n.t('{0} seconds', Math.round(ms / 1000));
}
