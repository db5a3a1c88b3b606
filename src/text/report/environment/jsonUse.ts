/** The JSON of `use`: which list was put where, and whether go goes by it. */
import { SCHEMA } from '../schema.ts';

export interface UsedList {
  readonly scope: 'user' | 'workspace';
  /** What was stored; null where nothing was. */
  readonly before: string | null;
  readonly after: string;
  /** What go goes by now. */
  readonly effective: string;
  /** Whether something that outranks it hides what was stored. */
  readonly masked: boolean;
}

export function jsonUse({ scope, before, after, effective, masked }: UsedList): object {
  return { schema: SCHEMA, change: { scope, before, after, effective, masked } };
}
