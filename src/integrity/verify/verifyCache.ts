/** All versions that the go.sum files name, as far as the module cache has them. */
import type { ExpectedSums } from '../gosum/expectedSums.ts';
import type { VerifiedModule } from './verifiedModule.ts';
import { archiveSize, verifyCached } from './verifyCached.ts';

/** Verifies one version. Rejects when aborted, and where it cannot be done there. */
export type VerifyElsewhere = (sums: ExpectedSums, signal: AbortSignal) => Promise<VerifiedModule>;

export interface VerifyCacheRequest {
  /** GOMODCACHE. */
  readonly modCache: string;
  readonly versions: readonly ExpectedSums[];
  /** Returns what can verify versions side by side with this thread, which has so many bytes of archives before it; each one at a time. */
  readonly helpers: (bytes: number) => readonly VerifyElsewhere[];
}

/**
 * Returns a result a version, in their order. `onProgress` is told how many are done. Rejects with the signal's reason when aborted, and
 * with nothing else.
 */
export async function verifyCache(
  { modCache, versions, helpers }: VerifyCacheRequest,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<readonly VerifiedModule[]> {
  signal.throwIfAborted();
  const sizes = await Promise.all(versions.map((one) => archiveSize(modCache, one)));
  // The largest first, so that none of them is what all wait for in the end.
  const waiting = [...versions.keys()].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const results: VerifiedModule[] = [];
  let done = 0;
  const work = async (verify: VerifyElsewhere) => {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      results[at] = await verify(versions[at] as ExpectedSums, signal);
      onProgress(++done);
    }
  };
  const help = (verify: VerifyElsewhere) =>
    work(async (sums) => {
      try {
        return await verify(sums, signal);
      } catch {
        signal.throwIfAborted();
        // A thread that is lost, or cannot be started.
        return verifyCached(modCache, sums, signal);
      }
    });
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  await Promise.all([...helpers(bytes).map(help), work((sums) => verifyCached(modCache, sums, signal))]);
  return results;
}
