/** Why the checksum database vouches for nobody's version, in the terms of who wanted to know. */
import type { SumdbFault } from './sumdbFault.ts';

/**
 * The database is `off`, its setting `invalid`, the module `private`; the database is `unreachable`, or says that it knows no such version
 * (`unknown`). `forged`: what came is not the database's own; `forked`: it shows two histories.
 */
export type Unproved = 'off' | 'invalid' | 'private' | 'unreachable' | 'unknown' | 'forged' | 'forked';

/** What the next one who is asked may still change: that a party is silent, knows nothing, or says what is not the database's own. */
const OPEN: readonly Unproved[] = ['unreachable', 'unknown', 'forged'];

/** Reports whether another party that passes the database on may still prove it. */
export function isOpen(reason: Unproved): boolean {
  return OPEN.includes(reason);
}

/** That somebody has forged an answer weighs more than that another knows none, and that more than that one cannot be asked. */
export function stronger(before: Unproved, now: Unproved): Unproved {
  const rank = (reason: Unproved) => (isOpen(reason) ? OPEN.indexOf(reason) : OPEN.length);
  return rank(now) >= rank(before) ? now : before;
}

export function unprovedBy(fault: SumdbFault): Unproved {
  switch (fault.kind) {
    case 'forked':
      return 'forked';
    case 'signature':
    case 'inconsistent':
      return 'forged';
    case 'missing':
    case 'invalid-query':
      return 'unknown';
    case 'source':
      return fault.fault.kind === 'status' && (fault.fault.status === 404 || fault.fault.status === 410)
        ? 'unknown'
        : 'unreachable';
    case 'malformed':
    case 'memory':
      return 'unreachable';
  }
}
