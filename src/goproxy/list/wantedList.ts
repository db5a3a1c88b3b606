/** The list that somebody wants in the place of the present one: written out, or told by what is to go first. */
import { failure, type Result, success } from '../../base/result.ts';
import { type ListFault, moveFirst, parseList, putFirst } from './list.ts';
import { MIRRORS, type Mirror } from './mirrors.ts';

/** Texts may hold secrets. */
export type WantedFault =
  /** go would refuse `list`: the one that was asked for, or the present one where an entry of it is to be moved. */
  | { readonly code: 'invalid'; readonly list: string; readonly fault: ListFault }
  /** No list is known that an entry could be moved in. */
  | { readonly code: 'no-list' }
  /** `direct`, `off`, what stands after them, and what is not there cannot be moved. */
  | { readonly code: 'no-such-entry'; readonly index: number; readonly list: string };

/**
 * Returns the list that `wanted` stands for: a list as it is, the present one behind a mirror of that name, or the present one with the
 * entry of that number first. `present` is '' where none is known.
 */
export function wantedList(wanted: string | number, present: string): Result<string, WantedFault> {
  if (typeof wanted === 'number') return withEntryFirst(wanted, present);
  const mirror = MIRRORS.find(({ name }) => name === wanted);
  if (mirror !== undefined) return success(withMirrorFirst(mirror, present));
  const list = parseList(wanted);
  return list.ok ? success(wanted) : failure({ code: 'invalid', list: wanted, fault: list.error });
}

function withEntryFirst(index: number, present: string): Result<string, WantedFault> {
  if (present === '') return failure({ code: 'no-list' });
  const list = parseList(present);
  if (!list.ok) return failure({ code: 'invalid', list: present, fault: list.error });
  const moved = moveFirst(list.value, index);
  return moved === null ? failure({ code: 'no-such-entry', index, list: present }) : success(moved);
}

/** The present list stays behind it; one that go refuses gives way to `direct`. */
function withMirrorFirst({ url }: Mirror, present: string): string {
  const list = parseList(present);
  return list.ok ? putFirst(list.value, url) : `${url},direct`;
}
