/** What the checksum database proves, held against what this machine has: who is contradicted, and what is no fault. */
import assert from 'node:assert/strict';
import type { ExpectedSums } from '../../../../src/integrity/gosum/expectedSums.ts';
import type { ProvedRecord } from '../../../../src/integrity/sumdb/provedRecord.ts';
import type { Unproved } from '../../../../src/integrity/sumdb/unproved.ts';
import type { VerifiedModule } from '../../../../src/integrity/verify/verifiedModule.ts';
import { withProof } from '../../../../src/integrity/verify/withProof.ts';

const [A, B, C] = ['A', 'B', 'C'].map((letter) => `h1:${letter.repeat(43)}=`) as [string, string, string];
const NAME = { module: 'm.test', version: 'v1.0.0' };
const GOOD: VerifiedModule = { ...NAME, zip: A, mod: B, ok: true, code: null, detail: null, line: null, proof: null };

const proof = (zip: string | null, mod: string | null) => ({ record: { zip, mod } as ProvedRecord });
const at = (hash: string, line: number) => ({ hash, file: 'go.sum', line });
const sums = (zip: string, mod: string): ExpectedSums => ({ ...NAME, zip: [at(zip, 1)], mod: [at(mod, 2)] });

/** Returns code, detail and the line that is contradicted. */
function judged(found: VerifiedModule, expected: ExpectedSums | null, zip: string | null, mod: string | null) {
  const { ok, code, detail, line } = withProof(found, expected, proof(zip, mod));
  assert.equal(ok, code === null);
  return [code, detail, line?.line ?? null];
}

describe('integrity: verified with proof', () => {
  it('all agree', () => {
    assert.deepEqual(judged(GOOD, sums(A, B), A, B), [null, null, null]);
    assert.deepEqual(judged({ ...GOOD, zip: null, mod: null }, sums(A, B), A, B), [null, null, null]);
    assert.deepEqual(judged(GOOD, null, A, B), [null, null, null]);
  });

  it('the cache, go.sum, or both are contradicted', () => {
    assert.deepEqual(judged(GOOD, sums(A, B), C, B), ['checksum-mismatch', 'database-zip', 1]);
    assert.deepEqual(judged(GOOD, sums(A, B), A, C), ['checksum-mismatch', 'database-mod', 2]);
    assert.deepEqual(judged({ ...GOOD, zip: null }, sums(C, B), A, B), ['checksum-mismatch', 'database-zip', 1]);
    assert.deepEqual(judged(GOOD, null, C, B), ['checksum-mismatch', 'database-zip', null]);
  });

  it('what was found wrong without it stays as it is, with the proof beside it', () => {
    const bad = { ...GOOD, ok: false, code: 'cache-damaged', detail: 'folder' } as const;
    assert.deepEqual(withProof(bad, sums(A, B), proof(C, C)), { ...bad, proof: proof(C, C) });
  });

  it('that nobody proves it is no fault; that somebody makes up proofs is', () => {
    const reasons: readonly (readonly [Unproved, string | null])[] = [
      ['off', null],
      ['invalid', null],
      ['private', null],
      ['unreachable', null],
      ['unknown', null],
      ['forged', 'bad-content'],
      ['forked', 'sumdb-forked'],
    ];
    for (const [unproved, code] of reasons) {
      const found = withProof(GOOD, sums(A, B), { unproved });
      assert.deepEqual([found.ok, found.code], [code === null, code], unproved);
    }
  });
});
