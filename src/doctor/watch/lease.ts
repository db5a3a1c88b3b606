/** Who looks at a list for all windows and command lines of a user. Pure. */

export interface Lease {
  /** The word of the process; see LockOwners. */
  readonly owner: string;
  /** When it will have looked again, in ms since the epoch: its heartbeat, told in advance. */
  readonly due: number;
}

/** ms that a look may take beyond what was told. */
const GRACE = 15_000;

/**
 * Reports whether the lease of a process still counts: it runs (null: that cannot be told), its heartbeat is no older than it
 * should be, and it looks as often as is needed here: again within `patience` ms. So a clock that was set ends the lease at once.
 */
export function isHeld({ due }: Lease, isRunning: boolean | null, now: number, patience: number): boolean {
  return isRunning !== false && now <= due + GRACE && due <= now + patience + GRACE;
}
