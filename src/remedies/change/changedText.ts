/** The value that a change speaks of, as text. */
import type { Change } from './change.ts';

/** Returns its first value before or after the change, null where nothing was there; `unchanged` where it touched none. May hold a secret. */
export function changedText({ values }: Change, when: 'before' | 'after', unchanged: string | null): string | null {
  const [value] = values;
  if (value === undefined) return unchanged;
  const text = value[when];
  return text === null || typeof text === 'string' ? text : JSON.stringify(text);
}
