/** Who vouches for a staged module, and so how go is to be asked to take it. Pure. */
import type { FailureCode } from '../../../failures/code.ts';
import type { Unproved } from '../../sumdb/unproved.ts';
import type { CheckedModule } from './checkStaged.ts';
import type { Proof } from './proveModules.ts';

export interface Refusal {
  readonly code: FailureCode;
  readonly detail: string | null;
}

export type Judgement =
  /** `proxy`: the folder with the database's answers; null for none. */
  | { readonly kind: 'take'; readonly proof: 'go.sum' | 'database' | null; readonly proxy: string | null }
  /** It is known to be wrong: go is asked for its own words alone, in the throw-away cache. */
  | { readonly kind: 'show'; readonly proxy: string | null; readonly refusal: Refusal }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** `proof` is null where the database was not asked. `unproved`: the user takes what nobody vouches for. */
export function judgeStaged(checked: CheckedModule, proof: Proof | null, unproved: boolean): Judgement {
  const { zip, mod, hasZip, fault, inGoSum } = checked;
  if (inGoSum === 'same') return { kind: 'take', proof: 'go.sum', proxy: null };
  if (inGoSum === 'differs')
    return { kind: 'show', proxy: null, refusal: { code: 'checksum-mismatch', detail: 'go.sum' } };
  if (proof !== null && 'record' in proof) {
    const { record, folder } = proof;
    const isSame = record.mod === mod && (!hasZip || record.zip === zip);
    if (isSame) return { kind: 'take', proof: 'database', proxy: folder };
    const isUnreadable = fault !== null && fault !== 'expected';
    const refusal = isUnreadable ? broken(fault) : ({ code: 'checksum-mismatch', detail: 'sumdb' } as const);
    return { kind: 'show', proxy: folder, refusal };
  }
  if (fault !== null) return { kind: 'refuse', refusal: broken(fault) };
  const reason = proof?.unproved ?? 'unreachable';
  if (reason === 'forked') return { kind: 'refuse', refusal: { code: 'sumdb-forked', detail: null } };
  if (reason === 'forged' || !unproved) return { kind: 'refuse', refusal: unvouched(reason) };
  return { kind: 'take', proof: null, proxy: null };
}

function broken(detail: string): Refusal {
  return { code: 'bad-content', detail };
}

function unvouched(reason: Unproved): Refusal {
  return { code: reason === 'invalid' ? 'goproxy-invalid' : 'sumdb-unreachable', detail: reason };
}
