/** Which entry of a folder's list the relay is to ask first, by the user's choice, and whether that is to stay. Pure. */
import { type GoproxyList, moveFirst } from '../../goproxy/list/list.ts';
import type { OrderChoice } from '../../health/passage.ts';
import type { Assignment } from '../../relay/shared/assignment.ts';

export interface ChosenOrder {
  /** The list that was chosen from: a choice says nothing of another one. */
  readonly own: string;
  /** The number of the entry in it. */
  readonly front: number;
  readonly choice: OrderChoice;
}

export function orderedList(own: GoproxyList, chosen: ChosenOrder | undefined): Pick<Assignment, 'list' | 'choice'> {
  if (chosen === undefined || chosen.own !== own.text) return { list: own.text, choice: null };
  const list = chosen.front === 0 ? own.text : (moveFirst(own, chosen.front) ?? own.text);
  return { list, choice: chosen.choice };
}
