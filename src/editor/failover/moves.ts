/** What the user may do at once about who is asked first. Pure. */
import type { UrlEntry } from '../../goproxy/list/list.ts';

export type Move =
  /** Another entry first; `back`: the one that is first in the user's own order. */
  | { readonly kind: 'first' | 'back'; readonly entry: UrlEntry }
  /** No failover by itself from now on; and again. */
  | { readonly kind: 'hold' | 'release' };

export interface MoveQuestion {
  /** Those that may be first, in the user's own order. */
  readonly candidates: readonly UrlEntry[];
  /** The one that is first now; null where nobody is trusted to serve. */
  readonly front: UrlEntry | null;
  /** Whether something would be done by itself, were it not held. */
  readonly isAutomatic: boolean;
  readonly isHeld: boolean;
}

export function movesOf({ candidates, front, isAutomatic, isHeld }: MoveQuestion): readonly Move[] {
  const [primary, ...others] = candidates;
  if (primary === undefined || others.length === 0) return [];
  const back: Move[] = front?.url === primary.url ? [] : [{ kind: 'back', entry: primary }];
  const first = others.filter(({ url }) => url !== front?.url).map((entry): Move => ({ kind: 'first', entry }));
  const hold: Move[] = isAutomatic ? [{ kind: isHeld ? 'release' : 'hold' }] : [];
  return [...back, ...first, ...hold];
}

/** go.goproxy of a folder, which all its new terminals and tasks see; or the order in which the relay asks for it. */
export type MoveTarget = 'setting' | 'relay';

/** Who carries moves out: one for each way in which failover is done. */
export interface Mover {
  /** What a move changes. */
  readonly target: MoveTarget;
  moves(): Promise<readonly Move[]>;
  make(move: Move): Promise<void>;
}
