/** The words for how requests go through the relay: who serves, since when, who is left alone and why. */
import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../health/entryHealth.ts';
import type { DoubtfulEntry, Passage } from '../../../health/passage.ts';
import { timeOfDay } from '../../numbers.ts';
import { entryName } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';

/** What ails an entry, as a clause. */
export function troubleClause(cause: Cause | null): string {
  return cause === null ? l10n.t('is in trouble') : failureClause(cause);
}

/** Null where the relay has nothing to tell: then the looks have. */
export function passageSentence({ front, doubtful, passed }: Passage): string | null {
  const [first] = front === null ? doubtful : passed;
  if (first === undefined) return null;
  const [name, clause] = [entryName(first.entry), troubleClause(first.cause)];
  return front === null
    ? l10n.t('{0} {1}, and the relay has nobody to ask in its place.', name, clause)
    : l10n.t('{0} {1}. The relay goes to {2}.', name, clause, entryName(front));
}

/** Through whom new terminals go, and who is not trusted; one line each. */
export function passageLines(passage: Passage): string[] {
  return [frontLine(passage), ...choiceLines(passage), ...passage.doubtful.map(doubtfulLine)];
}

function frontLine({ front, since }: Passage): string {
  if (front === null) return l10n.t('New terminals go through the relay.');
  const name = entryName(front);
  return since === null
    ? l10n.t('New terminals go through the relay: {0} serves.', name)
    : l10n.t('New terminals go through the relay: {0} serves since {1}.', name, timeOfDay(since));
}

function choiceLines({ choice }: Passage): string[] {
  if (choice === null) return [];
  const at = timeOfDay(choice.at);
  return [
    choice.isHeld
      ? l10n.t('You hold this order since {0}: nobody is asked in another’s place.', at)
      : l10n.t('You have chosen this order at {0}.', at),
  ];
}

function doubtfulLine({ entry, state, since, cause }: DoubtfulEntry): string {
  const [name, at, clause] = [entryName(entry), timeOfDay(since), troubleClause(cause)];
  switch (state) {
    case 'open':
      return l10n.t('{0} is left alone since {1}: it {2}.', name, at, clause);
    case 'half-open':
      return l10n.t('{0} is tried again since {1}: it {2}.', name, at, clause);
    case 'down':
      return l10n.t('{0} is down since {1}: it {2}.', name, at, clause);
  }
}
