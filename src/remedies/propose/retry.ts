/** The failed command once more, after a while where what failed is known to pass. Pure. */
import { CATALOGUE } from '../../failures/catalogue.ts';
import { FAILURE_CODES, type FailureCode } from '../../failures/code.ts';
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { advice } from './change.ts';

/** ms. Servers that count requests count them by the minute, or in shorter windows. */
const AFTER_RATE_LIMIT = 30_000;
const AFTER_TROUBLE = 3_000;

/** Without a command it is advice: to come back in a few minutes. */
export function retry({ code, detail, entry }: RemedyFailure, { hasCommand }: RemedyContext): Remedy | null {
  if (code === 'toolchain' && !isTransient(detail)) return null;
  // The database does not know the module, and will not know it in a minute.
  if (code === 'sumdb-unreachable' && (detail === 'not-found' || detail === 'http-denied')) return null;
  const said = advice('retry', entry);
  if (hasCommand !== true) return said;
  const isLimited = code === 'rate-limited' || detail === 'rate-limited' || detail === '429';
  return { ...said, action: { kind: 'retry', wait: isLimited ? AFTER_RATE_LIMIT : AFTER_TROUBLE } };
}

/** Reports whether the detail is the code of a failed fetch, as `toolchain` and `sumdb-unreachable` have it. */
export function isFetchTrouble(detail: string | null): boolean {
  return detail !== null && (FAILURE_CODES as readonly string[]).includes(detail) && detail !== 'not-found';
}

function isTransient(detail: string | null): boolean {
  return isFetchTrouble(detail) && CATALOGUE[detail as FailureCode].transient;
}
