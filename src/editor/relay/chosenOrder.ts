/** Which entry of a folder's list the relay is to ask first, by the user's choice, and whether that is to stay. Pure. */
import { type GoproxyList, moveFirst } from '../../goproxy/list/list.ts';
import { type IsPublic, leadingMirrors } from '../../goproxy/list/mirrorRun.ts';
import type { OrderChoice } from '../../health/passage.ts';
import type { Assignment } from '../../relay/shared/assignment.ts';

export interface ChosenOrder {
  /** The list that was chosen from: a choice says nothing of another one. */
  readonly own: string;
  /** The number of the entry in it. */
  readonly front: number;
  readonly choice: OrderChoice;
}

/** Who is no public mirror any more, or stands behind one that is none, goes before nobody: paths would reach somebody new. */
export function orderedList(
  own: GoproxyList,
  chosen: ChosenOrder | undefined,
  isPublic: IsPublic,
): Pick<Assignment, 'list' | 'choice'> {
  const isFit = chosen?.own === own.text && leadingMirrors(own, isPublic).some(({ index }) => index === chosen.front);
  if (chosen === undefined || !isFit) return { list: own.text, choice: null };
  const list = chosen.front === 0 ? own.text : (moveFirst(own, chosen.front) ?? own.text);
  return { list, choice: chosen.choice };
}
