/** What the go command does at each entry of a list, read off a walk. */
import type { Entry } from './list.ts';
import type { Walk } from './walk.ts';

export type Action = 'serves' | 'falls-through' | 'stops' | 'hangs' | 'unreached';

/** From best to worst: of several requests the worst counts. */
const ORDER: readonly Action[] = ['unreached', 'falls-through', 'serves', 'stops', 'hangs'];

/**
 * Returns one action an entry, in the list's order. `unreached`: no request came to it. `stops`: a request ended there
 * without an answer, be it by an error, by a broken answer, or because the list ends.
 */
export function actionsOf<R, C>(walk: Pick<Walk<R, C>, 'requests'>, entries: readonly Entry[]): Action[] {
  const actions: Action[] = entries.map(() => 'unreached');
  for (const { steps } of walk.requests) {
    steps.forEach(({ entry, result }, at) => {
      const action: Action =
        result === 'hang'
          ? 'hangs'
          : result === 'served'
            ? 'serves'
            : at < steps.length - 1
              ? 'falls-through'
              : 'stops';
      const before = actions[entry];
      if (before !== undefined && ORDER.indexOf(action) > ORDER.indexOf(before)) actions[entry] = action;
    });
  }
  return actions;
}
