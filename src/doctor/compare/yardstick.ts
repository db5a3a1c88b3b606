/** What mirrors are held against, once they have answered: hashes that somebody vouches for, and each other. Pure. */

import type { SampleModule } from '../../goproxy/module/sample.ts';
import { compareVersions } from '../../goproxy/module/version.ts';
import type { ArrivedSums, Measurement } from '../../integrity/measure/measureQuestion.ts';
import type { KnownModule } from './wellKnown.ts';

/** Differs from everything: where as many mirrors say this as that, none of them is proved right. */
const DISPUTED = '';

/** Returns what the content of `modules` has to be: as `vouched` says, else as most mirrors send it. */
export function knownSums(
  modules: readonly SampleModule[],
  vouched: readonly KnownModule[],
  measurements: readonly Measurement[],
): readonly KnownModule[] {
  const all = measurements.flatMap(({ sums }) => sums);
  return modules.map((one) => {
    const isIt = (other: SampleModule) => other.module === one.module && other.version === one.version;
    const known = vouched.find(isIt) ?? { ...one, mod: null, zip: null, by: null };
    const sent = all.filter(isIt);
    return { ...known, mod: known.mod ?? most(sent, 'mod'), zip: known.zip ?? most(sent, 'zip') };
  });
}

/** Null where nobody sent any. */
function most(sums: readonly ArrivedSums[], which: 'mod' | 'zip'): string | null {
  const counts = new Map<string, number>();
  for (const sum of sums.flatMap((one) => one[which] ?? [])) counts.set(sum, (counts.get(sum) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined) return null;
  return second?.[1] === first[1] ? DISPUTED : first[0];
}

/** Returns the newest of the releases; null where there is none. */
export function newestOf(versions: readonly (string | null)[]): string | null {
  const known = versions.filter((version) => version !== null);
  return known.reduce<string | null>(
    (best, one) => (best === null || compareVersions(one, best) > 0 ? one : best),
    null,
  );
}
