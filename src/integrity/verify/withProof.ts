/** What was verified on this machine, held against what the checksum database proves. Pure. */
import type { ExpectedSum, ExpectedSums } from '../gosum/expectedSums.ts';
import type { ProvedRecord } from '../sumdb/provedRecord.ts';
import type { VersionProof } from '../sumdb/proveVersions.ts';
import type { Unproved } from '../sumdb/unproved.ts';
import type { VerifiedModule } from './verifiedModule.ts';

type Fault = Pick<VerifiedModule, 'ok' | 'code' | 'detail' | 'line'>;

/** `sums` is what go.sum says of it; null where there is none. What was found wrong without the database stays as it is. */
export function withProof(found: VerifiedModule, sums: ExpectedSums | null, proof: VersionProof): VerifiedModule {
  const fault = !found.ok
    ? null
    : 'record' in proof
      ? contradiction(found, sums, proof.record)
      : breach(proof.unproved);
  return { ...found, ...fault, proof };
}

/** The cache and go.sum may both be wrong, and agree: they were filled from the same place. */
function contradiction(found: VerifiedModule, sums: ExpectedSums | null, record: ProvedRecord): Fault | null {
  for (const kind of ['zip', 'mod'] as const) {
    const isOther = (hash: string | null) => hash !== null && record[kind] !== null && hash !== record[kind];
    const line: ExpectedSum | undefined = sums?.[kind].find(({ hash }) => isOther(hash));
    if (line !== undefined || isOther(found[kind]))
      return { ok: false, code: 'checksum-mismatch', detail: `database-${kind}`, line: line ?? null };
  }
  return null;
}

/** That nobody proves a version is no fault of it; that somebody makes up proofs is one. */
function breach(unproved: Unproved): Fault | null {
  if (unproved === 'forked') return { ok: false, code: 'sumdb-forked', detail: null, line: null };
  if (unproved === 'forged') return { ok: false, code: 'bad-content', detail: 'forged', line: null };
  return null;
}
